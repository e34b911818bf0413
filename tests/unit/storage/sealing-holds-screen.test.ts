import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { DraftContent } from '../../../main/ports/drafts.ts';
import { createDraftSealing, DEFAULT_SEALING_LIMIT_MS } from '../../../main/storage/draft-sealing.ts';
import { DEFAULT_DRAFT_WORK_FACTOR } from '../../../main/storage/draft-store.ts';

const THREAD = new URL('../../../main/storage/draft-sealing-thread.ts', import.meta.url);
const CODE = '1234567890123456';
const CONTENT: DraftContent = {
  record: new TextEncoder().encode('{}'),
  files: new Map([['page.layers', new Uint8Array(randomBytes(2_000_000))]]),
};
const signal = new AbortController().signal;

function sealing(limitMs = DEFAULT_SEALING_LIMIT_MS) {
  const threads: Worker[] = [];
  const start = (): Worker => {
    const thread = new Worker(THREAD);
    threads.push(thread);
    return thread;
  };
  return { threads, ...createDraftSealing(start, limitMs) };
}

async function ended(thread: Worker | undefined): Promise<boolean> {
  if (thread === undefined) return false;
  if (thread.threadId !== -1) await new Promise((resolve) => thread.once('exit', resolve));
  return true;
}

test('this thread goes on with its work while a draft is sealed and opened', async () => {
  const { seal, open, threads } = sealing();
  let turns = 0;
  const screen = setInterval(() => {
    turns += 1;
  }, 1);
  const sealed = await seal(CONTENT, CODE, DEFAULT_DRAFT_WORK_FACTOR, signal);
  if (!sealed.ok) throw new Error(sealed.error.detail);
  const opened = await open(sealed.value, CODE, signal);
  clearInterval(screen);
  expect(opened).toEqual({ ok: true, value: CONTENT });
  expect(threads).toHaveLength(2);
  // Sealed in this thread, it would have turned once for each at most: scrypt does not let go before it is done.
  expect(turns).toBeGreaterThan(10);
});

test('no thread stays with the code and the answers after its draft', async () => {
  const { seal, open, threads } = sealing();
  const sealed = await seal(CONTENT, CODE, 8, signal);
  if (!sealed.ok) throw new Error(sealed.error.detail);
  expect(await open(sealed.value, '6543210987654321', signal)).toEqual({ ok: true, value: undefined });
  expect(await open(new Uint8Array(20), CODE, signal)).toEqual({ ok: true, value: undefined });
  expect(await Promise.all(threads.map(ended))).toEqual([true, true, true]);
});

test('what takes too long, or what nobody waits for any more, is given up with its thread', async () => {
  const slow = sealing(1);
  expect(await slow.seal(CONTENT, CODE, DEFAULT_DRAFT_WORK_FACTOR, signal)).toMatchObject({
    ok: false,
    error: { code: 'storage-failed', detail: 'took too long' },
  });
  const { seal, threads } = sealing();
  const visit = new AbortController();
  const sealed = seal(CONTENT, CODE, DEFAULT_DRAFT_WORK_FACTOR, visit.signal);
  visit.abort();
  expect(await sealed).toMatchObject({ ok: false, error: { code: 'storage-failed', detail: 'given up' } });
  expect(await Promise.all([...slow.threads, ...threads].map(ended))).toEqual([true, true]);
});

test('a thread that fails costs its own draft', async () => {
  const broken = createDraftSealing(
    () => new Worker('throw new Error("broken")', { eval: true }),
    DEFAULT_SEALING_LIMIT_MS,
  );
  expect(await broken.open(new Uint8Array(20), CODE, signal)).toMatchObject({
    ok: false,
    error: { code: 'storage-failed' },
  });
});
