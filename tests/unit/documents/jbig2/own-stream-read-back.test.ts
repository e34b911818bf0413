import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { decodeOwnJbig2, encodeJbig2 } from '../../../../main/documents/jbig2/jbig2-stream.ts';
import { anyBitmap, filled, textLike } from './bitmaps.ts';

describe('a mask read back to be encoded again', () => {
  it('is the one that was written, bit for bit', () => {
    fc.assert(
      fc.property(anyBitmap, (bitmap) => {
        const back = decodeOwnJbig2(encodeJbig2(bitmap), bitmap.width, bitmap.height);
        expect(back).toEqual(bitmap);
      }),
      { numRuns: 300 },
    );
    for (const page of [textLike(1240, 1754, 3), filled(1300, 700, 'noise', 9), whiteBitmap(2480, 3508)])
      expect(decodeOwnJbig2(encodeJbig2(page), page.width, page.height)).toEqual(page);
  });

  it('is not read where its frame is of another size, of another kind or cut off', () => {
    const stream = encodeJbig2(textLike(301, 77, 1));
    expect(decodeOwnJbig2(stream, 301, 78)).toBeUndefined();
    expect(decodeOwnJbig2(stream, 302, 77)).toBeUndefined();
    expect(decodeOwnJbig2(stream.subarray(0, -1), 301, 77)).toBeUndefined();
    expect(decodeOwnJbig2(new Uint8Array(0), 301, 77)).toBeUndefined();
    const typical = encodeJbig2(textLike(301, 77, 1), { typicalPrediction: true });
    expect(decodeOwnJbig2(typical, 301, 77)).toBeUndefined();
  });

  it('is some bitmap of the same size where its code is damaged: nothing is read or written beyond it', () => {
    const page = textLike(301, 77, 1);
    const stream = encodeJbig2(page);
    fc.assert(
      fc.property(fc.integer({ min: 67, max: stream.length - 1 }), fc.nat(255), (at, byte) => {
        const damaged = stream.slice();
        damaged[at] = byte;
        const read = decodeOwnJbig2(damaged, 301, 77);
        expect(read?.data.length).toBe(page.data.length);
      }),
      { numRuns: 300 },
    );
  });
});
