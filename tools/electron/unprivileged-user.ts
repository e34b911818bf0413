import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The account that Electron runs as when these tools run as root: Chromium refuses its sandbox to root, and Electron
 * never runs without its sandbox here.
 */
export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Its own folder, 0700. */
  readonly home: string;
  /** Its own `XDG_RUNTIME_DIR`, 0700. */
  readonly runtimeFolder: string;
}

const USER_NAME = 'borne-dev';
const HOME = '/var/lib/borne-dev';

/** Administrator's programs are not on every path. */
const USERADD = '/usr/sbin/useradd';

/** The account to run Electron as; nothing where the tools do not run as root. Made where it does not exist. */
export function unprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = findUser() ?? makeUser();
  const runtimeFolder = path.join(HOME, 'run');
  for (const folder of [HOME, runtimeFolder]) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, uid, gid);
    chmodSync(folder, 0o700);
  }
  return { name: USER_NAME, uid, gid, home: HOME, runtimeFolder };
}

function findUser(): { readonly uid: number; readonly gid: number } | undefined {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${USER_NAME}:`));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function makeUser(): { readonly uid: number; readonly gid: number } {
  const made = spawnSync(USERADD, [
    '--system',
    '--user-group',
    ...['--home-dir', HOME],
    ...['--shell', '/usr/sbin/nologin'],
    USER_NAME,
  ]);
  const found = findUser();
  if (found === undefined) {
    throw new Error(`The account ${USER_NAME} cannot be made: ${made.stderr?.toString().trim()}`);
  }
  return found;
}

/**
 * A command that runs a program as that account, in its own environment, without leaving a shell or a parent behind:
 * each program replaces the one before.
 *
 * @returns Program and first arguments; the program to run and its arguments come after.
 */
export function commandAs(user: UnprivilegedUser): readonly string[] {
  return [
    '/usr/bin/setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--init-groups',
    '/usr/bin/env',
    `--chdir=${user.home}`,
    // Root's own folders and session are neither readable nor of use.
    ...[
      'XDG_CONFIG_HOME',
      'XDG_CACHE_HOME',
      'XDG_DATA_HOME',
      'XDG_STATE_HOME',
      'DBUS_SESSION_BUS_ADDRESS',
    ].map((name) => `--unset=${name}`),
    `HOME=${user.home}`,
    `XDG_RUNTIME_DIR=${user.runtimeFolder}`,
    `USER=${user.name}`,
    `LOGNAME=${user.name}`,
  ];
}

/** A temporary folder that Electron may write to, 0700, and the way to remove it with all it holds. */
export function temporaryFolder(purpose: string): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), `borne-${purpose}-`));
  const user = unprivilegedUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
