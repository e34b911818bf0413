import { _electron, type ElectronApplication } from 'playwright-core';

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;

/** How long one launch may take before it is given up, milliseconds. It takes one to three seconds. */
const LAUNCH_LIMIT_MS = 25_000;
const LAUNCHES = 3;

/**
 * Launches Electron under the driver, again where the driver hangs. On a busy machine about one launch in fifty never ends: both
 * of the driver's connections are made, and its own handshake with Electron's main process does not come to an end. Only for
 * applications that may be started twice.
 */
export async function driveElectron(options: LaunchOptions): Promise<ElectronApplication> {
  for (let launch = 1; ; launch += 1) {
    try {
      return await _electron.launch({ ...options, timeout: LAUNCH_LIMIT_MS });
    } catch (error) {
      const hung = error instanceof Error && error.name === 'TimeoutError';
      if (!hung || launch === LAUNCHES) throw error;
    }
  }
}
