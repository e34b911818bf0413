import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { createEngineClient } from '../../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import type { EncodedPage } from '../../../main/domain/document.ts';
import type { RawPage } from '../../../main/ports/document-engine.ts';
import { CARD_ON_GLASS } from '../../simulators/papers/designs/identity-card.ts';
import { scanPaper } from '../../simulators/papers/scan-paper.ts';
import { PAGE_CLASSES } from './page-classes.ts';

const entry = fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url));
const engine = createEngineClient(() => spawnNodeEngine(entry));
const forever = new AbortController().signal;
const folder = mkdtempSync(path.join(tmpdir(), 'borne-first-'));

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** A page, and what was given of it before it was whole. */
async function prepared(raw: RawPage) {
  const firsts: EncodedPage[] = [];
  const whole = await engine.prepare(raw, forever, (first) => firsts.push(first));
  if (!whole.ok) throw new Error(whole.error.code);
  return { firsts, whole: whole.value };
}

async function fileOf({ summary, layers }: EncodedPage): Promise<Uint8Array> {
  const limits = { maxBytes: 5_000_000, maxPages: 1 };
  const file = await engine.assemble([{ summary, layers, rotation: 0 }], limits, 'a', 'Essai', forever);
  if (!file.ok) throw new Error(file.error.code);
  return file.value.bytes;
}

it.each(Object.entries(PAGE_CLASSES))(
  'a file of a %s page in its first encoding is the one of the whole page, byte for byte',
  async (pageClass, raw) => {
    const { firsts, whole } = await prepared(await raw());
    expect(firsts).toHaveLength(1);
    for (const first of firsts) {
      const { encodings, ...known } = first.summary;
      expect(encodings).toEqual(whole.summary.encodings.slice(0, 1));
      expect({ ...known, encodings: whole.summary.encodings }).toEqual(whole.summary);
      expect(first.layers.length).toBeLessThanOrEqual(whole.layers.length);
      const file = path.join(folder, `${pageClass}.pdf`);
      writeFileSync(file, await fileOf(first));
      execFileSync('qpdf', ['--check', file]);
      expect(Buffer.compare(await fileOf(first), await fileOf(whole))).toBe(0);
    }
  },
);

it('a card is given whole only: a picture of it may be more legible than its mask', async () => {
  const bytes = await scanPaper(CARD_ON_GLASS, { dpi: 300, colour: 'colour' });
  const { firsts, whole } = await prepared({ bytes, dpi: 300 });
  expect(whole.summary.encodings.length).toBeGreaterThan(1);
  expect(firsts).toHaveLength(0);
});

it('a page that becomes a picture file is given whole only: it has one encoding', async () => {
  const page = await PAGE_CLASSES.mixed();
  const { firsts } = await prepared({ ...page, picture: { maxBytes: 500_000 } });
  expect(firsts).toHaveLength(0);
});
