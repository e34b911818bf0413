import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEsclScanner } from '../../../main/devices/escl/escl-scanner.ts';
import { createEngineClient } from '../../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import type { FileEngine } from '../../../main/ports/document-engine.ts';
import type { ScannedPage } from '../../../main/ports/scanner.ts';
import { type EsclSimulator, startEsclSimulator } from '../../simulators/escl/escl-simulator.ts';
import { fictionalSheet, twoSided } from '../../simulators/escl/fictional-sheet.ts';

let scanner: EsclSimulator;
let engine: FileEngine;
beforeAll(async () => {
  scanner = await startEsclSimulator({ device: { formats: ['application/pdf'] } });
  engine = createEngineClient(() =>
    spawnNodeEngine(fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url))),
  );
});
afterAll(async () => {
  await engine.close();
  await scanner.close();
});

test('each side of a sheet that a PDF scanner sends is a page of the engine, in order', async () => {
  const never = new AbortController().signal;
  scanner.mechanism.load(twoSided(fictionalSheet(1), fictionalSheet(2)));
  const files: ScannedPage[] = [];
  const result = await createEsclScanner({ url: scanner.url }).scan(
    { source: 'feeder', dpi: 150, colour: 'colour', bothSides: true },
    async (file) => {
      files.push(file);
    },
    never,
  );
  expect(result).toEqual({ ok: true, value: { pages: 1 } });
  const bytes = files[0]?.bytes ?? new Uint8Array(0);
  expect(await engine.inspect(bytes, never)).toEqual({ ok: true, value: { pages: 2 } });
  for (let page = 0; page < 2; page += 1) {
    const prepared = await engine.prepare({ bytes, dpi: files[0]?.dpi ?? 0, page }, never);
    expect(prepared).toMatchObject({ ok: true, value: { summary: { blank: false } } });
  }
  expect((await engine.prepare({ bytes, dpi: 150, page: 2 }, never)).ok).toBe(false);
});
