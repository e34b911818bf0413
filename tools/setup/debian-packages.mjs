import { readFileSync } from 'node:fs';
import { runCommand } from './command.mjs';
import { stoppedProgram } from './disk.mjs';
import { done, stopped } from './outcome.mjs';

/**
 * @typedef {object} DebianPackage
 * @property {string} name
 * @property {boolean} forStart Whether even `npm start` cannot do without it.
 */

/** Fetching and installing a few hundred megabytes over a slow line, in milliseconds. */
const APT_LIMIT_MS = 20 * 60_000;

/**
 * Reads a list of packages: one name a line, `#` begins a comment, and a comment that begins with `start:` marks what
 * even `npm start` needs.
 *
 * @param {string} text
 * @returns {readonly DebianPackage[]}
 */
export function readPackageList(text) {
  return text.split('\n').flatMap((line) => {
    const [before = '', comment = ''] = line.split('#', 2);
    const name = before.trim();
    return name === '' ? [] : [{ name, forStart: comment.trim().startsWith('start:') }];
  });
}

/**
 * Those of `packages` that are not installed, by dpkg's own database. A package also counts when an installed one
 * provides it (Debian 13 and Ubuntu renamed some libraries).
 *
 * @param {readonly DebianPackage[]} packages
 * @returns {Promise<readonly DebianPackage[] | undefined>} Nothing where this is no Debian system.
 */
async function missingPackages(packages) {
  const fields = ['db:Status-Abbrev', 'Package', 'Provides'].map((field) => `\${${field}}`);
  const query = await runCommand('dpkg-query', ['--show', `--showformat=${fields.join('\\t')}\\n`]);
  if (query.startError === 'ENOENT') return undefined;
  const present = new Set(
    query.stdout.split('\n').flatMap((line) => {
      const [status = '', name = '', provides = ''] = line.split('\t');
      if (!status.startsWith('ii')) return [];
      return [name, ...provides.split(',').map((provided) => provided.trim().split(' ', 1)[0] ?? '')];
    }),
  );
  return packages.filter(({ name }) => !present.has(name));
}

/**
 * Sees to the Debian packages: installs them as root, otherwise says which one command does.
 *
 * @param {string} listFile
 * @param {{ readonly all: boolean, readonly root: boolean }} needs `all` where every package is needed (tests), else
 *   those of `npm start`; `root` whether packages may be installed from here.
 * @param {(detail: string) => void} tell
 * @returns {Promise<import('./outcome.mjs').Outcome<string>>} What was done, in a few words.
 */
export async function ensureDebianPackages(listFile, needs, tell) {
  const list = readPackageList(readFileSync(listFile, 'utf8'));
  const missing = await missingPackages(list.filter(({ forStart }) => needs.all || forStart));
  if (missing === undefined) {
    return done(
      'not a Debian system: the libraries of Electron and the programs of the tests are yours to see to',
    );
  }
  if (missing.length === 0) return done('all installed');
  const names = missing.map(({ name }) => name);

  if (!needs.root) {
    return stopped(
      `Debian packages are missing; run this command, then the same one again: sudo apt-get install --no-install-recommends ${names.join(' ')}`,
    );
  }

  tell(`installing ${names.join(' ')}`);
  return install(names, tell);
}

/**
 * @param {readonly string[]} names
 * @param {(detail: string) => void} tell
 * @returns {Promise<import('./outcome.mjs').Outcome<string>>}
 */
async function install(names, tell) {
  const first = await aptInstall(names);
  if (first.code === 0) return done(`${names.length} installed`);
  // The lists of packages are missing or old: fetch them once and try again. A source that does not answer does not
  // matter as long as the packages are found in another one.
  tell('fetching the lists of packages');
  await apt(['update']);
  const second = await aptInstall(names);
  if (second.code === 0) return done(`${names.length} installed`);
  return stoppedProgram(
    '/var/cache/apt',
    `Debian packages cannot be installed (apt-get ended with ${second.code ?? 'its time limit'}): look at the network and at \`apt-get install ${names.join(' ')}\`, then run the same command again.`,
    second,
  );
}

/** @param {readonly string[]} names */
function aptInstall(names) {
  return apt(['install', '--yes', '--no-install-recommends', ...names]);
}

/** @param {readonly string[]} args */
function apt(args) {
  return runCommand(
    'apt-get',
    [
      '--quiet',
      '-o',
      'Acquire::Retries=2',
      '-o',
      'Acquire::http::Timeout=20',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...args,
    ],
    { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: APT_LIMIT_MS },
  );
}
