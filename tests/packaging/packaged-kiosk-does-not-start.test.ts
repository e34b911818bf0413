import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import {
  packagedExecutable,
  startXvfb,
  temporaryFolder,
  type VirtualDisplay,
} from '../../tools/electron/launch.ts';
import { bareConfiguration } from '../e2e/bare-configuration.ts';

/** How long the packaged kiosk may take until it shows its page, on a busy machine. Milliseconds. */
const START_LIMIT_MS = 60_000;

const folder = temporaryFolder('packaged');
let screen: VirtualDisplay;
let kiosk: ChildProcess;
let complaints = '';

beforeAll(async () => {
  screen = await startXvfb({ width: 1_920, height: 1_080 });
  kiosk = spawn(
    packagedExecutable(inject('packageFolder'), 'borne'),
    [`--config=${bareConfiguration(folder.path)}`],
    { env: { PATH: process.env['PATH'], DISPLAY: screen.display }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  kiosk.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
});

afterAll(async () => {
  if (kiosk?.exitCode === null) {
    const ended = new Promise((resolve) => kiosk.once('exit', resolve));
    kiosk.kill('SIGTERM');
    await ended;
  }
  await screen?.stop();
  folder.remove();
});

/** Command lines of the processes that the kiosk started. */
function offspring(
  parent: number | undefined,
): readonly { readonly pid: number; readonly command: string }[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(/^PPid:\t(\d+)$/m.exec(status)?.[1]), command }];
      } catch {
        // It ended while we were reading.
        return [];
      }
    });
  const below = (pid: number | undefined): typeof processes =>
    processes
      .filter((candidate) => candidate.parent === pid)
      .flatMap((child) => [child, ...below(child.pid)]);
  return below(parent);
}

test('the packaged kiosk opens its store and its page, with nothing to complain of', async () => {
  await vi.waitFor(
    () => {
      expect(existsSync(path.join(folder.path, 'data', 'outbox', 'outbox.sqlite'))).toBe(true);
      expect(offspring(kiosk.pid).some(({ command }) => command.includes('--type=renderer'))).toBe(true);
    },
    { timeout: START_LIMIT_MS, interval: 200 },
  );
  expect(complaints.split('\n').filter((line) => line.startsWith('borne:'))).toEqual([]);
  expect(kiosk.exitCode).toBeNull();
});

test('its page runs in Chromium’s sandbox', () => {
  const page = offspring(kiosk.pid).find(({ command }) => command.includes('--type=renderer'));
  const status = readFileSync(`/proc/${page?.pid}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\t2$/m);
  expect(status).toMatch(/^NoNewPrivs:\t1$/m);
});
