import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpackBitmap, whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { encodeGenericRegion } from '../../../../main/documents/jbig2/generic-region.ts';
import { anyBitmap, blacken, filled, textLike, withRubbish } from './bitmaps.ts';
import { decodeGenericRegion } from './generic-region-decoder.ts';

describe.each([false, true])('generic region, typical prediction %s', (typicalPrediction) => {
  test('every bitmap comes back bit for bit', () => {
    fc.assert(
      fc.property(anyBitmap, (bitmap) => {
        const code = encodeGenericRegion(bitmap, typicalPrediction);
        const back = decodeGenericRegion(code, bitmap.width, bitmap.height, typicalPrediction);
        expect(back.data).toEqual(bitmap.data);
      }),
      { numRuns: 150 },
    );
  });

  test('what lies right of the width and between the rows changes nothing', () => {
    fc.assert(
      fc.property(anyBitmap, fc.nat(9), (bitmap, extra) => {
        expect(encodeGenericRegion(withRubbish(bitmap, extra), typicalPrediction)).toEqual(
          encodeGenericRegion(bitmap, typicalPrediction),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('white runs of every length around a single mark come back', () => {
    for (let width = 1; width <= 70; width += 1) {
      const bitmap = whiteBitmap(width, 7);
      blacken(bitmap, (width * 5) % width, 2, 1, 1);
      blacken(bitmap, width - 1, 4, 1, 1);
      const code = encodeGenericRegion(bitmap, typicalPrediction);
      expect(decodeGenericRegion(code, width, 7, typicalPrediction).data).toEqual(bitmap.data);
    }
  });

  test('a black page before a white one: the white context has to unlearn', () => {
    const bitmap = whiteBitmap(200, 80);
    // The first black pixel is coded in the all-white context, which then expects black until row 42.
    blacken(bitmap, 0, 0, 200, 40);
    const code = encodeGenericRegion(bitmap, typicalPrediction);
    expect(decodeGenericRegion(code, 200, 80, typicalPrediction).data).toEqual(bitmap.data);
  });
});

test('an A4 page of white at 300 dpi costs almost nothing', () => {
  expect(encodeGenericRegion(whiteBitmap(2480, 3508), false).length).toBeLessThan(120);
});

test('a page of noise comes back: its code is more than there is room for at a time', () => {
  const page = filled(1300, 1100, 'noise', 5);
  const code = encodeGenericRegion(page, false);
  expect(code.length).toBeGreaterThan(1.2 * 2 ** 17);
  expect(decodeGenericRegion(code, page.width, page.height, false).data).toEqual(page.data);
});

test('a whole page of text-like strokes comes back', () => {
  const page = textLike(1240, 1754, 7);
  const code = encodeGenericRegion(page, false);
  expect(unpackBitmap(decodeGenericRegion(code, page.width, page.height, false))).toEqual(unpackBitmap(page));
  expect(code.length).toBeLessThan(page.data.length / 8);
});
