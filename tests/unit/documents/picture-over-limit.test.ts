import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import { unpackLayers } from '../../../main/documents/layers.ts';
import { LEGIBILITY_FLOOR } from '../../../main/documents/legibility.ts';
import { preparePage } from '../../../main/documents/page-preparation.ts';
import type { PageToWrite } from '../../../main/documents/pdf-assembly.ts';
import { pictureFile } from '../../../main/documents/picture-file.ts';
import type { Raster } from '../../../main/documents/raster.ts';
import type { Rotation } from '../../../main/domain/document.ts';
import type { AssembledFile, PictureLimit } from '../../../main/ports/document-engine.ts';
import { blankPage, cornerPage, paint, pixelAt, printLines } from './fictional-page.ts';
import { meanDifference, readPpm } from './pdf-reading.ts';

let codec: ImageCodec;
const sheets: Uint8Array[] = [];

beforeAll(async () => {
  codec = await openImageCodec();
  const text = blankPage(620, 877, 1);
  printLines(text, 3);
  const tones = blankPage(500, 700, 3);
  for (let step = 0; step < 20; step += 1)
    paint(tones, step / 20, 0.2, (step + 1) / 20, 0.6, [step * 12, 90, 255 - step * 12]);
  for (const page of [cornerPage(620, 877), text, tones, blankPage(300, 400)])
    sheets.push(codec.encodeScreenJpeg(page, 90));
});

async function prepared(sheet: number, picture: PictureLimit | undefined): Promise<PageToWrite> {
  const bytes = sheets[sheet] ?? new Uint8Array();
  const page = await preparePage({ bytes, dpi: 75, cleanUp: 'none', picture }, codec);
  if (!page.ok) throw new Error(page.error.code);
  const layers = unpackLayers(page.value.layers);
  if (!layers.ok) throw new Error(layers.error.code);
  return { summary: page.value.summary, layers: layers.value, rotation: 0 };
}

async function filed(sheet: number, maxBytes: number, rotation: Rotation = 0, name = 'photo') {
  const page = await prepared(sheet, { maxBytes });
  const limits = { maxBytes, maxPages: 1, format: 'jpg' } as const;
  return { page, file: pictureFile([{ ...page, rotation }], limits, name, codec) };
}

/** The file as libjpeg decodes it; anything that it warns of fails. */
function decoded(jpeg: Uint8Array): Raster {
  const raster = readPpm(execFileSync('djpeg', ['-strict', '-pnm'], { input: jpeg, maxBuffer: 50_000_000 }));
  if (raster.channels === 3) return raster;
  const data = new Uint8Array(raster.data.length * 3);
  for (let at = 0; at < data.length; at += 1) data[at] = raster.data[Math.floor(at / 3)] ?? 0;
  return { ...raster, channels: 3, data };
}

const whole = async (sheet: number, rotation: Rotation = 0): Promise<AssembledFile> => {
  const { file } = await filed(sheet, 5_000_000, rotation);
  if (!file.ok) throw new Error(file.error.code);
  return file.value;
};

describe('a picture over its limit', () => {
  it('is never given out, and no page below the floor of legibility is', async () => {
    const rotation = fc.constantFrom<Rotation>(0, 90, 180, 270);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.integer({ min: 600, max: 120_000 }),
        rotation,
        async (sheet, maxBytes, turn) => {
          const { page, file } = await filed(sheet, maxBytes, turn);
          const [encoding] = page.summary.encodings;
          expect(encoding?.legibility).toBeGreaterThanOrEqual(LEGIBILITY_FLOOR);
          if (!file.ok) {
            expect(file.error.code).toBe('does-not-fit');
            if (turn === 0) expect(encoding?.bytes).toBeGreaterThan(maxBytes);
            return;
          }
          expect(file.value.bytes.length).toBeLessThanOrEqual(maxBytes);
          const { width, height } = decoded(file.value.bytes);
          expect(width > height).toBe(turn % 180 !== 0);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('uses what it may: nine tenths of a limit that binds', async () => {
    const most = (await whole(0)).bytes.length;
    for (const share of [0.9, 0.8, 0.7, 0.6]) {
      const { file } = await filed(0, Math.round(share * most));
      expect(file.ok && file.value.bytes.length).toBeGreaterThan(0.9 * share * most);
    }
  });

  it('spends nothing beyond what is legible enough', async () => {
    const page = await prepared(1, { maxBytes: 5_000_000, enough: 0.8 });
    const [encoding] = page.summary.encodings;
    expect(encoding?.legibility).toBeGreaterThanOrEqual(0.8);
    expect(encoding?.bytes).toBeLessThan(0.9 * (await whole(1)).bytes.length);
  });

  it('is refused where there are two pages, or a page that was prepared for a PDF', async () => {
    const limits = { maxBytes: 5_000_000, maxPages: 5, format: 'jpg' } as const;
    const page = await prepared(0, { maxBytes: 5_000_000 });
    expect(pictureFile([page, page], limits, 'a', codec)).toMatchObject({
      error: { code: 'too-many-pages' },
    });
    const forPdf = await prepared(0, undefined);
    expect(pictureFile([forPdf], limits, 'a', codec)).toMatchObject({ error: { code: 'engine-failed' } });
  });
});

describe('a picture that another decoder reads', () => {
  it('looks as the page does, at its own resolution', async () => {
    const file = await whole(0);
    const seen = decoded(file.bytes);
    expect(meanDifference(seen, cornerPage(620, 877))).toBeLessThan(4);
    // JFIF (ITU-T T.871): unit 1 is dots per inch.
    const density = new DataView(file.bytes.buffer, file.bytes.byteOffset).getUint16(14);
    expect([file.bytes[13], density]).toEqual([1, 75]);
  });

  it.each([
    [90, [0.9, 0.1]],
    [180, [0.9, 0.9]],
    [270, [0.1, 0.9]],
  ] as const)('is turned by %d° in its pixels', async (rotation, [x, y]) => {
    const [red, green, blue] = pixelAt(decoded((await whole(0, rotation)).bytes), x, y);
    // The red corner of the page, top left, comes to lie there.
    expect(red - Math.max(green, blue)).toBeGreaterThan(80);
  });

  it.each([
    ['Carte d’identité (recto).JPG', 'carte-d-identite-recto.jpg'],
    ['../../photo', 'photo.jpg'],
    ['شهادة', 'document.jpg'],
    [`${'n'.repeat(400)}.jpg`, `${'n'.repeat(60)}.jpg`],
  ])('has a name that strict portals take: %s', async (name, expected) => {
    const { file } = await filed(3, 100_000, 0, name);
    expect(file.ok && file.value.fileName).toBe(expected);
    expect(file.ok && file.value.mediaType).toBe('image/jpeg');
  });
});
