import { spawn } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { startDesk } from '../../tests/simulators/desk/desk.ts';
import { applicationFolder } from '../build/application.ts';
import { applicationArgument, electronExecutable, type UnprivilegedUser } from '../electron/launch.ts';
import { inRepository } from '../repository.ts';

/**
 * Opens the kiosk in a window, on a simulated desk whose sticks and platform are the same the next time, and waits
 * until it is closed. Answers how the kiosk ended.
 */
export async function openOnDesk(): Promise<number> {
  const electron = electronExecutable();
  const desk = await startDesk({
    // The account that the kiosk runs as reads its configuration there.
    folder:
      electron.user === undefined ? inRepository('.runtime', 'desk') : path.join(electron.user.home, 'desk'),
    pace: 'lifelike',
    nativeBinding: path.join(applicationFolder('desk'), 'native', 'better_sqlite3.node'),
    ...(electron.user === undefined ? {} : { kioskUser: electron.user }),
  });
  try {
    console.log(`\nThe desk: ${desk.controlUrl}`);
    console.log(
      'Load papers, jam the feeder, plug the stick, cut the network there. Close the kiosk to end.\n',
    );
    const kiosk = spawn(
      electron.path,
      [
        applicationArgument(applicationFolder('desk')),
        `--config=${desk.configFile}`,
        ...(process.env['DISPLAY'] ? [] : ['--ozone-platform=wayland']),
      ],
      { stdio: 'inherit', env: { ...process.env, ...displayAccess(electron.user) } },
    );
    // Ctrl+C reaches the kiosk as well: it ends by itself, and the desk is closed after it.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => kiosk.kill('SIGTERM'));
    return await new Promise((resolve, reject) => {
      kiosk.once('error', reject);
      kiosk.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await desk.close();
  }
}

/** Lets another account show windows on this display: X11 asks for a file that only its owner can read. */
function displayAccess(user: UnprivilegedUser | undefined): NodeJS.ProcessEnv {
  if (user === undefined) return {};
  const authority = process.env['XAUTHORITY'] ?? path.join(homedir(), '.Xauthority');
  if (!existsSync(authority)) return {};
  const copy = path.join(user.home, '.Xauthority');
  copyFileSync(authority, copy);
  chownSync(copy, user.uid, user.gid);
  chmodSync(copy, 0o600);
  return { XAUTHORITY: copy };
}
