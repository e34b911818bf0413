import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { ChannelName, CodeOf, InputOf, OutputOf } from '../contract/channels.ts';
import { CHANNELS } from '../contract/channels.ts';
import type { Failure, Result } from '../domain/result.ts';
import { START_URL } from './kiosk-protocol.ts';

/** What a handler answers: the channel's output, or one of its declared codes. */
export type Answer<Name extends ChannelName> = Result<
  OutputOf<Name>,
  Failure<Exclude<CodeOf<Name>, 'bad-request'>>
>;

export type Handlers = {
  readonly [Name in ChannelName]: (input: InputOf<Name>) => Answer<Name> | Promise<Answer<Name>>;
};

/** Why a request was not taken, for the technical log. */
export type Refusal =
  | 'unknown-sender'
  | 'not-main-frame'
  | 'foreign-origin'
  | 'invalid-input'
  | 'handler-failed';

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

/** Parses, runs, parses again. Exported for its tests: everything here but the sender is independent of Electron. */
export async function answer<Name extends ChannelName>(
  name: Name,
  handlers: Handlers,
  input: unknown,
  refused: (channel: ChannelName, why: Refusal) => void,
): Promise<{ ok: true; value: unknown } | { ok: false; error: { code: string } }> {
  const { input: inputSchema, output, errors } = CHANNELS[name];
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    refused(name, 'invalid-input');
    return { ok: false, error: { code: 'bad-request' } };
  }
  const handler = handlers[name] as (input: unknown) => Promise<Result<unknown>>;
  const result = await handler(parsed.data);
  if (result.ok) return { ok: true, value: output.parse(result.value) };
  if (!(errors as readonly string[]).includes(result.error.code)) {
    refused(name, 'handler-failed');
    throw new Error(`${name} answered ${result.error.code}, which it does not declare`);
  }
  // The detail is for the log of this machine, never for the page.
  return { ok: false, error: { code: result.error.code } };
}
