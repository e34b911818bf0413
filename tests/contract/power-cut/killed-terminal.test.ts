import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ReferencePlatform, startPlatform } from '../../simulators/platform/platform.ts';
import { nativeBinding, newReference, temporaryFolder } from '../../unit/storage/fictional-dossier.ts';
import { contentOf, type TerminalOrder } from './terminal-process.ts';

/**
 * Kills are real (SIGKILL) and so are the processes, the database and the platform. What a SIGKILL does not do is to
 * take away what the operating system has not yet written to the drive; `synced-before-confirmed.test.ts` sees to that.
 */

const TERMINAL = fileURLToPath(new URL('./terminal-process.ts', import.meta.url));
const FIRST_LINE_LIMIT_MS = 30_000;

interface RunningTerminal {
  readonly process: ChildProcess;
  /** Resolves with `true` once the line was said, `false` if the process ended before. */
  said(line: string): Promise<boolean>;
  /** How the process ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

function startTerminal(order: TerminalOrder, compileCache: string): RunningTerminal {
  const child = spawn(process.execPath, [TERMINAL, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Node's own, so that seventy processes do not each compile the same modules.
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  let errors = '';
  let listener: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (errors === '') resolve({ code, signal });
      else reject(new Error(errors));
    });
  });
  ended.catch(() => undefined);
  return {
    process: child,
    ended,
    said: (line) =>
      Promise.race([
        new Promise<true>((resolve) => {
          listener = () => {
            if (output.split('\n').includes(line)) resolve(true);
          };
          listener();
        }),
        ended.then(() => output.split('\n').includes(line)),
        wait(FIRST_LINE_LIMIT_MS, undefined, { ref: false }).then(() => {
          throw new Error(`"${line}" was not said in time; output: ${output}`);
        }),
      ]),
  };
}

interface Bench {
  readonly platform: ReferencePlatform;
  start(dataDir: string, confirm?: TerminalOrder['confirm']): RunningTerminal;
}

async function bench(): Promise<Bench> {
  const platform = await startPlatform({ dataDir: temporaryFolder(), nativeBinding });
  onTestFinished(() => platform.stop());
  const compileCache = temporaryFolder();
  const start: Bench['start'] = (dataDir, confirm) =>
    startTerminal(
      {
        dataDir,
        platformUrl: platform.url,
        recipient: platform.recipient,
        nativeBinding,
        ...(confirm === undefined ? {} : { confirm }),
      },
      compileCache,
    );
  // A first run that ends by itself fills the cache; those that are killed cannot.
  await start(temporaryFolder()).ended;
  return { platform, start };
}

/** Starts the terminal without a visitor until its queue is empty. */
async function drain({ start }: Bench, dataDir: string): Promise<void> {
  expect(await start(dataDir).ended).toEqual({ code: 0, signal: null });
}

function expectIntact(platform: ReferencePlatform, reference: string, bytes: number): void {
  const [stored] = platform.dossiers().filter((dossier) => dossier.reference === reference);
  expect(stored, reference).toBeDefined();
  const received = readFileSync(join(stored?.folder ?? '', 'document.pdf'));
  expect(received.equals(contentOf(reference, bytes)), reference).toBe(true);
}

type Kill = { readonly afterMs: number } | 'at-once' | 'stored-not-acknowledged';

/** Fifty kills after the confirmation: most at random, some at the two moments that random ones may miss. */
const KILLS: readonly Kill[] = Array.from({ length: 50 }, (_, index) => {
  if (index % 10 === 3) return 'at-once';
  if (index % 10 === 7) return 'stored-not-acknowledged';
  return { afterMs: randomInt(0, 400) };
});

test('killed at fifty moments after the confirmation: every dossier arrives, intact, once', {
  timeout: 180_000,
}, async () => {
  const current = await bench();
  const { platform } = current;
  // Long enough for kills to fall in the middle of an upload and between the storing and its acknowledgement.
  platform.faults.failRepeatedly('upload', { kind: 'throttle', bytesPerSecond: 1_500_000 });
  platform.faults.failRepeatedly('acknowledgement', { kind: 'slow', ms: 40 });
  const isStored = (reference: string): boolean =>
    platform.dossiers().some((dossier) => dossier.reference === reference);
  const confirmed = new Map<string, number>();
  let killedBeforeStored = 0;

  async function killOnce(dataDir: string, kill: Kill): Promise<void> {
    const reference = newReference();
    const bytes = randomInt(1_000, 400_000);
    const terminal = current.start(dataDir, { reference, bytes });
    expect(await terminal.said(`confirmed ${reference}`)).toBe(true);
    confirmed.set(reference, bytes);
    if (kill === 'stored-not-acknowledged') {
      await vi.waitFor(() => expect(isStored(reference)).toBe(true), { timeout: 30_000, interval: 2 });
    } else if (kill !== 'at-once') {
      await wait(kill.afterMs);
    }
    terminal.process.kill('SIGKILL');
    expect(await terminal.ended).toEqual({ code: null, signal: 'SIGKILL' });
    if (!isStored(reference)) killedBeforeStored += 1;
  }

  // Two terminals, one for each core.
  const dataDirs = [temporaryFolder(), temporaryFolder()];
  const queue = [...KILLS];
  await Promise.all(
    dataDirs.map(async (dataDir) => {
      for (let kill = queue.shift(); kill !== undefined; kill = queue.shift()) await killOnce(dataDir, kill);
    }),
  );
  platform.faults.clear();
  await Promise.all(dataDirs.map((dataDir) => drain(current, dataDir)));

  expect(confirmed.size).toBe(50);
  for (const [reference, bytes] of confirmed) expectIntact(platform, reference, bytes);
  expect(platform.dossiers()).toHaveLength(50);
  // Not even sent twice to be recognised: each was uploaded to its end exactly once.
  expect(platform.deposits().map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 50 }, () => 'stored'),
  );
  expect(killedBeforeStored).toBeGreaterThan(0);
});

test('killed while it confirms: the dossier is whole or it is not there', { timeout: 120_000 }, async () => {
  const current = await bench();
  const { platform } = current;
  const tried = new Map<string, { bytes: number; wasConfirmed: boolean }>();
  const dataDirs = [temporaryFolder(), temporaryFolder()];
  await Promise.all(
    dataDirs.map(async (dataDir) => {
      for (let time = 0; time < 8; time += 1) {
        const reference = newReference();
        const bytes = 3_000_000;
        const terminal = current.start(dataDir, { reference, bytes });
        expect(await terminal.said(`confirming ${reference}`)).toBe(true);
        await wait(randomInt(0, 120));
        terminal.process.kill('SIGKILL');
        await terminal.ended;
        tried.set(reference, { bytes, wasConfirmed: await terminal.said(`confirmed ${reference}`) });
      }
      await drain(current, dataDir);
    }),
  );
  const arrived = platform.dossiers().map(({ reference }) => reference);
  for (const [reference, { bytes, wasConfirmed }] of tried) {
    if (wasConfirmed) expect(arrived).toContain(reference);
    if (arrived.includes(reference)) expectIntact(platform, reference, bytes);
  }
  expect(new Set(arrived).size).toBe(arrived.length);
  expect(platform.deposits().every(({ outcome }) => outcome === 'stored')).toBe(true);
  expect([...tried.values()].some(({ wasConfirmed }) => !wasConfirmed)).toBe(true);
});
