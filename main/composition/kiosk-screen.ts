import { join } from 'node:path';
import type { Configuration } from '../../kiosk-config/schema/read-configuration.ts';
import type { Audit } from '../audit/events.ts';
import { SNAPSHOT_CHANNEL } from '../contract/channels.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Handlers } from '../shell/channel-answer.ts';
import { kioskProtocol } from '../shell/kiosk-protocol.ts';
import { KioskWindow } from '../shell/kiosk-window.ts';
import { handleAll } from '../shell/validated-ipc.ts';

type Profile = Configuration['profile'];

/** Opens the window and answers its page by these handlers. */
export function openWindow(
  appFolder: string,
  profile: Pick<Profile, 'display'>,
  handlers: Handlers,
  audit: Audit,
  preview: (id: string) => Promise<Uint8Array | undefined>,
): KioskWindow {
  const window = new KioskWindow({
    preload: join(appFolder, 'main', 'preload.cjs'),
    ...profile.display,
    title: 'Borne',
    serve: kioskProtocol(join(appFolder, 'renderer'), preview),
  });
  handleAll(
    handlers,
    () => window.contents,
    (_channel, why) =>
      audit.record({ event: 'message-refused', reason: why === 'invalid-input' ? 'input' : 'sender' }),
  );
  return window;
}

/** A snapshot goes to the page on the screen; a page that has just gone is told nothing. */
export function push(window: KioskWindow, snapshot: Snapshot): void {
  const contents = window.contents;
  if (contents !== undefined && !contents.isDestroyed()) contents.send(SNAPSHOT_CHANNEL, snapshot);
}
