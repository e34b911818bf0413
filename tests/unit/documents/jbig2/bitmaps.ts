import fc from 'fast-check';
import type { Bitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';

/** Small deterministic noise source, so that a failing bitmap can be made again from its seed. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Black rectangle, clipped to the bitmap. */
export function blacken(bitmap: Bitmap, left: number, top: number, width: number, height: number): void {
  for (let y = Math.max(0, top); y < Math.min(bitmap.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(bitmap.width, left + width); x += 1) {
      const at = y * bitmap.stride + (x >> 3);
      bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
}

/** Something like lines of text: strokes of a few pixels on lines with white between, a rule, a dotted line. */
export function textLike(width: number, height: number, seed: number): Bitmap {
  const bitmap = whiteBitmap(width, height);
  const random = noise(seed);
  for (let line = 12; line < height; line += 40) {
    for (let x = 10; x < width - 20; x += 12 + Math.floor(random() * 20)) {
      const strokes = 1 + Math.floor(random() * 4);
      for (let stroke = 0; stroke < strokes; stroke += 1) {
        const upright = random() < 0.5;
        const length = 6 + Math.floor(random() * 18);
        blacken(
          bitmap,
          x + Math.floor(random() * 10),
          line + Math.floor(random() * 10),
          upright ? 3 : length,
          upright ? length : 3,
        );
      }
    }
  }
  blacken(bitmap, 5, height - 8, width - 10, 2);
  for (let x = 5; x < width; x += 7) blacken(bitmap, x, height - 4, 2, 2);
  return bitmap;
}

export type Filling = 'white' | 'black' | 'noise' | 'sparse' | 'dense' | 'text' | 'repeated rows' | 'checks';

export function filled(width: number, height: number, filling: Filling, seed: number): Bitmap {
  if (filling === 'text') return textLike(width, height, seed);
  const bitmap = whiteBitmap(width, height);
  const random = noise(seed);
  const share = {
    white: 0,
    black: 1,
    noise: 0.5,
    sparse: 0.003,
    dense: 0.99,
    'repeated rows': 0.3,
    checks: 0,
  }[filling];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (filling === 'checks' ? ((x ^ y) & 1) === 1 : random() < share) blacken(bitmap, x, y, 1, 1);
    }
    if (filling === 'repeated rows' && y % 3 !== 0) {
      bitmap.data.copyWithin(y * bitmap.stride, (y - 1) * bitmap.stride, y * bitmap.stride);
    }
  }
  return bitmap;
}

/** The same bitmap with a wider stride and rubbish wherever a reader must not look. */
export function withRubbish(bitmap: Bitmap, extra: number): Bitmap {
  const stride = bitmap.stride + extra;
  const data = new Uint8Array(stride * bitmap.height).fill(0xff);
  const used = bitmap.width & 7;
  for (let y = 0; y < bitmap.height; y += 1) {
    data.set(bitmap.data.subarray(y * bitmap.stride, (y + 1) * bitmap.stride), y * stride);
    const last = y * stride + bitmap.stride - 1;
    if (used !== 0) data[last] = (data[last] ?? 0) | (0xff >> used);
  }
  return { width: bitmap.width, height: bitmap.height, stride, data };
}

/** Bitmaps of odd sizes with every filling. */
export const anyBitmap: fc.Arbitrary<Bitmap> = fc
  .record({
    width: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 })),
    height: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 90 })),
    filling: fc.constantFrom<Filling>(
      'white',
      'black',
      'noise',
      'sparse',
      'dense',
      'text',
      'repeated rows',
      'checks',
    ),
    seed: fc.nat(),
  })
  .map(({ width, height, filling, seed }) => filled(width, height, filling, seed));
