import fc from 'fast-check';
import { degrees, PDFDocument, rgb } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { countPdfPages, drawPdfPage, isPdf } from '../../../main/documents/pdf-source.ts';
import { pixelAt } from './fictional-page.ts';

/** A5 pages with a red corner at the top left and a blue band at the bottom. */
async function pdf(pages: number, rotation = 0): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) {
    const sheet = file.addPage([419.53, 595.28]);
    sheet.drawRectangle({ x: 0, y: 495.28, width: 100, height: 100, color: rgb(0.8, 0.1, 0.1) });
    sheet.drawRectangle({ x: 0, y: 0, width: 419.53, height: 60, color: rgb(0.1, 0.2, 0.7) });
    sheet.drawText(`Attestation fictive ${page + 1}`, { x: 80, y: 300, size: 14 });
    sheet.setRotation(degrees(rotation));
  }
  return file.save();
}

async function drawn(bytes: Uint8Array, number = 0) {
  const page = await drawPdfPage(bytes, number);
  if (!page.ok) throw new Error(page.error.detail ?? page.error.code);
  return page.value;
}

describe('a page of a PDF', () => {
  it('comes out in its size, the right way up and in its colours', async () => {
    const { raster, dpi } = await drawn(await pdf(1));
    expect(Math.abs(raster.width / dpi - 5.827)).toBeLessThan(0.015);
    expect(Math.abs(raster.height / dpi - 8.268)).toBeLessThan(0.015);
    expect(pixelAt(raster, 0.1, 0.05)).toEqual([204, 26, 26]);
    expect(pixelAt(raster, 0.5, 0.95)).toEqual([26, 51, 179]);
    expect(pixelAt(raster, 0.9, 0.3)).toEqual([255, 255, 255]);
  });

  it('is turned where the PDF says so', async () => {
    const { raster } = await drawn(await pdf(1, 90));
    expect(raster.width).toBeGreaterThan(raster.height);
    expect(pixelAt(raster, 0.98, 0.1)).toEqual([204, 26, 26]);
  });

  it('is one of as many as there are', async () => {
    const bytes = await pdf(3);
    expect(isPdf(bytes)).toBe(true);
    expect(await countPdfPages(bytes)).toEqual({ ok: true, value: 3 });
    expect((await drawPdfPage(bytes, 2)).ok).toBe(true);
    expect(await drawPdfPage(bytes, 3)).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
  });
});

describe('a PDF that cannot be read', () => {
  it('says so when it has more pages than a document may have', async () => {
    const file = await PDFDocument.create();
    for (let page = 0; page < 201; page += 1) file.addPage([100, 100]);
    expect(await countPdfPages(await file.save())).toMatchObject({
      ok: false,
      error: { code: 'image-too-large' },
    });
  });

  it('says so when a page is larger than any paper, and draws a poster coarser', async () => {
    const file = await PDFDocument.create();
    file.addPage([20_000, 20_000]);
    file.addPage([2_384, 3_370]);
    const bytes = await file.save();
    expect(await drawPdfPage(bytes, 0)).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
    const { raster } = await drawn(bytes, 1);
    expect(raster.width * raster.height).toBeLessThanOrEqual(16_100_000);
  });

  it('says so, or is repaired, whatever bytes are changed in it and wherever it is cut', async () => {
    const whole = await pdf(1);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.nat(whole.length), async (changes, length) => {
        const changed = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) changed[at] = value;
        const page = await drawPdfPage(changed, 0);
        if (!page.ok) expect(['image-unreadable', 'image-too-large']).toContain(page.error.code);
        else
          expect(page.value.raster.data).toHaveLength(page.value.raster.width * page.value.raster.height * 3);
      }),
      { numRuns: 60 },
    );
  });
});
