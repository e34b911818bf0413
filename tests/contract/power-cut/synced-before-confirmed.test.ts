import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import {
  nativeBinding,
  newReference,
  SOME_RECIPIENT,
  temporaryFolder,
} from '../../unit/storage/fictional-dossier.ts';
import type { TerminalOrder } from './terminal-process.ts';

/**
 * A power cut takes what the operating system was not asked to write to the drive. The system calls of a real run,
 * recorded by strace, show that it was asked before anyone was told that the dossier is safe. Not covered: a drive that
 * answers before it has written.
 */

const TERMINAL = fileURLToPath(new URL('./terminal-process.ts', import.meta.url));
const RUN_LIMIT_MS = 60_000;

async function systemCalls(order: TerminalOrder, until: string): Promise<string[]> {
  const trace = join(temporaryFolder(), 'trace');
  const calls = 'trace=write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2';
  await promisify(execFile)(
    'strace',
    ['-f', '-y', '-s', '64', '-e', calls, '-o', trace, process.execPath, TERMINAL, JSON.stringify(order)],
    { timeout: RUN_LIMIT_MS, killSignal: 'SIGKILL' },
  );
  const lines = readFileSync(trace, 'utf8').split('\n');
  const end = lines.findIndex((line) => /write\(1</.test(line) && line.includes(until));
  expect(end, 'the line was said').toBeGreaterThan(0);
  return lines.slice(0, end);
}

test('the write-ahead log is on the drive before the dossier is said to be confirmed', {
  timeout: 90_000,
}, async () => {
  const dataDir = temporaryFolder();
  const reference = newReference();
  const calls = await systemCalls(
    {
      dataDir,
      platformUrl: 'http://127.0.0.1:9',
      recipient: SOME_RECIPIENT,
      nativeBinding,
      confirm: { reference, bytes: 200_000 },
      endOnceConfirmed: true,
    },
    `confirmed ${reference}`,
  );
  const lastWrite = calls.findLastIndex((line) => /write64?\(\d+<[^>]*borne\.sqlite-wal>/.test(line));
  const lastSync = calls.findLastIndex((line) => /f(data)?sync\(\d+<[^>]*borne\.sqlite-wal>\)/.test(line));
  expect(lastWrite).toBeGreaterThan(0);
  expect(lastSync).toBeGreaterThan(lastWrite);
});

test('a page is on the drive, and then its name, before it is said to be kept', {
  timeout: 90_000,
}, async () => {
  const calls = await systemCalls(
    { dataDir: temporaryFolder(), platformUrl: '', recipient: '', nativeBinding, keepPage: true },
    'kept',
  );
  const last = (pattern: RegExp): number => calls.findLastIndex((line) => pattern.test(line));
  const written = last(/write(v|64)?\(\d+<[^>]*visits\/[0-9a-f]{32}\/[0-9a-f]{32}\.part>/);
  const synced = last(/fsync\(\d+<[^>]*visits\/[0-9a-f]{32}\/[0-9a-f]{32}\.part>/);
  const renamed = last(/rename(at2?)?\([^)]*\.part"/);
  const nameSynced = last(/fsync\(\d+<[^>]*visits\/[0-9a-f]{32}>/);
  expect(written).toBeGreaterThan(0);
  expect(synced).toBeGreaterThan(written);
  expect(renamed).toBeGreaterThan(synced);
  expect(nameSynced).toBeGreaterThan(renamed);
});
