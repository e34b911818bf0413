import { expect, test, vi } from 'vitest';
import type { EngineRequest } from '../../../main/documents/engine-messages.ts';
import type { EngineStart } from '../../../main/documents/engine-start.ts';
import { openTerminalEngines } from '../../../main/documents/terminal-engines.ts';

const SIGNAL = new AbortController().signal;
const BYTES = new Uint8Array(10);
const PAGE = { bytes: BYTES, dpi: 300 };

/** A process that answers thumbnails, and works for ever at anything else. */
interface Started {
  readonly start: EngineStart;
  readonly asked: EngineRequest['kind'][];
  ended: boolean;
}

function terminal() {
  const started: Started[] = [];
  const engines = openTerminalEngines((start) => {
    const one: Started = { start, asked: [], ended: false };
    started.push(one);
    let tell: (message: unknown) => void = () => undefined;
    let exited: () => void = () => undefined;
    return {
      post(request) {
        one.asked.push(request.kind);
        const jpeg = new Uint8Array([0xff, 0xd8]);
        if (request.kind === 'thumbnail')
          queueMicrotask(() => tell({ kind: 'thumbnail', id: request.id, jpeg, residentBytes: 0 }));
      },
      onMessage(listener) {
        tell = listener;
        queueMicrotask(() => listener({ kind: 'ready' }));
      },
      onExit(listener) {
        exited = listener;
      },
      kill() {
        one.ended = true;
        queueMicrotask(() => exited());
      },
    };
  }, false);
  return { ...engines, started };
}

test('a first picture waits for no page that is being prepared or read', async () => {
  const { engine, reader, started } = terminal();
  for (let count = 0; count < 4; count += 1) void engine.prepare(PAGE, SIGNAL);
  void reader.read({ ...PAGE, today: { year: 2026, month: 1, day: 1 } }, SIGNAL);
  expect(await engine.thumbnail(BYTES, SIGNAL)).toMatchObject({ ok: true });
  expect(started.map(({ start, asked }) => [start, asked])).toEqual([
    ['warming-up', ['prepare']],
    ['warming-up', ['prepare']],
    ['at-once', ['read']],
    ['warmed-up', ['thumbnail']],
  ]);
});

test('what the first page needs is started before it arrives, once', async () => {
  const { engine, wake, started } = terminal();
  wake();
  expect(started).toHaveLength(1);
  await new Promise((resolve) => setImmediate(resolve));
  wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(started).toHaveLength(2);
  await engine.thumbnail(BYTES, SIGNAL);
  expect(started).toHaveLength(2);
});

test('no process keeps a page in its memory after the visit', async () => {
  const { engine, wake, rest, started } = terminal();
  wake();
  await new Promise((resolve) => setImmediate(resolve));
  await engine.thumbnail(BYTES, SIGNAL);
  const visit = new AbortController();
  const prepared = engine.prepare(PAGE, visit.signal);
  visit.abort();
  rest();
  expect(await prepared).toMatchObject({ ok: false, error: { code: 'engine-failed' } });
  expect(started.every(({ ended }) => ended)).toBe(true);
});

test('the second process that prepares pages starts a little later, and not for a visit that is over', async () => {
  vi.useFakeTimers();
  try {
    const { wake, rest, started } = terminal();
    const preparing = (): number => started.filter(({ start }) => start === 'warming-up').length;
    wake();
    await vi.advanceTimersByTimeAsync(100);
    expect(preparing()).toBe(1);
    rest();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(preparing()).toBe(1);
    wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(preparing()).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});

test('the next visitor finds processes whose code is compiled, which none of the last visit saw', async () => {
  vi.useFakeTimers();
  try {
    const { wake, wakeSoon, rest, started } = terminal();
    wake();
    await vi.advanceTimersByTimeAsync(10_000);
    rest();
    const before = started.length;
    wakeSoon();
    wakeSoon();
    await vi.advanceTimersByTimeAsync(1);
    expect(started).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(started.slice(before).map(({ start }) => start)).toEqual([
      'warmed-up',
      'warming-up',
      'warming-up',
    ]);
    expect(started.map(({ ended }, index) => ended === index < before)).not.toContain(false);
  } finally {
    vi.useRealTimers();
  }
});
