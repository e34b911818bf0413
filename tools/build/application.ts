import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { compactYaml } from '../../kiosk-config/schema/read-yaml.ts';
import { inRepository } from '../repository.ts';
import { bundleForNode, bundlePage, COPIED_PACKAGES, MODEL_FILES } from './bundles.ts';
import { inputHash } from './input-hash.ts';

/** The two applications: what ships, and the same with the simulated desk as its composition root. */
export type ApplicationName = 'app' | 'desk';

interface Application {
  /** Composition root, relative to the checkout. */
  readonly entry: string;
  /** What it is built from beside the shared inputs. */
  readonly inputs: readonly string[];
}

const applications: Readonly<Record<ApplicationName, Application>> = {
  app: { entry: 'main/index.ts', inputs: [] },
  desk: { entry: 'tests/simulators/desk/main.ts', inputs: ['tests/simulators', 'tests/fixtures'] },
};

const SHARED_INPUTS = [
  'main',
  'renderer',
  'kiosk-config',
  'assets',
  'tools/build',
  'package.json',
  'package-lock.json',
];

/** Written last into the finished folder: the hash of what it was built from. */
const STAMP = '.built-from';

const NATIVE_STORE = '.runtime/native/better_sqlite3.node';

/** The outcome of a build, to say so. */
export interface BuiltApplication {
  readonly folder: string;
  /** False where nothing had changed since the last build. */
  readonly built: boolean;
}

/** Where an application is built. */
export function applicationFolder(name: ApplicationName): string {
  return inRepository('out', name);
}

/**
 * Builds a self-contained application folder (`package.json`, `main/`, `renderer/`, `native/`, `assets/`,
 * `kiosk-config/`), unless nothing changed since the last time. The folder is replaced at once at the end: an
 * interrupted build leaves the earlier one.
 */
export async function buildApplication(name: ApplicationName): Promise<BuiltApplication> {
  const folder = applicationFolder(name);
  const application = applications[name];
  const hash = inputHash([...SHARED_INPUTS, ...application.inputs, NATIVE_STORE]);
  const stamp = path.join(folder, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return { folder, built: false };

  const fresh = inRepository('out', `.${name}-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  try {
    await fill(fresh, application);
    writeFileSync(path.join(fresh, STAMP), hash);
    replaceFolder(folder, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return { folder, built: true };
}

async function fill(folder: string, application: Application): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeManifest(folder);
  await Promise.all([
    bundleForNode(application.entry, path.join(folder, 'main', 'index.js')),
    bundleForNode('main/documents/engine-process.ts', path.join(folder, 'main', 'document-engine.js')),
    bundleForNode('main/storage/draft-sealing-thread.ts', path.join(folder, 'main', 'draft-sealing.cjs')),
    bundleForNode('main/devices/receipt/paper-thread.ts', path.join(folder, 'main', 'paper-making.cjs')),
    bundleForNode('main/preload/preload.ts', path.join(folder, 'main', 'preload.cjs')),
    bundlePage(path.join(folder, 'renderer')),
  ]);
  copyPackages(path.join(folder, 'main'));
  copyModels(path.join(folder, 'main', 'models'));
  cpSync(inRepository('assets'), path.join(folder, 'assets'), { recursive: true });
  copyConfiguration(path.join(folder, 'kiosk-config'));
  copyNativeFiles(path.join(folder, 'native'));
}

function writeManifest(folder: string): void {
  const { name, productName, version, description, author, license } = JSON.parse(
    readFileSync(inRepository('package.json'), 'utf8'),
  );
  const manifest = {
    name,
    productName,
    version,
    description,
    author,
    license,
    private: true,
    type: 'module',
    main: 'main/index.js',
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The native files of this system, by the names that the bundles load them by. */
function copyNativeFiles(target: string): void {
  const driver = process.platform === 'linux' ? 'HID_hidraw' : 'HID';
  const system = `${driver}-${process.platform}-${process.arch}`;
  const readers = inRepository('node_modules', 'node-hid', 'prebuilds', system, 'node-napi-v4.node');
  cpSync(inRepository(NATIVE_STORE), path.join(target, 'better_sqlite3.node'));
  cpSync(readers, path.join(target, `${driver}.node`));
}

function copyPackages(mainFolder: string): void {
  for (const { name, files, imported } of COPIED_PACKAGES) {
    const target = path.join(mainFolder, path.dirname(imported));
    for (const file of files) {
      cpSync(inRepository('node_modules', name, file), path.join(target, path.basename(file)));
    }
  }
}

function copyModels(folder: string): void {
  for (const file of MODEL_FILES) {
    cpSync(inRepository('node_modules', file), path.join(folder, path.basename(file)));
  }
}

/** Folders whose files nobody edits in the application: they are written so that each start reads them fast. */
const COMPACTED = ['journeys', 'orientation'];

/** What staff own is data: the code that reads it is in the bundle. */
function copyConfiguration(target: string): void {
  cpSync(inRepository('kiosk-config'), target, {
    recursive: true,
    filter: (source) => !/\.tsx?$/.test(source),
  });
  for (const folder of COMPACTED) {
    for (const name of readdirSync(path.join(target, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.yaml')) continue;
      const file = path.join(target, folder, name);
      writeFileSync(file, compactYaml(readFileSync(file, 'utf8')));
    }
  }
}

function replaceFolder(folder: string, fresh: string): void {
  const former = `${fresh}-former`;
  if (existsSync(folder)) renameSync(folder, former);
  renameSync(fresh, folder);
  rmSync(former, { recursive: true, force: true });
}
