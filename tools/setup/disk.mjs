import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { stopped } from './outcome.mjs';

/** Below this many free bytes, a program that failed is taken to have failed for want of space. */
const FULL_BELOW_BYTES = 16 * 1024 * 1024;

const AGAIN = 'then run the same command again';

/**
 * The sentence for a system error of the file system, where there is one.
 *
 * @param {unknown} error What was thrown.
 * @returns {string | undefined}
 */
export function diskSentence(error) {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const where = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : '';
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${where}: free some space, ${AGAIN}.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not write here${where}: give it the right to, ${AGAIN}.`;
    case 'EROFS':
      return `The disk is read-only${where}: make it writable, ${AGAIN}.`;
    default:
      return undefined;
  }
}

/**
 * Stops after a program failed: because the disk is full where it wrote, otherwise with `sentence`. A full disk is
 * recognised by the space that is left, so call this before removing what the program left behind.
 *
 * @param {string} folder Where the program wrote.
 * @param {string} sentence
 * @param {import('./command.mjs').CommandEnd} end
 */
export function stoppedProgram(folder, sentence, end) {
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  if (bavail * bsize < FULL_BELOW_BYTES) {
    return stopped(`The disk is full (${folder}): free some space, ${AGAIN}.`);
  }
  return stopped(sentence, `${end.stdout}\n${end.stderr}`);
}

/**
 * Makes an empty folder beside `target`, to be filled and then put in its place by `replaceFolder`. What an
 * interrupted run left there is removed.
 *
 * @param {string} target
 * @returns {string}
 */
export function freshFolderFor(target) {
  const fresh = path.join(path.dirname(target), `.${path.basename(target)}-fresh`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  return fresh;
}

/**
 * Puts a finished folder in the place of an earlier one, by renaming: there is never a half-filled `target`.
 *
 * @param {string} target
 * @param {string} fresh
 */
export function replaceFolder(target, fresh) {
  const former = `${fresh}-former`;
  rmSync(former, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, former);
  renameSync(fresh, target);
  rmSync(former, { recursive: true, force: true });
}

/** @param {string} folder */
function nearestExisting(folder) {
  let found = path.resolve(folder);
  while (!existsSync(found)) found = path.dirname(found);
  return found;
}
