import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../repository.ts';

/** An Electron that this checkout can run. */
export interface InstalledElectron {
  /** The shipped Electron, or the development runtime (never shipped). */
  readonly kind: 'stock' | 'development';
  readonly version: string;
  /** Folder that holds the executable and its files. */
  readonly folder: string;
  readonly executable: string;
}

/** Version inside the pinned development runtime. */
const DEVELOPMENT_VERSION = '33.2.1';

/** Where the development runtime is prepared. */
export const developmentFolder = inRepository('.runtime', 'electron');

/** Written last into a prepared development runtime: what it was prepared from. */
export const DEVELOPMENT_STAMP = '.prepared-from';

/** Version of Electron that package.json pins and that is shipped. */
export function pinnedElectronVersion(): string {
  return JSON.parse(readFileSync(inRepository('package.json'), 'utf8')).devDependencies.electron;
}

/** Electron as its own package downloaded it, where it did. */
export function stockElectron(): InstalledElectron | undefined {
  const folder = inRepository('node_modules', 'electron', 'dist');
  const pathFile = inRepository('node_modules', 'electron', 'path.txt');
  const versionFile = path.join(folder, 'version');
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined;
  const executable = path.join(folder, readFileSync(pathFile, 'utf8'));
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  if (version !== pinnedElectronVersion() || !existsSync(executable)) return undefined;
  return { kind: 'stock', version, folder, executable };
}

/** The development runtime, where it was prepared. */
export function developmentElectron(): InstalledElectron | undefined {
  if (!existsSync(path.join(developmentFolder, DEVELOPMENT_STAMP))) return undefined;
  return {
    kind: 'development',
    version: DEVELOPMENT_VERSION,
    folder: developmentFolder,
    executable: path.join(developmentFolder, 'electron'),
  };
}

/** The Electron to run: the stock one where it could be downloaded, else the development runtime. */
export function installedElectron(): InstalledElectron {
  const found = stockElectron() ?? developmentElectron();
  if (found === undefined) throw new Error('Set-up did not end: there is no Electron to run.');
  return found;
}
