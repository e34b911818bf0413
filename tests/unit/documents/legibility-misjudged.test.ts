import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBitmap } from '../../../main/documents/jbig2/bitmap.ts';
import { inWorkspace } from '../../../main/documents/kernels/workspace.ts';
import { judgeOf } from '../../../main/documents/legibility.ts';
import { type Raster, shrink } from '../../../main/documents/raster.ts';
import {
  type Sampler,
  SQUARE_LEVELS,
  SQUARE_SIDE,
  sampleBitmap,
  sampleDrawn,
  sampleRaster,
} from '../../../main/documents/sampler.ts';

const side = fc.integer({ min: 16, max: 70 });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** Pictures and a smaller size, at which whole squares lie. */
const reduced = fc
  .record({ width: side, height: side, more: fc.double({ min: 1, max: 1.95, noNaN: true }) })
  .chain(({ width, height, more }) => {
    const [wide, high] = [Math.floor(width * more), Math.floor(height * more)];
    return fc.record({
      size: fc.constant({ width, height }),
      raster: bytes(wide * high).map((data): Raster => ({ width: wide, height: high, channels: 1, data })),
    });
  });

/** Every whole square of what a sampler sees, and others that lie across them. */
function squares(sampler: Sampler, { width, height }: { width: number; height: number }): number[][] {
  return inWorkspace((space) => {
    const looking = sampler.inSpace(space);
    const place = space.room(SQUARE_LEVELS);
    const seen: number[][] = [];
    for (const top of [0, (height - SQUARE_SIDE) >> 1, height - SQUARE_SIDE]) {
      looking.band(top);
      for (const left of [0, (width - SQUARE_SIDE) >> 1, width - SQUARE_SIDE]) {
        looking.square(left, place);
        seen.push([...space.bytes(place, SQUARE_LEVELS)]);
      }
    }
    return seen;
  });
}

