import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { InstalledElectron } from '../electron/installed-electron.ts';
import { inRepository, repository } from '../repository.ts';
import { runCommand } from './command.mjs';
import { freshFolderFor, stoppedProgram } from './disk.mjs';
import { ensurePinnedNode } from './node-runtime.mjs';
import { done, type Outcome } from './outcome.mjs';

/** The one native file of the database, as the build copies it and tests load it. */
const target = inRepository('.runtime', 'native', 'better_sqlite3.node');
const stampFile = `${target}.made-from`;

/** Compiling SQLite takes under a minute on two cores; in milliseconds. */
const COMPILE_LIMIT_MS = 15 * 60_000;

/**
 * Node-API 10, which the package asks for, is younger than the development runtime. The same functions are there as
 * experimental ones; finalizers keep their former rules.
 */
const NODE_API_10 = "'NAPI_VERSION=10'";
const NODE_API_EXPERIMENTAL = "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'";

/**
 * Sees to the native part of better-sqlite3: the package's own prebuilt file for the shipped Electron, a build from
 * the package's source for the development runtime. Either also runs in Node 24.
 *
 * @returns What was done, in a few words.
 */
export async function ensureNativeStore(
  electron: InstalledElectron,
  env: NodeJS.ProcessEnv,
  tell: (detail: string) => void,
): Promise<Outcome<string>> {
  const origin = originOf(electron);
  if (existsSync(target) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === origin) {
    return done('as built before');
  }
  const file = electron.kind === 'stock' ? done(prebuiltFile()) : await compile(env, tell);
  if (!file.ok) return file;
  mkdirSync(path.dirname(target), { recursive: true });
  const fresh = `${target}.fresh`;
  cpSync(file.value, fresh);
  renameSync(fresh, target);
  writeFileSync(stampFile, origin);
  rmSync(workFolder(), { recursive: true, force: true });
  return done(electron.kind === 'stock' ? 'the prebuilt file' : 'compiled for the development runtime');
}

/** What the file is made from: the kind of runtime, the package as locked, and how it is compiled. */
function originOf(electron: InstalledElectron): string {
  const lock = JSON.parse(readFileSync(inRepository('package-lock.json'), 'utf8'));
  const locked = ['better-sqlite3', 'node-addon-api', 'node-gyp'].map(
    (name) => lock.packages[`node_modules/${name}`]?.integrity,
  );
  return createHash('sha256')
    .update(JSON.stringify([electron.kind, process.platform, process.arch, locked, NODE_API_EXPERIMENTAL]))
    .digest('hex');
}

/** The package's prebuilt file for this machine. */
function prebuiltFile(): string {
  const name = `${process.platform}-${process.arch}.node`;
  return inRepository('node_modules', 'better-sqlite3', 'prebuilds', name);
}

function workFolder(): string {
  return inRepository('.runtime', '.native-fresh');
}

/** npm hands its settings down as variables, and node-gyp lets them win over its arguments (a `nodedir` for instance). */
function withoutNpmSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
}

async function compile(env: NodeJS.ProcessEnv, tell: (detail: string) => void): Promise<Outcome<string>> {
  const headers = await ensurePinnedNode(repository, env, tell);
  if (!headers.ok) return headers;
  tell('compiling the database for the development runtime');
  const work = freshFolderFor(inRepository('.runtime', 'native'));
  // Side by side in a `node_modules`, so that the one finds the other's headers.
  for (const name of ['better-sqlite3', 'node-addon-api']) {
    cpSync(inRepository('node_modules', name), path.join(work, 'node_modules', name), { recursive: true });
  }
  const source = path.join(work, 'node_modules', 'better-sqlite3');
  const recipe = path.join(source, 'binding.gyp');
  writeFileSync(recipe, readFileSync(recipe, 'utf8').replace(NODE_API_10, NODE_API_EXPERIMENTAL));

  const end = await runCommand(
    process.execPath,
    [
      inRepository('node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
      ...['rebuild', '--release', '--force_build=1', '--jobs=max', `--nodedir=${headers.value}`],
    ],
    { cwd: source, env: withoutNpmSettings(env), timeoutMs: COMPILE_LIMIT_MS },
  );
  const compiled = path.join(source, 'build', 'Release', 'better_sqlite3.node');
  if (end.code !== 0 || !existsSync(compiled)) {
    return stoppedProgram(
      work,
      'The database cannot be compiled: see that g++, make and python3 are installed, then run the same command again.',
      end,
    );
  }
  return done(compiled);
}
