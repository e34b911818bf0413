import path from 'node:path';
import { applicationFolder } from '../../tools/build/application.ts';
import { electronExecutable, startXvfb, temporaryFolder } from '../../tools/electron/launch.ts';
import { type Desk, type DeskOptions, startDesk } from '../simulators/desk/desk.ts';
import { type DrivenKiosk, launchKiosk } from './driven-kiosk.ts';

/** The screens that agencies have: wide, and upright. Pixels. */
export const FORMATS = {
  landscape: { width: 1_920, height: 1_080 },
  portrait: { width: 1_080, height: 1_920 },
} as const;

/** A kiosk in real Electron, on a simulated desk, on a display of its own. */
export interface KioskOnDesk {
  readonly desk: Desk;
  /** The display that it shows on, as `DISPLAY` names it. */
  readonly display: string;
  kiosk: DrivenKiosk;
  /** Ends the kiosk by a signal that nothing can catch, as a power cut does. */
  kill(): Promise<void>;
  /** Starts the kiosk again, on the same data. */
  relaunch(): Promise<DrivenKiosk>;
  close(): Promise<void>;
}

export async function kioskOnDesk(
  options: Partial<DeskOptions> & { readonly format?: keyof typeof FORMATS } = {},
): Promise<KioskOnDesk> {
  const { format = 'landscape', ...deskOptions } = options;
  const size = FORMATS[format];
  const folder = temporaryFolder('desk');
  const { user } = electronExecutable();
  const desk = await startDesk({
    folder: folder.path,
    nativeBinding: path.join(applicationFolder('desk'), 'native', 'better_sqlite3.node'),
    ...(user === undefined ? {} : { kioskUser: { uid: user.uid, gid: user.gid } }),
    ...deskOptions,
    profile: { display: { mode: 'kiosk', ...size }, ...deskOptions.profile },
  });
  const screen = await startXvfb(size);
  const started: KioskOnDesk = {
    desk,
    display: screen.display,
    kiosk: await launchKiosk(desk.configFile, screen.display),
    kill: async () => {
      const ended = new Promise((resolve) => started.kiosk.app.process().once('exit', resolve));
      process.kill(started.kiosk.pid, 'SIGKILL');
      await ended;
    },
    relaunch: async () => {
      started.kiosk = await launchKiosk(desk.configFile, screen.display);
      return started.kiosk;
    },
    close: async () => {
      await started.kiosk.close().catch(() => undefined);
      await screen.stop();
      await desk.close();
      folder.remove();
    },
  };
  return started;
}
