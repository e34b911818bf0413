import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blackPixels, packBitmap, unpackBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { anyBitmap, withRubbish } from './bitmaps.ts';

test('packing and unpacking are each other’s reverse', () => {
  fc.assert(
    fc.property(anyBitmap, ({ width, height, stride, data }) => {
      const bitmap = { width, height, stride, data };
      expect(packBitmap(unpackBitmap(bitmap), width, height)).toEqual(bitmap);
    }),
  );
});

test('the count of black pixels ignores what lies outside of the width', () => {
  fc.assert(
    fc.property(anyBitmap, fc.nat(3), (bitmap, extra) => {
      const expected = unpackBitmap(bitmap).reduce((sum, pixel) => sum + pixel, 0);
      expect(blackPixels(withRubbish(bitmap, extra))).toBe(expected);
    }),
  );
});
