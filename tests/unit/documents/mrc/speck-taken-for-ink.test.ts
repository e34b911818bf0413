import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packBitmap, unpackBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import type { InkMap } from '../../../../main/documents/mrc/ink-map.ts';
import { asBitmap, type DraftMask } from '../../../../main/documents/mrc/ink-mask.ts';
import { removeSpecks } from '../../../../main/documents/mrc/specks.ts';
import type { Raster } from '../../../../main/documents/raster.ts';
import { noise } from '../jbig2/bitmaps.ts';

const AROUND = 2;

/** A mask of these pixels with white around it. */
function draftOf(black: Uint8Array, width: number, height: number): DraftMask {
  const packed = packBitmap(black, width, height);
  const stride = packed.stride + 2 * AROUND;
  const data = new Uint8Array(stride * (height + 2 * AROUND));
  const origin = AROUND * stride + AROUND;
  for (let y = 0; y < height; y += 1)
    data.set(packed.data.subarray(y * packed.stride, (y + 1) * packed.stride), origin + y * stride);
  return { width, height, stride, origin, data, doubtful: new Uint32Array(0), distance: new Uint8Array(0) };
}

/** Thresholds that differ from block to block. */
function mapOf(width: number, height: number): InkMap {
  const [columns, rows] = [Math.ceil(width / 4), Math.ceil(height / 4)];
  const blocks = columns * rows;
  return {
    block: 4,
    columns,
    rows,
    threshold: Float32Array.from({ length: blocks }, (_, block) => 90.3 + ((block * 7) % 40)),
    contrast: Float32Array.from({ length: blocks }, (_, block) => 20.7 + ((block * 13) % 90)),
    paperOnly: new Uint8Array(blocks),
    deviation: new Float32Array(blocks),
  };
}

/** The pixels that stay, by flooding every spot pixel by pixel. */
function withoutSpecks(black: Uint8Array, grey: Raster, map: InkMap, dpi: number): Uint8Array {
  const { width, height } = grey;
  const size = (dpi / 300) ** 2;
  const seen = new Set<number>();
  const left = black.slice();
  for (let start = 0; start < black.length; start += 1) {
    if (black[start] === 0 || seen.has(start)) continue;
    const spot = [start];
    seen.add(start);
    for (const at of spot) {
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          const near = row * width + column;
          if (black[near] === 0 || seen.has(near)) continue;
          seen.add(near);
          spot.push(near);
        }
    }
    if (spot.length > 20 * size) continue;
    let [ink, ofRun] = [0, 0];
    spot.sort((a, b) => a - b);
    for (const [index, at] of spot.entries()) {
      const block = Math.floor(Math.floor(at / width) / 4) * map.columns + Math.floor((at % width) / 4);
      const depth = (map.threshold[block] ?? 0) - (grey.data[at] ?? 0);
      if (depth > 0) ofRun += depth / (map.contrast[block] ?? 1);
      if (spot[index + 1] === at + 1 && (at + 1) % width !== 0) continue;
      ink = Math.fround(ink + ofRun);
      ofRun = 0;
    }
    if (ink < 0.8 * size) for (const at of spot) left[at] = 0;
  }
  return left;
}

test('every spot is weighed whole, whatever its form and wherever the mask ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom(0.03, 0.1, 0.25, 0.4, 0.6, 1),
      fc.constantFrom(316, 300, 240, 170, 100, 50),
      fc.nat(),
      (width, height, share, dpi, seed) => {
        const random = noise(seed);
        const black = Uint8Array.from({ length: width * height }, () => (random() < share ? 1 : 0));
        const data = Uint8Array.from(black, () => 40 + 90 * random());
        const grey: Raster = { width, height, channels: 1, data };
        const map = mapOf(width, height);
        const draft = draftOf(black, width, height);
        removeSpecks(draft, grey, map, dpi, 1);
        expect(unpackBitmap(asBitmap(draft))).toEqual(withoutSpecks(black, grey, map, dpi));
      },
    ),
    { numRuns: 200 },
  );
});

test('more specks than there is room for at a time all go', () => {
  const [width, height] = [400, 400];
  const black = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) black[y * width + x] = 1;
  const grey: Raster = { width, height, channels: 1, data: new Uint8Array(width * height).fill(255) };
  const draft = draftOf(black, width, height);
  removeSpecks(draft, grey, mapOf(width, height), 300, 1);
  expect(unpackBitmap(asBitmap(draft)).indexOf(1)).toBe(-1);
});
