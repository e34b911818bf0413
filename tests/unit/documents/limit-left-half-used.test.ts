import { beforeAll, describe, expect, it } from 'vitest';
import { encodingBetween } from '../../../main/documents/between-encodings.ts';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import type { Bitmap } from '../../../main/documents/jbig2/bitmap.ts';
import { decodeOwnJbig2, encodeJbig2 } from '../../../main/documents/jbig2/jbig2-stream.ts';
import { jpegQuality } from '../../../main/documents/jpeg-quality.ts';
import { type Draw, drawnBytes, type LayerImage, type PageLayers } from '../../../main/documents/layers.ts';
import { assemblePdf, type PageToWrite } from '../../../main/documents/pdf-assembly.ts';
import type { PageEncoding } from '../../../main/domain/document.ts';
import { blankPage, cornerPage, printLines } from './fictional-page.ts';
import { textLike } from './jbig2/bitmaps.ts';
import { checkWithQpdf } from './pdf-reading.ts';

let codec: ImageCodec;
beforeAll(async () => {
  codec = await openImageCodec();
});

const maskImage = (mask: Bitmap): LayerImage => ({
  codec: 'jbig2',
  width: mask.width,
  height: mask.height,
  channels: 1,
  bytes: encodeJbig2(mask),
});

/** A page of two encodings, with what they weigh. */
function page(images: readonly LayerImage[], draws: readonly (readonly Draw[])[]) {
  const layers: PageLayers = { images, encodings: draws.map((each) => ({ draws: each })) };
  const encodings = draws.map(
    (each, index): PageEncoding => ({
      bytes: drawnBytes(images, each),
      dpi: 300 - 60 * index,
      legibility: 0.9 - 0.1 * index,
    }),
  );
  return { layers, encodings, better: 0, lighter: 1 };
}

const masks = () => [textLike(1240, 1754, 3), textLike(992, 1403, 3)] as const;

function blackAndWhite() {
  const [fine, coarse] = masks();
  return page([maskImage(fine), maskImage(coarse)], [[{ image: 0 }], [{ image: 1 }]]);
}

function jpeg(width: number, height: number, quality: number, printed = true): LayerImage {
  const raster = cornerPage(width, height);
  if (printed) printLines(raster, 3);
  return { codec: 'jpeg', width, height, channels: 3, bytes: codec.encodeJpeg(raster, quality) };
}

/** Rows with something black in them: the first and the last. */
function inkedRows({ height, stride, data }: Bitmap): readonly [number, number] {
  const rows = Array.from({ length: height }, (_, row) =>
    data.subarray(row * stride, (row + 1) * stride).some((byte) => byte !== 0),
  );
  return [rows.indexOf(true), rows.lastIndexOf(true)];
}