describe('a square of a picture at another size', () => {
  it('is what the whole picture shrunk has there', () => {
    fc.assert(
      fc.property(reduced, ({ size, raster }) => {
        const same = shrink(raster, size.width, size.height);
        expect(squares(sampleRaster(raster, size), size)).toEqual(squares(sampleRaster(same, size), size));
        const [corner] = squares(sampleRaster(same, size), size);
        expect(corner?.slice(0, SQUARE_SIDE)).toEqual([...same.data.subarray(0, SQUARE_SIDE)]);
        expect(corner?.slice(-SQUARE_SIDE)).toEqual([
          ...same.data.subarray(15 * size.width, 15 * size.width + SQUARE_SIDE),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('is alike whether its pixels are bits or levels', () => {
    fc.assert(
      fc.property(reduced, fc.integer({ min: 16, max: 120 }), ({ raster, size }, wide) => {
        const { width, height } = raster;
        const black = raster.data.map((level) => level & 1);
        const bitmap = packBitmap(black, width, height);
        const levels: Raster = { ...raster, data: black.map((bit) => 255 * (1 - bit)) };
        for (const to of [size, { width: wide, height: size.height + 40 }])
          expect(squares(sampleBitmap(bitmap, to), to)).toEqual(squares(sampleRaster(levels, to), to));
      }),
      { numRuns: 60 },
    );
  });

  it('lies between the pixels of a picture that is smaller', () => {
    const width = 30;
    const ramp: Raster = {
      width,
      height: 20,
      channels: 1,
      data: Uint8Array.from({ length: 600 }, (_, at) => 8 * (at % width)),
    };
    const size = { width: 60, height: 40 };
    for (const levels of squares(sampleRaster(ramp, size), size).slice(0, 1)) {
      for (let x = 0; x < SQUARE_SIDE; x += 1)
        expect(Math.abs((levels[x] ?? 0) - Math.max(0, 8 * ((x + 0.5) / 2 - 0.5)))).toBeLessThanOrEqual(1);
    }
  });

  it('shows ink where the mask is black and paper elsewhere, as 256ths of both', () => {
    fc.assert(
      fc.property(bytes(3 * SQUARE_LEVELS), fc.nat(255), (levels, ink) => {
        const size = { width: SQUARE_SIDE, height: SQUARE_SIDE };
        const [mask, paper, inks] = [0, 1, 2].map((part) => {
          const data = levels.subarray(part * SQUARE_LEVELS, (part + 1) * SQUARE_LEVELS);
          return sampleRaster({ ...size, channels: 1, data }, size);
        });
        if (mask === undefined || paper === undefined || inks === undefined) throw new Error('three parts');
        const expected = (over: (at: number) => number, behind: (at: number) => number): number[] =>
          Array.from(
            levels.subarray(0, SQUARE_LEVELS),
            (bare, at) => (over(at) * (256 - bare) + behind(at) * bare) >> 8,
          );
        const [onWhite] = squares(sampleDrawn(mask, undefined, ink), size);
        expect(onWhite).toEqual(
          expected(
            () => ink,
            () => 255,
          ),
        );
        const [onPaper] = squares(sampleDrawn(mask, paper, inks), size);
        const part = (index: number) => (at: number) => levels[index * SQUARE_LEVELS + at] ?? 0;
        expect(onPaper).toEqual(expected(part(2), part(1)));
      }),
    );
  });
});

describe('the grade of an encoding', () => {
  const [width, height] = [170, 90];
  const page: Raster = {
    width,
    height,
    channels: 1,
    data: Uint8Array.from({ length: width * height }, (_, at) => (at * 2_654_435_761) >>> 24),
  };
  const judge = judgeOf(page);

  it('is whole for the page itself', () => {
    expect(judge.grade(sampleRaster(page, judge))).toBe(1);
  });

  it('is nothing for its negative, for nothing at all, and for another page', () => {
    const other = (level: (at: number) => number): Raster => ({
      ...page,
      data: page.data.map((_, at) => level(at)),
    });
    expect(
      judge.grade(
        sampleRaster(
          other((at) => 255 - (page.data[at] ?? 0)),
          judge,
        ),
      ),
    ).toBe(0);
    expect(
      judge.grade(
        sampleRaster(
          other(() => 255),
          judge,
        ),
      ),
    ).toBe(0);
    expect(
      judge.grade(
        sampleRaster(
          other((at) => (at * 40_503) & 255),
          judge,
        ),
      ),
    ).toBe(0);
  });

  it('falls with what is mixed into it, as Pearson has it', () => {
    const mixed = (share: number): Raster => ({
      ...page,
      data: page.data.map((level, at) => (1 - share) * level + share * (((at + 7) * 40_503 * 977) & 255)),
    });
    const grades = [0.1, 0.3, 0.45].map((share) => judge.grade(sampleRaster(mixed(share), judge)));
    expect(grades).toEqual([...grades].sort((a, b) => b - a));
    const both = mixed(0.3);
    const correlations: number[] = [];
    for (let top = 0; top + 16 <= height; top += 16)
      for (let left = 0; left + 16 <= width; left += 16) {
        const at = Array.from({ length: 256 }, (_, i) => (top + (i >> 4)) * width + left + (i & 15));
        correlations.push(
          pearson(
            at.map((i) => page.data[i] ?? 0),
            at.map((i) => both.data[i] ?? 0),
          ),
        );
      }
    correlations.sort((a, b) => a - b);
    const median = correlations[correlations.length >> 1] ?? 0;
    expect(grades[1]).toBeCloseTo((median - 0.7) / 0.3, 5);
  });
});

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [of, to] = [mean(a), mean(b)];
  const product = mean(a.map((value, at) => (value - of) * ((b[at] ?? 0) - to)));
  return (
    product / Math.sqrt(mean(a.map((value) => (value - of) ** 2)) * mean(b.map((value) => (value - to) ** 2)))
  );
}
