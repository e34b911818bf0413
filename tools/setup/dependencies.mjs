import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { done, stopped } from './outcome.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 */

/**
 * Installs exactly what package-lock.json says, unless it is already there. npm writes `node_modules/.package-lock.json`
 * as its last act, so an interrupted installation is seen as missing.
 *
 * @param {string} repository
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./outcome.mjs').Outcome<{ installed: boolean }>>}
 */
export async function ensureDependencies(repository, env) {
  if (dependenciesInstalled(repository)) return done({ installed: false });
  const end = await npm(['ci', '--ignore-scripts'], {
    cwd: repository,
    env,
    writesTo: repository,
    purpose: 'the packages of package-lock.json',
  });
  if (!end.ok) return end;
  if (!dependenciesInstalled(repository)) {
    return stopped(
      '`npm ci` ended well but node_modules is not what package-lock.json says: remove node_modules, then run the same command again.',
    );
  }
  return done({ installed: true });
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. Optional
 * packages may be absent: npm leaves out those of other systems.
 *
 * @param {string} repository
 */
export function dependenciesInstalled(repository) {
  const wanted = lockedPackages(path.join(repository, 'package-lock.json'));
  const installed = lockedPackages(path.join(repository, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  const asWanted = Object.entries(wanted).every(([place, entry]) => {
    const found = installed[place];
    if (place === '') return true;
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  return asWanted && Object.keys(installed).every((place) => place in wanted);
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function lockedPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
