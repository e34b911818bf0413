import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildApplication } from '../build/application.ts';
import {
  DEVELOPMENT_STAMP,
  type InstalledElectron,
  installedElectron,
} from '../electron/installed-electron.ts';
import { inRepository, repository } from '../repository.ts';
import { runCommand } from '../setup/command.mjs';
import { done, type Outcome, stopped } from '../setup/outcome.mjs';
import { type FuseReading, readFuses } from './fuses.ts';

/** What can be made; `dir` is the unpacked folder. */
export type PackageTarget = 'dir' | 'deb' | 'AppImage' | 'nsis';

/** A package, and what was read back from it. */
export interface PackagedApplication {
  /** The unpacked folder. */
  readonly folder: string;
  readonly executable: string;
  readonly electron: InstalledElectron;
  readonly fuses: readonly FuseReading[];
}

/** Packing takes seconds; building an installer minutes. In milliseconds. */
const PACK_LIMIT_MS = 15 * 60_000;

/** Put into a package that is made with the development runtime. */
const NEVER_SHIP = 'DEVELOPMENT-PACKAGE-NEVER-SHIP.txt';

/**
 * Builds the application and packs it with electron-builder into `out/package`, then reads the fuses back from the
 * binary. With the development runtime only the unpacked folder can be made: no installer is made of what never ships.
 */
export async function packageApplication(target: PackageTarget): Promise<Outcome<PackagedApplication>> {
  const electron = installedElectron();
  if (electron.kind === 'development' && target !== 'dir') {
    return stopped(
      `Electron's own download was out of reach here: an installer (${target}) is only made with the Electron that ships.`,
    );
  }
  await buildApplication('app');
  const output = inRepository('out', 'package');
  rmSync(output, { recursive: true, force: true });
  const packed = await pack(target, electron);
  if (!packed.ok) return packed;

  const windows = process.platform === 'win32';
  const folder = path.join(output, windows ? 'win-unpacked' : 'linux-unpacked');
  const executable = path.join(folder, windows ? 'Borne.exe' : 'borne');
  if (!existsSync(executable)) return stopped(`electron-builder left no ${executable}.`);
  if (electron.kind === 'development') {
    writeFileSync(
      path.join(folder, NEVER_SHIP),
      `Packed with the development runtime (Electron ${electron.version}) to test packaging. Never ship it.\n`,
    );
  }
  return done({ folder, executable, electron, fuses: await readFuses(executable) });
}

async function pack(target: PackageTarget, electron: InstalledElectron): Promise<Outcome<undefined>> {
  const distribution = bareDistribution(electron);
  try {
    const end = await runCommand(
      process.execPath,
      [
        inRepository('node_modules', 'electron-builder', 'cli.js'),
        process.platform === 'win32' ? '--win' : '--linux',
        target,
        ...['--x64', '--publish', 'never', '--config', 'electron-builder.yml'],
        `--config.electronVersion=${electron.version}`,
        `--config.electronDist=${distribution}`,
      ],
      // CI: electron-builder asks nothing.
      { cwd: repository, env: { ...process.env, CI: '1' }, timeoutMs: PACK_LIMIT_MS },
    );
    return end.code === 0
      ? done(undefined)
      : stopped('electron-builder could not make the package.', `${end.stdout}\n${end.stderr}`);
  } finally {
    rmSync(distribution, { recursive: true, force: true });
  }
}

/** Electron's files without what runs another application: the packed binary and its fuses are a copy. */
function bareDistribution(electron: InstalledElectron): string {
  const folder = inRepository('out', `.electron-${process.pid}`);
  const left = new Set([
    path.join(electron.folder, 'resources', 'default_app.asar'),
    path.join(electron.folder, DEVELOPMENT_STAMP),
  ]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(electron.folder, folder, { recursive: true, filter: (source) => !left.has(source) });
  return folder;
}
