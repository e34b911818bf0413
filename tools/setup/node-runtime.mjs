import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';
import { freshFolderFor, replaceFolder, stoppedProgram } from './disk.mjs';
import { done, stopped } from './outcome.mjs';
import { packageArchive } from './package-archive.mjs';
import { NODE_24 } from './pinned-packages.mjs';

/** The Node line of the tools and tests. */
const WANTED_MAJOR = 24;

/** Minutes are plenty to unpack 40 MB; in milliseconds. */
const UNPACK_LIMIT_MS = 5 * 60_000;

/**
 * The Node that runs tools and tests: the one that runs this, where it is recent enough, otherwise the pinned one,
 * fetched into `.runtime/node24`.
 *
 * @param {string} repository
 * @param {NodeJS.ProcessEnv} env
 * @param {(detail: string) => void} tell
 * @returns {Promise<import('./outcome.mjs').Outcome<string>>} The executable.
 */
export async function ensureNode(repository, env, tell) {
  if (Number.parseInt(process.versions.node, 10) >= WANTED_MAJOR) return done(process.execPath);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return stopped(
      `Node ${WANTED_MAJOR} is needed and this is Node ${process.versions.node}: install it from nodejs.org, then run the same command again.`,
    );
  }
  const folder = await ensurePinnedNode(repository, env, tell);
  return folder.ok ? done(path.join(folder.value, 'bin', 'node')) : folder;
}

/**
 * The pinned Node of Linux x64, with the headers that native code is compiled against.
 *
 * @param {string} repository
 * @param {NodeJS.ProcessEnv} env
 * @param {(detail: string) => void} tell
 * @param {import('./pinned-packages.mjs').PinnedPackage} pinned
 * @returns {Promise<import('./outcome.mjs').Outcome<string>>} Its folder.
 */
export async function ensurePinnedNode(repository, env, tell, pinned = NODE_24) {
  const folder = path.join(repository, '.runtime', 'node24');
  const stamp = path.join(folder, '.integrity');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned.integrity) return done(folder);

  const archive = await packageArchive(pinned, env, tell);
  if (!archive.ok) return archive;
  const fresh = freshFolderFor(folder);
  const end = await runCommand('tar', ['-xzf', archive.value, '-C', fresh, '--strip-components=1'], {
    timeoutMs: UNPACK_LIMIT_MS,
  });
  if (end.code !== 0)
    return stoppedProgram(fresh, 'Node 24 cannot be unpacked: run the same command again.', end);
  const executable = path.join(fresh, 'bin', 'node');
  const version = await runCommand(executable, ['--version'], { timeoutMs: 30_000 });
  if (version.stdout.trim() !== `v${pinned.version}`) {
    return stopped(
      'Node 24 does not run on this machine: install it from nodejs.org, then run the same command again.',
    );
  }
  writeFileSync(path.join(fresh, '.integrity'), pinned.integrity);
  replaceFolder(folder, fresh);
  return done(folder);
}
