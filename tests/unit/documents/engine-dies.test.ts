import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createEngineClient,
  ENGINE_LIMITS,
  type EngineClient,
} from '../../../main/documents/engine-client.ts';
import type { EngineChannel } from '../../../main/documents/engine-connection.ts';
import type { EngineReply, EngineRequest } from '../../../main/documents/engine-messages.ts';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import { cornerPage } from './fictional-page.ts';

const entry = fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url));
const codec = await openImageCodec();
const raw = { bytes: codec.encodeScreenJpeg(cornerPage(414, 585), 80), dpi: 50 };
const forever = new AbortController().signal;

const engines: EngineClient[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

/** The real engine in a child of Node, each of whose channels is kept so that a test can harm it. */
function realEngine(limits = ENGINE_LIMITS): { engine: EngineClient; channels: EngineChannel[] } {
  const channels: EngineChannel[] = [];
  const engine = createEngineClient(() => {
    const channel = spawnNodeEngine(entry);
    channels.push(channel);
    return channel;
  }, limits);
  engines.push(engine);
  return { engine, channels };
}

/** A process that answers as the test says; `undefined` is silence, `exit` is death. */
function scriptedEngine(
  answer: (request: EngineRequest) => EngineReply | { kind: string } | 'exit' | undefined,
  limits = ENGINE_LIMITS,
): { engine: EngineClient; spawned: () => number; killed: () => number; dieIdle: () => void } {
  let spawned = 0;
  let killed = 0;
  let dieIdle: () => void = () => undefined;
  const engine = createEngineClient(() => {
    spawned += 1;
    let tell: (message: unknown) => void = () => undefined;
    let exited: () => void = () => undefined;
    return {
      post(request) {
        const reply = answer(request);
        if (reply === 'exit') queueMicrotask(() => exited());
        else if (reply !== undefined) queueMicrotask(() => tell(reply));
      },
      onMessage(listener) {
        tell = listener;
        queueMicrotask(() => listener({ kind: 'ready' }));
      },
      onExit(listener) {
        exited = listener;
        dieIdle = listener;
      },
      kill() {
        killed += 1;
        queueMicrotask(() => exited());
      },
    };
  }, limits);
  engines.push(engine);
  return { engine, spawned: () => spawned, killed: () => killed, dieIdle: () => dieIdle() };
}

const refusal = (request: EngineRequest, residentBytes = 0): EngineReply => ({
  kind: 'refused',
  id: request.id,
  code: 'image-unreadable',
  residentBytes,
});

describe('an engine that dies', () => {
  it('costs one answer; the next call starts it again', async () => {
    const { engine, channels } = realEngine();
    expect((await engine.prepare(raw, forever)).ok).toBe(true);
    const dying = engine.prepare(raw, forever);
    channels[0]?.kill();
    expect(await dying).toMatchObject({ ok: false, error: { code: 'engine-failed' } });
    expect((await engine.prepare(raw, forever)).ok).toBe(true);
    expect(channels).toHaveLength(2);
  });

  it('costs no answer where nothing was asked of it', async () => {
    const { engine, spawned, dieIdle } = scriptedEngine((request) => refusal(request));
    engine.wake();
    dieIdle();
    expect(await engine.prepare(raw, forever)).toMatchObject({ error: { code: 'image-unreadable' } });
    expect(spawned()).toBe(2);
  });

  it('does not take the requests that wait with it', async () => {
    let first = true;
    const { engine, spawned } = scriptedEngine((request) => {
      if (!first) return refusal(request);
      first = false;
      return 'exit';
    });
    const answers = await Promise.all([1, 2, 3].map(() => engine.prepare(raw, forever)));
    expect(answers.map((answer) => answer.ok || answer.error.code)).toEqual([
      'engine-failed',
      'image-unreadable',
      'image-unreadable',
    ]);
    expect(spawned()).toBe(2);
  });

  it('is ended when it says what is no reply', async () => {
    const { engine, killed } = scriptedEngine(() => ({ kind: 'prepared' }));
    expect(await engine.prepare(raw, forever)).toMatchObject({ ok: false, error: { code: 'engine-failed' } });
    expect(killed()).toBeGreaterThan(0);
  });
});

describe('an engine that hangs', () => {
  it('is ended when its time is over', async () => {
    const { engine, killed } = scriptedEngine(() => undefined, {
      ...ENGINE_LIMITS,
      prepareMs: 20,
      assembleMs: 20,
    });
    expect(await engine.prepare(raw, forever)).toMatchObject({
      ok: false,
      error: { code: 'engine-timeout' },
    });
    const file = await engine.assemble([], { maxBytes: 1, maxPages: 1 }, 'a', 'a', forever);
    expect(file).toMatchObject({ ok: false, error: { code: 'engine-timeout' } });
    expect(killed()).toBeGreaterThanOrEqual(2);
  });

  it('is ended when the visitor cancels, and answers the next one', async () => {
    const { engine, channels } = realEngine();
    expect((await engine.prepare(raw, forever)).ok).toBe(true);
    const cancel = new AbortController();
    const pending = engine.prepare(raw, cancel.signal);
    cancel.abort();
    expect(await pending).toMatchObject({ ok: false, error: { code: 'engine-failed', detail: 'cancelled' } });
    expect((await engine.prepare(raw, forever)).ok).toBe(true);
    expect(channels).toHaveLength(2);
  });
});

describe('an engine that grows', () => {
  it('is replaced after as many requests as it may answer', async () => {
    const { engine, spawned } = scriptedEngine((request) => refusal(request), {
      ...ENGINE_LIMITS,
      requestsPerProcess: 2,
    });
    for (let count = 0; count < 5; count += 1) await engine.prepare(raw, forever);
    expect(spawned()).toBe(3);
  });

  it('is replaced when its memory is over the limit', async () => {
    const { engine, spawned } = scriptedEngine((request) =>
      refusal(request, ENGINE_LIMITS.maxResidentBytes + 1),
    );
    await engine.prepare(raw, forever);
    await engine.prepare(raw, forever);
    expect(spawned()).toBe(2);
  });
});

describe('an engine whose visit is over', () => {
  it('ends after what it was asked, and not before', async () => {
    const { engine, spawned, killed } = scriptedEngine((request) => refusal(request));
    const printing = engine.prepare(raw, forever);
    engine.rest();
    expect(killed()).toBe(0);
    expect(await printing).toMatchObject({ error: { code: 'image-unreadable' } });
    expect(killed()).toBe(1);
    await engine.prepare(raw, forever);
    expect([spawned(), killed()]).toEqual([2, 1]);
  });

  it('is replaced at once where the next visit woke it meanwhile', async () => {
    const { engine, spawned, killed } = scriptedEngine((request) => refusal(request));
    const printing = engine.prepare(raw, forever);
    engine.rest();
    engine.wake();
    expect(spawned()).toBe(1);
    await printing;
    expect([spawned(), killed()]).toEqual([2, 1]);
    await engine.prepare(raw, forever);
    expect([spawned(), killed()]).toEqual([2, 1]);
  });
});

describe('an engine asked for too much', () => {
  it('refuses what is over its queue instead of keeping it', async () => {
    const { engine } = scriptedEngine(() => undefined, { ...ENGINE_LIMITS, maxWaiting: 2, prepareMs: 30 });
    const answers = Array.from({ length: 4 }, () => engine.prepare(raw, forever));
    expect(await answers[3]).toMatchObject({ ok: false, error: { detail: 'queue full' } });
  });

  it('answers what waits when it is closed', async () => {
    const { engine } = scriptedEngine(() => undefined);
    const answers = [engine.prepare(raw, forever), engine.prepare(raw, forever)];
    await engine.close();
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'engine-failed' } });
    }
  });
});

