import { expect, test } from 'vitest';
import { createEnginePool } from '../../../main/documents/engine-pool.ts';
import { err } from '../../../main/domain/result.ts';
import type { FileEngine, RawPage } from '../../../main/ports/document-engine.ts';

const SIGNAL = new AbortController().signal;
const light: RawPage = { bytes: new Uint8Array(10), dpi: 300 };
const heavy: RawPage = { bytes: new Uint8Array(10), dpi: 600 };

/** An engine that notes by its rank which pages it is given, and prepares none of them before it is told to. */
function pool() {
  const given: number[] = [];
  let closed = 0;
  const create = (rank: number): FileEngine => ({
    thumbnail: async () => ({ ok: false, error: { code: 'image-unreadable' } }),
    inspect: async () => err('image-unreadable'),
    prepare: () => {
      given.push(rank);
      return new Promise(() => {});
    },
    assemble: async () => err('does-not-fit'),
    close: async () => {
      closed += 1;
    },
  });
  return { engine: createEnginePool(create, 2), given, closed: () => closed };
}

test('pages of a usual size are prepared beside each other', () => {
  const { engine, given } = pool();
  void engine.prepare(light, SIGNAL);
  void engine.prepare(light, SIGNAL);
  expect(given).toEqual([0, 1]);
});

test('heavy pages never fill the memory of two processes at a time', () => {
  const { engine, given } = pool();
  void engine.prepare(heavy, SIGNAL);
  void engine.prepare(heavy, SIGNAL);
  void engine.prepare({ ...light, bytes: new Uint8Array(5_000_000) }, SIGNAL);
  expect(given).toEqual([0, 0, 0]);
  void engine.prepare(light, SIGNAL);
  expect(given).toEqual([0, 0, 0, 1]);
});

test('an engine that ended its page is free again, and all are closed', async () => {
  const { engine, closed } = pool();
  await engine.assemble([], { maxBytes: 1, maxPages: 1 }, 'a', 'a', SIGNAL);
  await engine.close();
  expect(closed()).toBe(2);
});
