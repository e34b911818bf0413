import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../repository.ts';
import { DEVELOPMENT_STAMP, type InstalledElectron, installedElectron } from './installed-electron.ts';
import { readableFolder } from './readable-folder.ts';
import { commandAs, type UnprivilegedUser, unprivilegedUser } from './unprivileged-user.ts';

export { temporaryFolder, type UnprivilegedUser } from './unprivileged-user.ts';
export { startXvfb, type VirtualDisplay } from './virtual-display.ts';

/** An Electron to launch with Chromium's sandbox on. */
export interface ElectronExecutable {
  /**
   * What to launch. Started as root it is a script that becomes Electron under an unprivileged account (no shell, no
   * parent left); otherwise Electron itself. With Playwright: `_electron.launch({ executablePath: path,
   * chromiumSandbox: true, args: [applicationArgument(folder), …] })`; without `chromiumSandbox` Playwright adds
   * `--no-sandbox`.
   */
  readonly path: string;
  readonly kind: InstalledElectron['kind'];
  readonly version: string;
  /** The account Electron runs as, where it is not the one that launches it. */
  readonly user: UnprivilegedUser | undefined;
}

/** The Electron of this checkout, ready to launch from any account, root included. */
export function electronExecutable(): ElectronExecutable {
  const electron = installedElectron();
  const user = unprivilegedUser();
  const probe = electron.kind === 'stock' ? 'version' : DEVELOPMENT_STAMP;
  const folder = readableFolder(electron.folder, user, probe);
  const executable = path.join(folder, path.relative(electron.folder, electron.executable));
  return {
    path: user === undefined ? executable : executableAs(user, executable, 'electron'),
    kind: electron.kind,
    version: electron.version,
    user,
  };
}

/** The same for a packaged application, given its folder and the name of its executable. */
export function packagedExecutable(folder: string, name: string): string {
  const user = unprivilegedUser();
  const readable = readableFolder(folder, user, path.join('resources', 'app.asar'));
  const executable = path.join(readable, name);
  return user === undefined ? executable : executableAs(user, executable, `packaged-${name}`);
}

/** The folder of a built application as Electron can read it: what to give as its argument. */
export function applicationArgument(folder: string): string {
  return readableFolder(folder, unprivilegedUser(), '.built-from');
}

/** Writes the script that becomes `executable` under `user`. */
function executableAs(user: UnprivilegedUser, executable: string, name: string): string {
  const script = inRepository('.runtime', 'as-unprivileged', name);
  mkdirSync(path.dirname(script), { recursive: true });
  const words = [...commandAs(user), executable].map(shellWord).join(' ');
  const fresh = `${script}.${process.pid}`;
  writeFileSync(fresh, `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(fresh, 0o755);
  // Renamed, because another test run may be executing it.
  renameSync(fresh, script);
  return script;
}

/** One word of a POSIX shell command, whatever it holds. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
