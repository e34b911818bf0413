import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSaneScanner, type SaneScannerOptions } from '../../../main/devices/sane/sane-scanner.ts';
import type { Scanner } from '../../../main/ports/scanner.ts';

export interface SaneDesk {
  readonly scanner: Scanner;
  /** Names of files left in the folder that pages pass through. */
  leftovers(): Promise<string[]>;
  close(): Promise<void>;
}

async function desk(
  configuration: Readonly<Record<string, string>>,
  options: Pick<SaneScannerOptions, 'device'> & Partial<SaneScannerOptions>,
): Promise<SaneDesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'borne-sane-'));
  const configFolder = path.join(folder, 'sane.d');
  const memoryFolder = path.join(folder, 'memory');
  await mkdir(path.join(configFolder, 'dll.d'), { recursive: true });
  for (const [name, text] of Object.entries(configuration)) {
    await writeFile(path.join(configFolder, name), text);
  }
  return {
    scanner: createSaneScanner({ configFolder, memoryFolder, ...options }),
    leftovers: () => readdir(memoryFolder, { recursive: true }).catch(() => []),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * SANE's own test backend, as installed, with some of its settings changed; a configuration folder of its own, so that
 * no device of the machine is touched.
 */
export async function testBackend(
  changes: Readonly<Record<string, string>> = {},
  options: Partial<SaneScannerOptions> = {},
): Promise<SaneDesk> {
  const installed = await readFile('/etc/sane.d/test.conf', 'utf8');
  const lines = installed.split('\n').filter((line) => !Object.hasOwn(changes, line.split(' ', 1)[0] ?? ''));
  const changed = Object.entries(changes).map(([name, value]) => `${name} ${value}`);
  return desk(
    { 'dll.conf': 'test\n', 'test.conf': [...lines, ...changed, ''].join('\n') },
    { device: 'test:0', ...options },
  );
}

/** sane-airscan pointed at an eSCL scanner: a real SANE backend whose feeder can jam on any sheet. */
export function airscanBackend(url: string, options: Partial<SaneScannerOptions> = {}): Promise<SaneDesk> {
  return desk(
    {
      'dll.conf': 'airscan\n',
      'airscan.conf': `[devices]\n"Borne" = ${url}, eSCL\n[options]\ndiscovery = disable\n`,
    },
    { device: 'airscan:e0:Borne', ...options },
  );
}
