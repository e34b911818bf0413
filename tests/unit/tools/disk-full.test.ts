import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';
import { environmentWith, fakeProgram, nodeArchive, npmPacks } from './fake-programs.ts';

let folder: string;
let programs: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-full-'));
  programs = path.join(folder, 'bin');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Runs a piece of the set-up with `small` mounted as a disk of 512 kB, in a mount namespace that ends with it, and
 * answers what it answered and what is left on that disk.
 */
async function onSmallDisk(small: string, call: string): Promise<{ outcome: unknown; left: string[] }> {
  mkdirSync(small, { recursive: true });
  const script = path.join(folder, 'call.mjs');
  const tools = (name: string): string => JSON.stringify(inRepository('tools', 'setup', name));
  writeFileSync(
    script,
    `import { readdirSync } from 'node:fs';
     const { packageArchive } = await import(${tools('package-archive.mjs')});
     const { ensurePinnedNode } = await import(${tools('node-runtime.mjs')});
     const { runStep } = await import(${tools('progress.mjs')});
     const outcome = await runStep('test', (tell) => ${call}, () => 'done');
     console.log(JSON.stringify({ outcome, left: readdirSync(${JSON.stringify(small)}, { recursive: true }) }));`,
  );
  const { stdout } = await promisify(execFile)(
    'unshare',
    [
      ...(process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']),
      ...['sh', '-c', `mount -t tmpfs -o size=512k tmpfs '${small}' && exec "$0" "$1"`],
      ...[process.execPath, script],
    ],
    { env: environmentWith(programs, { XDG_CACHE_HOME: path.join(folder, 'cache') }) },
  );
  return JSON.parse(stdout);
}

test('a download on a full disk says so in one sentence and leaves nothing', async () => {
  const { file, pinned } = nodeArchive(folder, '24.0.0');
  fakeProgram(programs, 'npm', npmPacks(file));
  const cache = path.join(folder, 'cache', 'borne');
  const { outcome, left } = await onSmallDisk(
    cache,
    `packageArchive(${JSON.stringify(pinned)}, process.env, tell)`,
  );
  expect(outcome).toMatchObject({ ok: false, sentence: expect.stringMatching(/^The disk is full/) });
  expect(left).toEqual([]);
});

test('unpacking on a full disk says so in one sentence and puts nothing in place', async () => {
  const { file, pinned } = nodeArchive(folder, '24.0.0');
  fakeProgram(programs, 'npm', npmPacks(file));
  const checkout = path.join(folder, 'checkout');
  const { outcome, left } = await onSmallDisk(
    checkout,
    `ensurePinnedNode(${JSON.stringify(checkout)}, process.env, tell, ${JSON.stringify(pinned)})`,
  );
  expect(outcome).toMatchObject({ ok: false, sentence: expect.stringMatching(/^The disk is full/) });
  expect(left).not.toContain(path.join('.runtime', 'node24'));
});

test('a folder that cannot be made for want of space says so in one sentence', async () => {
  const checkout = path.join(folder, 'checkout');
  const { outcome } = await onSmallDisk(
    checkout,
    `import('node:fs').then(({ writeFileSync }) =>
       writeFileSync(${JSON.stringify(path.join(checkout, 'file'))}, Buffer.alloc(2_000_000)))`,
  );
  expect(outcome).toMatchObject({ ok: false, sentence: expect.stringMatching(/^The disk is full/) });
});
