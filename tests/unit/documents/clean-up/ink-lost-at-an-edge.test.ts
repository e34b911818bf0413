import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inkMask,
  inkOfStripe,
  inkPoints,
  transposed,
} from '../../../../main/documents/clean-up/ink-points.ts';
import { measureSkew } from '../../../../main/documents/clean-up/skew.ts';
import { unpackBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { inWorkspace, kernels } from '../../../../main/documents/kernels/workspace.ts';
import type { Raster } from '../../../../main/documents/raster.ts';

const BLOCK = 16;

/** Grey pictures of every small size: where a vector is longer than a row, where blocks and words of bits end within one. */
const picture: fc.Arbitrary<Raster> = fc
  .tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 70 }), fc.constantFrom(30, 120, 255))
  .chain(([width, height, max]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height, max })
      .map((data) => ({ width, height, channels: 1 as const, data })),
  );

/** 1 where a pixel is 20 levels darker than the mean of the means of the blocks around it, block by block. */
function darker({ width, height, data }: Raster): Uint8Array {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const meanOf = (column: number, row: number): number => {
    let [sum, count] = [0, 0];
    for (let y = row * BLOCK; y < Math.min(height, (row + 1) * BLOCK); y += 1)
      for (let x = column * BLOCK; x < Math.min(width, (column + 1) * BLOCK); x += 1) {
        sum += data[y * width + x] ?? 0;
        count += 1;
      }
    return Math.fround(sum / count);
  };
  const around = (column: number, row: number): number => {
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
        sum += meanOf(x, y);
        count += 1;
      }
    return Math.fround(sum / count);
  };
  return Uint8Array.from(data, (level, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return level < around(Math.floor(x / BLOCK), Math.floor(y / BLOCK)) - 20 ? 1 : 0;
  });
}

describe('ink where a block, a word of bits or the page ends', () => {
  it('is what is darker than the paper around it, and nothing lies beyond the width', () => {
    fc.assert(
      fc.property(picture, (page) => {
        const mask = inkMask(page);
        expect(unpackBitmap(mask)).toEqual(darker(page));
        expect(unpackBitmap({ ...mask, width: 8 * mask.stride })).toEqual(
          unpackBitmap({ ...mask, width: 8 * mask.stride }).map((bit, at) =>
            at % (8 * mask.stride) < page.width ? bit : 0,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is turned with the page, pixel by pixel', () => {
    fc.assert(
      fc.property(picture, (page) => {
        const mask = inkMask(page);
        const turned = transposed(mask);
        expect([turned.width, turned.height]).toEqual([page.height, page.width]);
        const black = unpackBitmap(mask);
        const wide = 8 * turned.stride;
        const expected = Uint8Array.from({ length: wide * page.width }, (_, at) => {
          const [x, y] = [Math.floor(at / wide), at % wide];
          return y < page.height ? (black[y * page.width + x] ?? 0) : 0;
        });
        expect(unpackBitmap({ ...turned, width: wide })).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('ends downwards where there is none below, within the margins', () => {
    fc.assert(
      fc.property(picture, (page) => {
        const { width, height } = page;
        const black = darker(page);
        const [left, top] = [Math.round(0.02 * width), Math.round(0.02 * height)];
        const expected: [number, number][] = [];
        for (let y = top; y < height - top - 1; y += 1)
          for (let x = left; x < width - left; x += 1)
            if (black[y * width + x] === 1 && black[(y + 1) * width + x] === 0) expected.push([x, y]);
        const points = inkPoints(inkMask(page));
        expect([...points.x]).toEqual(expected.map(([x]) => x));
        for (const [index, [, y]] of expected.entries())
          expect(Math.abs((points.y[index] ?? -9) - y)).toBeLessThanOrEqual(0.5);
      }),
      { numRuns: 60 },
    );
  });

  it('is counted in a stripe and in squares without what lies beside them', () => {
    fc.assert(
      fc.property(picture, fc.nat(), fc.nat(), (page, from, length) => {
        const { width, height } = page;
        const mask = inkMask(page);
        const black = unpackBitmap(mask);
        const left = from % width;
        const right = Math.min(width, left + (length % width) + 1);
        expect([...inkOfStripe(mask, left, right)]).toEqual(
          Array.from({ length: height }, (_, y) =>
            black.subarray(y * width + left, y * width + right).reduce((sum, bit) => sum + bit, 0),
          ),
        );
        const columns = 2 * Math.ceil(width / 8);
        const squares = new Uint8Array(columns * Math.ceil(height / 4));
        for (const [at, bit] of black.entries()) {
          const [x, y] = [at % width, Math.floor(at / width)];
          const square = Math.floor(y / 4) * columns + Math.floor(x / 4);
          squares[square] = (squares[square] ?? 0) + bit;
        }
        const counted = inWorkspace((space) => {
          const [bits, out] = [space.put(mask.data), space.room(squares.length)];
          kernels.inkOfCells(bits, mask.stride, height, columns, out);
          return space.bytes(out, squares.length).slice();
        });
        expect(counted).toEqual(squares);
      }),
      { numRuns: 60 },
    );
  });
});

it('keeps one point in so many of a page full of dust, and no more than are looked at', () => {
  const [width, height] = [700, 700];
  const page: Raster = { width, height, channels: 1, data: new Uint8Array(width * height).fill(230) };
  for (let y = 0; y < height; y += 3) for (let x = 0; x < width; x += 2) page.data[y * width + x] = 0;
  const points = inkPoints(inkMask(page));
  const [across, down] = [Math.ceil((700 - 28) / 2), Math.ceil((700 - 29) / 3)];
  const every = Math.ceil((across * down) / 60_000);
  expect(every).toBeGreaterThan(1);
  expect(points.x.length).toBe(Math.ceil((across * down) / every));
  expect([...points.x.subarray(0, 5)]).toEqual([0, 1, 2, 3, 4].map((index) => 14 + 2 * every * index));
});

it('points of an odd number fall on the line that they lie on, the last one too', () => {
  const place = fc.tuple(
    fc.double({ min: 0, max: 99, noNaN: true }),
    fc.double({ min: 0, max: 79, noNaN: true }),
  );
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 40 }),
      fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      (places, angle) => {
        const [xs, ys] = [0, 1].map((axis) => Float32Array.from(places, (at) => at[axis as 0 | 1]));
        if (xs === undefined || ys === undefined) throw new Error('no points');
        const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
        const offset = Math.max(0, sine * 100) + 1;
        const lines = new Array<number>(140).fill(0);
        for (const [index, x] of xs.entries()) {
          const line = Math.floor(cosine * (ys[index] ?? 0) - sine * x + offset);
          lines[line] = (lines[line] ?? 0) + 1;
        }
        const expected = lines.reduce(
          (sum, count, line) => sum + (count - (lines[line - 1] ?? count)) ** 2,
          0,
        );
        const sum = inWorkspace((space) => {
          const [x, y, bins] = [space.put(xs), space.put(ys), space.room(4 * lines.length)];
          return kernels.alignmentOf(x, y, xs.length, cosine, sine, offset, bins, lines.length);
        });
        expect(sum).toBe(expected);
      },
    ),
  );
});

it('too few points say nothing about how a page lies', () => {
  expect(
    measureSkew({ width: 9, height: 9, x: new Float32Array(149), y: new Float32Array(149) }),
  ).toBeUndefined();
});
