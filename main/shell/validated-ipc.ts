import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { CHANNELS, type ChannelName } from '../contract/channels.ts';
import { answer, type Handlers, type Refusal } from './channel-answer.ts';
import { START_URL } from './kiosk-protocol.ts';

/**
 * The only place that speaks to `ipcMain` (a lint rule bans it elsewhere). Every request is checked for its sender (the
 * kiosk's own page, its main frame, our own address — an empty address is refused too), its input is parsed by the
 * channel's schema, and so is what is answered.
 */
export function handleAll(
  handlers: Handlers,
  page: () => WebContents | undefined,
  refused: (channel: ChannelName, why: Refusal) => void,
): void {
  for (const name of Object.keys(CHANNELS) as ChannelName[]) {
    ipcMain.handle(name, async (event, input: unknown) => {
      const why = refusalOf(event, page());
      if (why !== undefined) {
        refused(name, why);
        return { ok: false, error: { code: 'bad-request' } };
      }
      return answer(name, handlers, input, refused);
    });
  }
}

function refusalOf(event: IpcMainInvokeEvent, page: WebContents | undefined): Refusal | undefined {
  const frame = event.senderFrame;
  if (page === undefined || event.sender !== page || frame === null) return 'unknown-sender';
  if (frame.parent !== null) return 'not-main-frame';
  return frame.url === START_URL ? undefined : 'foreign-origin';
}