describe('a whole visit through the real process', () => {
  it('shows the page, then gives a file', async () => {
    const { engine } = realEngine();
    const page = await engine.prepare(raw, forever);
    expect(page.ok).toBe(true);
    if (!page.ok) return;
    expect([...page.value.preview.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    const pages = [{ ...page.value, rotation: 90 as const }];
    const file = await engine.assemble(pages, { maxBytes: 100_000, maxPages: 2 }, 'cv', 'CV', forever);
    expect(file).toMatchObject({
      ok: true,
      value: { fileName: 'cv.pdf', pages: 1, mediaType: 'application/pdf' },
    });
  });

  it('says what is wrong with a page that is no image', async () => {
    const { engine } = realEngine();
    const page = await engine.prepare({ bytes: new TextEncoder().encode('bonjour'), dpi: 300 }, forever);
    expect(page).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
  });

  it('says that the layers it is given are not its own', async () => {
    const { engine } = realEngine();
    const page = await engine.prepare(raw, forever);
    if (!page.ok) throw new Error(page.error.code);
    const broken = {
      summary: page.value.summary,
      layers: page.value.layers.slice(0, 40),
      rotation: 0 as const,
    };
    const file = await engine.assemble([broken], { maxBytes: 100_000, maxPages: 2 }, 'cv', 'CV', forever);
    expect(file).toMatchObject({ ok: false, error: { code: 'engine-failed' } });
  });
});