describe('a limit that two encodings of a page leave half used', () => {
  it.each([0.5, 0.6, 0.7, 0.8, 0.9])('is used where it lies between them, at %f', (place) => {
    const known = blackAndWhite();
    const [above = 0, below = 0] = known.encodings.map(({ bytes }) => bytes);
    const most = Math.floor(below + place * (above - below));
    const between = encodingBetween(known, { most, enough: 0.96 * most }, codec);
    expect(between?.encoding.bytes).toBeLessThanOrEqual(most);
    expect(between?.encoding.bytes).toBeGreaterThan(0.96 * most);
    expect(between?.encoding.legibility).toBe(known.encodings[1]?.legibility);
    expect(between?.encoding.bytes).toBe(drawnBytes(between?.images ?? [], between?.draws ?? []));
  });

  it('shows every pixel of the finer mask above the seam, of the coarser one below it, and nothing twice', () => {
    const known = blackAndWhite();
    const [above = 0, below = 0] = known.encodings.map(({ bytes }) => bytes);
    const most = (above + below) / 2 + 500;
    const between = encodingBetween(known, { most, enough: 0.97 * most }, codec);
    const [lower, upper] = (between?.images ?? []).map(
      ({ bytes, width, height }) => decodeOwnJbig2(bytes, width, height) as Bitmap,
    );
    if (lower === undefined || upper === undefined) throw new Error('not two masks');
    const [fine, coarse] = masks();
    const [, end] = inkedRows(upper);
    const [begin] = inkedRows(lower);
    expect(end / fine.height).toBeLessThanOrEqual(begin / coarse.height + 1 / coarse.height);
    expect(upper.data.subarray(0, (end + 1) * fine.stride)).toEqual(
      fine.data.subarray(0, (end + 1) * fine.stride),
    );
    expect(lower.data.subarray(begin * coarse.stride)).toEqual(coarse.data.subarray(begin * coarse.stride));
    // What lies between the two is white in both.
    const seam = Math.round((begin / coarse.height) * fine.height);
    expect(inkedRows({ ...fine, data: fine.data.slice(0, seam * fine.stride), height: seam })[1]).toBe(end);
  });

  it('keeps the colours of the ink where they were, on either side of the seam', () => {
    const [fine, coarse] = masks();
    const colours = jpeg(207, 292, 45, false);
    const known = page(
      [colours, maskImage(fine), maskImage(coarse)],
      [[{ image: 0, mask: 1 }], [{ image: 0, mask: 2 }]],
    );
    const [above = 0, below = 0] = known.encodings.map(({ bytes }) => bytes);
    const most = (above + below) / 2 + 1_000;
    const between = encodingBetween(known, { most, enough: 0.97 * most }, codec);
    if (between === undefined) throw new Error('nothing between');
    const whole = codec.decodeOwn(colours.bytes);
    for (const { image = 0, mask = 0 } of between.draws) {
      const drawn = codec.decodeOwn(between.images[image]?.bytes ?? new Uint8Array());
      const { bytes, width, height } = between.images[mask] as LayerImage;
      const rows = inkedRows(decodeOwnJbig2(bytes, width, height) as Bitmap);
      const [from, to] = rows.map((row) => Math.round((row / height) * whole.height) * whole.width * 3);
      const same = whole.data.subarray(from, to);
      const away = drawn.data
        .subarray(from, to)
        .reduce((sum, level, at) => sum + Math.abs(level - (same[at] ?? 0)), 0);
      expect(drawn.height).toBe(whole.height);
      expect(away / same.length).toBeLessThan(5);
    }
    expect(between.draws).toHaveLength(2);
  });

  it('stays as it is where nothing lies between, or the layers cannot be read', () => {
    const known = blackAndWhite();
    const below = known.encodings[1]?.bytes ?? 0;
    expect(encodingBetween(known, { most: below + 40, enough: below + 20 }, codec)).toBeUndefined();
    const [first, second] = known.layers.images as [LayerImage, LayerImage];
    const damaged = { ...first, bytes: first.bytes.subarray(0, 60) };
    const lost = { ...known, layers: { ...known.layers, images: [damaged, second] } };
    expect(encodingBetween(lost, { most: below + 4_000, enough: below }, codec)).toBeUndefined();
  });

  it('is used by pictures too, and by ink over a background', () => {
    const [fine, coarse] = masks();
    const pictures = page([jpeg(1000, 1400, 60), jpeg(800, 1120, 40)], [[{ image: 0 }], [{ image: 1 }]]);
    const mixed = page(
      [jpeg(620, 877, 35), jpeg(413, 585, 25), maskImage(fine), maskImage(coarse)],
      [
        [{ image: 0 }, { ink: [20, 20, 90], mask: 2 }],
        [{ image: 1 }, { ink: [20, 20, 90], mask: 3 }],
      ],
    );
    const coloured = page(
      [jpeg(413, 585, 30), jpeg(207, 292, 45, false), maskImage(fine), maskImage(coarse)],
      [
        [{ image: 0 }, { image: 1, mask: 2 }],
        [{ image: 0 }, { image: 1, mask: 3 }],
      ],
    );
    const cases = [
      { known: pictures, places: [0.4, 0.9] },
      { known: mixed, places: [0.4, 0.9] },
      { known: coloured, places: [0.75, 0.9] },
    ];
    for (const { known, places } of cases) {
      const [above = 0, below = 0] = known.encodings.map(({ bytes }) => bytes);
      for (const place of places) {
        const most = Math.floor(below + place * (above - below));
        const between = encodingBetween(known, { most, enough: 0.96 * most }, codec);
        expect(between?.encoding.bytes).toBeLessThanOrEqual(most);
        expect(between?.encoding.bytes).toBeGreaterThan(0.9 * most);
      }
    }
  });

  it('is used in the file itself, which a reader of PDF accepts', async () => {
    const known = page([jpeg(1000, 1400, 60), jpeg(800, 1120, 40)], [[{ image: 0 }], [{ image: 1 }]]);
    const summary = { pageClass: 'colour', width: 1000, height: 1400, dpi: 120, blank: false } as const;
    const pages: PageToWrite[] = [
      { summary: { ...summary, encodings: known.encodings }, layers: known.layers, rotation: 90 },
    ];
    const [above = 0, below = 0] = known.encodings.map(({ bytes }) => bytes);
    const limits = { maxBytes: Math.floor((above + below) / 2) + 4_500, maxPages: 1 };
    const plain = await assemblePdf(pages, limits, 'dossier', 'Dossier');
    const fuller = await assemblePdf(pages, limits, 'dossier', 'Dossier', codec);
    if (!plain.ok || !fuller.ok) throw new Error('does not fit');
    expect(fuller.value.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    expect(fuller.value.bytes.length).toBeGreaterThan(plain.value.bytes.length);
    expect(fuller.value.kept[0]?.bytes).toBeGreaterThan(below);
    checkWithQpdf(fuller.value.bytes);
  });

  it('is left so where what there is is legible enough', async () => {
    const known = blackAndWhite();
    const summary = { pageClass: 'bilevel', width: 1240, height: 1754, dpi: 150, blank: false } as const;
    const pages: PageToWrite[] = [
      { summary: { ...summary, encodings: known.encodings }, layers: known.layers, rotation: 0 },
    ];
    const [above = 0, below = 0] = known.encodings.map(({ bytes }) => bytes);
    const limits = { maxBytes: Math.floor(0.2 * below + 0.8 * above) + 1_500, maxPages: 1 };
    const fuller = await assemblePdf(pages, limits, 'dossier', 'Dossier', codec);
    const enough = await assemblePdf(pages, { ...limits, enough: 0.8 }, 'dossier', 'Dossier', codec);
    if (!fuller.ok || !enough.ok) throw new Error('does not fit');
    expect(enough.value.kept).toEqual([known.encodings[1]]);
    expect(fuller.value.bytes.length).toBeGreaterThan(enough.value.bytes.length);
  });
});

it.each([10, 22, 35, 50, 75, 95])('finds the quality of its own JPEG, %i', (quality) => {
  for (const channels of [1, 3] as const) {
    const raster = blankPage(64, 48, channels);
    expect(jpegQuality(codec.encodeJpeg(raster, quality), codec)).toBe(quality);
  }
  expect(jpegQuality(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]), codec)).toBeUndefined();
});
