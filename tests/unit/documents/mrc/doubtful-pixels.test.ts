import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeJbig2 } from '../../../../main/documents/jbig2/jbig2-stream.ts';
import { settleDoubtfulPixels } from '../../../../main/documents/mrc/doubtful-pixels.ts';
import { mapInk } from '../../../../main/documents/mrc/ink-map.ts';
import { asBitmap, type DraftMask, draftMask } from '../../../../main/documents/mrc/ink-mask.ts';
import { toGrey } from '../../../../main/documents/raster.ts';
import { anyBitmap, textLike } from '../jbig2/bitmaps.ts';
import { blurred, isBlack, lit, print, sheet } from './papers.ts';

function scanned(width: number, height: number, seed: number): DraftMask {
  const page = sheet(width, height, [240, 240, 240], 1);
  print(page, textLike(width, height, seed), [30, 30, 30]);
  const grey = toGrey(lit(blurred(page), () => 1, 9));
  return draftMask(grey, mapInk(grey, 300), 1);
}

/** Pixels of template 0 from the pixel coded, most significant bit first (ITU-T T.88 figure 3, nominal adaptive pixels). */
const TEMPLATE_0 = [
  ...[-2, -1, 0, 1, 2].map((x) => [x, -2] as const),
  ...[-3, -2, -1, 0, 1, 2, 3].map((x) => [x, -1] as const),
  ...[-4, -3, -2, -1].map((x) => [x, 0] as const),
];

/** The bytes of a draft with every doubtful pixel settled, by whole contexts read pixel by pixel. */
function settledOneByOne({
  width,
  height,
  stride,
  origin,
  data: before,
  doubtful,
  distance,
}: DraftMask): Uint8Array {
  const data = before.slice();
  const right = 8 * ((width + 7) >> 3);
  const placeOf = (x: number, y: number): number => origin + y * stride + Math.floor(x / 8);
  const pixel = (x: number, y: number): number => ((data[placeOf(x, y)] ?? 0) >> (7 - (x & 7))) & 1;
  const contextOf = (x: number, y: number): number =>
    TEMPLATE_0.reduce((context, [dx, dy]) => 2 * context + pixel(x + dx, y + dy), 0);
  const counts = new Map<number, [number, number]>();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < right; x += 1) {
      const known = counts.get(contextOf(x, y)) ?? [0, 0];
      known[pixel(x, y) as 0 | 1] += 1;
      counts.set(contextOf(x, y), known);
    }
  }
  const bits = (context: number, colour: number): number => {
    const [white, black] = counts.get(context) ?? [0, 0];
    if (white + black === 0) return 256;
    return Math.trunc(-Math.log2(((colour === 1 ? black : white) + 0.45) / (white + black + 0.9)) * 256);
  };
  const costAround = (x: number, y: number): number =>
    [[0, 0] as const, ...TEMPLATE_0].reduce(
      (sum, [dx, dy]) => sum + bits(contextOf(x - dx, y - dy), pixel(x - dx, y - dy)),
      0,
    );
  for (const [index, place] of doubtful.entries()) {
    const [x, y] = [place % width, Math.floor(place / width)];
    const around = [-1, 0, 1].flatMap((dy) => [-2, -1, 0, 1, 2].map((dx) => pixel(x + dx, y + dy)));
    if (new Set(around).size === 1) continue;
    const [at, bit] = [placeOf(x, y), 0x80 >> (x & 7)];
    const stays = costAround(x, y);
    data[at] = (data[at] ?? 0) ^ bit;
    const saved = stays - costAround(x, y);
    if (saved <= (256 * (distance[index] ?? 0)) / 255) data[at] = (data[at] ?? 0) ^ bit;
  }
  return data;
}

test('no pixel changes that was not doubtful', () => {
  fc.assert(
    fc.property(anyBitmap, fc.nat(), fc.array(fc.nat(), { maxLength: 60 }), (bitmap, seed, picks) => {
      const page = sheet(bitmap.width, bitmap.height, [255, 255, 255], 1);
      print(page, bitmap, [0, 0, 0]);
      const plain = draftMask(page, mapInk(page, 300), 1);
      const pixels = bitmap.width * bitmap.height;
      const doubtful = Uint32Array.from(new Set(picks.map((pick) => (pick + seed) % pixels))).sort();
      const draft: DraftMask = { ...plain, doubtful, distance: new Uint8Array(doubtful.length) };
      const before = asBitmap({ ...draft, data: draft.data.slice() });
      settleDoubtfulPixels(draft);
      const after = asBitmap(draft);
      const allowed = new Set(doubtful);
      for (let y = 0; y < bitmap.height; y += 1) {
        for (let x = 0; x < bitmap.width; x += 1) {
          if (isBlack(before, x, y) !== isBlack(after, x, y))
            expect(allowed.has(y * bitmap.width + x)).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('at every edge of a mask, pixels are settled by what template 0 codes there', () => {
  fc.assert(
    fc.property(anyBitmap, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 60 }), (bitmap, picks) => {
      const page = sheet(bitmap.width, bitmap.height, [255, 255, 255], 1);
      print(page, bitmap, [0, 0, 0]);
      const plain = draftMask(page, mapInk(page, 300), 1);
      const pixels = bitmap.width * bitmap.height;
      const chosen = new Map(picks.map(([place, distance]) => [place % pixels, distance]));
      const doubtful = Uint32Array.from(chosen.keys()).sort();
      const distance = Uint8Array.from(doubtful, (pixel) => chosen.get(pixel) ?? 0);
      const draft: DraftMask = { ...plain, doubtful, distance };
      const expected = settledOneByOne(draft);
      settleDoubtfulPixels(draft);
      expect(draft.data).toEqual(expected);
    }),
    { numRuns: 80 },
  );
});

test('a noisy scan becomes cheaper by a tenth at least, and stays what it was', () => {
  const draft = scanned(1000, 700, 21);
  const before = asBitmap({ ...draft, data: draft.data.slice() });
  settleDoubtfulPixels(draft);
  const after = asBitmap(draft);
  expect(encodeJbig2(after).length).toBeLessThan(0.9 * encodeJbig2(before).length);
  let changed = 0;
  for (let y = 0; y < 700; y += 1)
    for (let x = 0; x < 1000; x += 1) if (isBlack(before, x, y) !== isBlack(after, x, y)) changed += 1;
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThanOrEqual(draft.doubtful.length);
});

test('doubt is found on edges only, never inside of a stroke or of the paper', () => {
  const page = sheet(400, 200, [240, 240, 240], 1);
  print(page, textLike(400, 200, 2), [30, 30, 30]);
  const grey = blurred(page);
  const { doubtful } = draftMask(grey, mapInk(grey, 300), 1);
  expect(doubtful.length).toBeGreaterThan(0);
  for (const pixel of doubtful) {
    const level = grey.data[pixel] ?? 0;
    expect(level).toBeGreaterThan(60);
    expect(level).toBeLessThan(210);
  }
});
