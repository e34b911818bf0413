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
