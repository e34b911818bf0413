import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../repository.ts';
import { replaceFolder } from '../setup/disk.mjs';
import { commandAs, type UnprivilegedUser } from './unprivileged-user.ts';

/**
 * `folder` where `user` can read it, otherwise a copy of it that it can. A checkout below `/root`, or one made with a
 * strict umask, is closed to every other account.
 *
 * @param probe File inside the folder by which to tell; its content also tells whether an earlier copy is up to date.
 */
export function readableFolder(folder: string, user: UnprivilegedUser | undefined, probe: string): string {
  if (user === undefined || canRead(user, path.join(folder, probe))) return folder;
  const copy = path.join(copiesFolder(), nameOf(folder));
  if (!sameContent(path.join(folder, probe), path.join(copy, probe))) copyForAll(folder, copy);
  return copy;
}

function canRead(user: UnprivilegedUser, file: string): boolean {
  const [program = '', ...first] = commandAs(user);
  return spawnSync(program, [...first, '/usr/bin/test', '-r', file]).status === 0;
}

/** Where copies for others to read live: root's own folder, which nobody else may write to. */
function copiesFolder(): string {
  const folder = path.join('/var/tmp', `borne-${hashOf(repository)}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { uid, mode } = lstatSync(folder);
  // `/var/tmp` belongs to everybody: somebody else may have made this folder first.
  if (!lstatSync(folder).isDirectory() || uid !== 0 || (mode & 0o022) !== 0) {
    throw new Error(`${folder} belongs to somebody else: remove it.`);
  }
  return folder;
}

function nameOf(folder: string): string {
  return `${path.basename(folder)}-${hashOf(folder)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function sameContent(left: string, right: string): boolean {
  return existsSync(right) && readFileSync(left).equals(readFileSync(right));
}

function copyForAll(folder: string, copy: string): void {
  const fresh = `${copy}-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  run('cp', ['--recursive', '--reflink=auto', folder, fresh]);
  run('chmod', ['--recursive', 'a+rX', fresh]);
  replaceFolder(copy, fresh);
}

function run(program: string, args: readonly string[]): void {
  const end = spawnSync(program, args);
  if (end.status !== 0) throw new Error(`${program} failed: ${end.stderr?.toString().trim()}`);
}
