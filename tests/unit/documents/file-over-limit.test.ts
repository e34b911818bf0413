import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { unpackLayers } from '../../../main/documents/layers.ts';
import { preparePage } from '../../../main/documents/page-preparation.ts';
import { assemblePdf, type PageToWrite } from '../../../main/documents/pdf-assembly.ts';
import type { Raster } from '../../../main/documents/raster.ts';
import { FILE_OVERHEAD_BYTES, PAGE_OVERHEAD_BYTES } from '../../../main/domain/budget.ts';
import { blankPage, cornerPage, paint, printLines } from './fictional-page.ts';
import { checkWithQpdf } from './pdf-reading.ts';

const pages: PageToWrite[] = [];

beforeAll(async () => {
  const codec = await openImageCodec();
  const add = async (page: Raster): Promise<void> => {
    const prepared = await preparePage(
      { bytes: codec.encodeScreenJpeg(page, 90), dpi: 100, cleanUp: 'none' },
      codec,
    );
    if (!prepared.ok) throw new Error(prepared.error.code);
    const layers = unpackLayers(prepared.value.layers);
    if (!layers.ok) throw new Error(layers.error.code);
    pages.push({ summary: prepared.value.summary, layers: layers.value, rotation: 0 });
  };
  await add(cornerPage(827, 1169));
  const text = blankPage(827, 1169, 1);
  printLines(text, 3);
  await add(text);
  const tones = blankPage(827, 1169, 1);
  for (let step = 0; step < 20; step += 1)
    paint(tones, step / 20, 0.2, (step + 1) / 20, 0.6, [step * 12, 0, 0]);
  await add(tones);
  await add(blankPage(827, 1169));
});

const draw = fc.array(
  fc.record({
    page: fc.nat(3),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('a file over its limit', () => {
  it('is never given out, and a refused one could not have fitted', async () => {
    await fc.assert(
      fc.asyncProperty(draw, fc.integer({ min: 1_000, max: 400_000 }), async (chosen, maxBytes) => {
        const written = chosen.map(({ page, rotation }) => ({ ...(pages[page] as PageToWrite), rotation }));
        const file = await assemblePdf(written, { maxBytes, maxPages: 12 }, 'dossier', 'Dossier');
        if (file.ok) {
          expect(file.value.bytes.length).toBeLessThanOrEqual(maxBytes);
          expect(file.value.pages).toBe(chosen.length);
          expect(file.value.sha256).toBe(createHash('sha256').update(file.value.bytes).digest('hex'));
          return;
        }
        expect(file.error.code).toBe('does-not-fit');
        const least = written.reduce(
          (sum, { summary }) =>
            sum + PAGE_OVERHEAD_BYTES + Math.min(...summary.encodings.map((encoding) => encoding.bytes)),
          FILE_OVERHEAD_BYTES,
        );
        expect(least).toBeGreaterThan(maxBytes);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused with its own code when it has too many pages', async () => {
    const file = await assemblePdf(pages, { maxBytes: 5_000_000, maxPages: 3 }, 'dossier', 'Dossier');
    expect(file).toMatchObject({ ok: false, error: { code: 'too-many-pages' } });
  });

  it('is judged by bounds that hold for the longest titles and names', async () => {
    const title = 'é'.repeat(10_000);
    for (let count = 1; count <= 40; count += 13) {
      const written = Array.from({ length: count }, (_, index) => pages[index % pages.length] as PageToWrite);
      const file = await assemblePdf(
        written,
        { maxBytes: 50_000_000, maxPages: 100 },
        'n'.repeat(500),
        title,
      );
      expect(file.ok).toBe(true);
      if (!file.ok) return;
      const bound = written.reduce(
        (sum, { summary }) => sum + PAGE_OVERHEAD_BYTES + (summary.encodings[0]?.bytes ?? 0),
        FILE_OVERHEAD_BYTES,
      );
      expect(file.value.bytes.length).toBeLessThanOrEqual(bound);
    }
  });
});

describe('a file that differs from one time to the next', () => {
  it('does not: the same pages give the same bytes', async () => {
    const limits = { maxBytes: 300_000, maxPages: 9 };
    const once = await assemblePdf(pages, limits, 'dossier', 'Dossier');
    const again = await assemblePdf(pages, limits, 'dossier', 'Dossier');
    expect(once.ok && again.ok && once.value.sha256 === again.value.sha256).toBe(true);
    if (once.ok) checkWithQpdf(once.value.bytes);
  });
});

describe('a name that a portal refuses', () => {
  it.each([
    ['Justificatif à l’œuvre.pdf', 'justificatif-a-l-oeuvre.pdf'],
    ['../../etc/passwd', 'etc-passwd.pdf'],
    ['شهادة', 'document.pdf'],
    ['a.pdf.exe', 'a-pdf-exe.pdf'],
    ['', 'document.pdf'],
  ])('%s becomes %s', async (name, expected) => {
    const file = await assemblePdf(pages.slice(3), { maxBytes: 300_000, maxPages: 9 }, name, 'Dossier');
    expect(file.ok && file.value.fileName).toBe(expected);
  });
});
