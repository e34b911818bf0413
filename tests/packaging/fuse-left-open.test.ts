import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  packagedExecutable,
  startXvfb,
  temporaryFolder,
  type VirtualDisplay,
} from '../../tools/electron/launch.ts';
import { FUSES, readFuses } from '../../tools/packaging/fuses.ts';
import { runCommand } from '../../tools/setup/command.mjs';

/** An application that is refused ends at once; one that started runs for ever. Milliseconds. */
const REFUSAL_LIMIT_MS = 20_000;

const folder = temporaryFolder('fuses');
let screen: VirtualDisplay;

beforeAll(async () => {
  screen = await startXvfb({ width: 800, height: 600 });
});

afterAll(async () => {
  await screen?.stop();
  folder.remove();
});

/** Starts the packaged application with these arguments and environment, and waits for its end. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return runCommand(packagedExecutable(inject('packageFolder'), 'borne'), args, {
    env: { PATH: process.env['PATH'], DISPLAY: screen.display, ...env },
    timeoutMs: REFUSAL_LIMIT_MS,
  });
}

test.each(FUSES.map(({ name, wanted }) => [name, wanted]))('fuse %s is %s in the binary', async (name) => {
  const fuses = await readFuses(inject('packageExecutable'));
  expect(fuses.find((fuse) => fuse.name === name)).toMatchObject({ asWanted: true });
});

test('the binary does not run as Node', async () => {
  const script = path.join(folder.path, 'run-as-node.js');
  const trace = path.join(folder.path, 'run-as-node.txt');
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran');`);
  const end = await run([script], { ELECTRON_RUN_AS_NODE: '1' });
  expect(existsSync(trace)).toBe(false);
  expect(end.code).toBe(64);
});

test('the environment does not load code', async () => {
  const script = path.join(folder.path, 'preloaded.cjs');
  const trace = path.join(folder.path, 'preloaded.txt');
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran');`);
  await run(['--unknown'], { NODE_OPTIONS: `--require=${script}` });
  expect(existsSync(trace)).toBe(false);
});

test.each([
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--no-sandbox',
  '--disable-web-security',
  '--load-extension=/tmp',
  '--user-data-dir=/tmp/elsewhere',
  '--js-flags=--expose-gc',
  '--proxy-server=127.0.0.1:9',
])('%s is refused', async (argument) => {
  const end = await run([argument]);
  expect(end.timedOut).toBe(false);
  expect(end.code).toBe(64);
  expect(end.stderr).not.toContain('DevTools listening');
  expect(end.stderr).not.toContain('Debugger listening');
});
