import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type InkMap, mapBilevel, mapInk } from '../../../../main/documents/mrc/ink-map.ts';
import { asBitmap, draftMask } from '../../../../main/documents/mrc/ink-mask.ts';
import type { Raster } from '../../../../main/documents/raster.ts';

/** Grey pictures of every small size, half of them of two levels: blocks and vectors that end within a row. */
const picture: fc.Arbitrary<Raster> = fc
  .tuple(fc.integer({ min: 1, max: 75 }), fc.integer({ min: 1, max: 45 }), fc.boolean())
  .chain(([width, height, bilevel]) =>
    fc.uint8Array({ minLength: width * height, maxLength: width * height }).map((data) => ({
      width,
      height,
      channels: 1 as const,
      data: bilevel ? data.map((level) => (level < 60 ? 20 : 240)) : data,
    })),
  );
const resolution = fc.constantFrom(75, 150, 200, 300, 315);

it('finds the same threshold as its definition says, block by block', () => {
  fc.assert(
    fc.property(picture, resolution, (grey, dpi) => {
      expect(mapInk(grey, dpi)).toEqual(inkByDefinition(grey, dpi));
    }),
  );
});

it('has no paper where a black pixel is near, on a page in black and white', () => {
  fc.assert(
    fc.property(picture, resolution, (grey, dpi) => {
      const { block, columns, rows, paperOnly } = mapBilevel(grey, dpi);
      const near = blocksOf(grey, block).map(({ levels }) => levels.some((level) => level < 192));
      expect([...paperOnly]).toEqual(noneNear(near, columns, rows));
    }),
  );
});

it.each([1, 1.25, 0.5])('takes no pixel for what it is not, %f pixels of the page to one', (scale) => {
  fc.assert(
    fc.property(picture, resolution, fc.boolean(), (grey, dpi, softened) => {
      const page: Raster = {
        width: Math.max(1, Math.floor(grey.width * scale)),
        height: Math.max(1, Math.floor(grey.height * scale)),
        channels: 1,
        data: new Uint8Array(grey.width * grey.height * 4).map(
          (_, at) => grey.data[at % grey.data.length] ?? 0,
        ),
      };
      const map = mapInk(page, dpi);
      const soft = softened ? grey.data.map((level) => 255 - (level >> 1)) : grey.data;
      const draft = draftMask(grey, map, scale, soft);
      const expected = maskByDefinition(grey, map, scale, soft);
      const bitmap = asBitmap(draft);
      const ink = grey.data.map((_, at) => {
        const [x, y] = [at % grey.width, Math.floor(at / grey.width)];
        return ((bitmap.data[y * bitmap.stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      });
      expect([...ink]).toEqual(expected.ink);
      expect([...draft.doubtful]).toEqual(expected.doubtful);
      expect([...draft.distance]).toEqual(expected.distance);
      expect(blackPixels(draft.data)).toBe(expected.ink.filter((bit) => bit === 1).length);
    }),
  );
});

interface Block {
  readonly levels: readonly number[];
  readonly total: number;
  readonly squares: number;
}

function blocksOf({ width, height, data }: Raster, block: number): Block[] {
  const blocks: Block[] = [];
  for (let top = 0; top < height; top += block) {
    for (let left = 0; left < width; left += block) {
      const levels: number[] = [];
      for (let y = top; y < Math.min(height, top + block); y += 1)
        levels.push(...data.subarray(y * width + left, y * width + Math.min(width, left + block)));
      blocks.push({
        levels,
        total: levels.reduce((sum, level) => sum + level, 0),
        squares: levels.reduce((sum, level) => sum + level * level, 0),
      });
    }
  }
  return blocks;
}

/** For each block, what `of` makes of those within `reach` of it. */
function around<T, Made>(
  values: ArrayLike<T>,
  columns: number,
  rows: number,
  reach: number,
  of: (near: T[]) => Made,
): Made[] {
  return Array.from({ length: columns * rows }, (_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const near: T[] = [];
    for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y += 1) {
      for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x += 1)
        near.push(values[y * columns + x] as T);
    }
    return of(near);
  });
}

const noneNear = (near: readonly boolean[], columns: number, rows: number): number[] =>
  around(near, columns, rows, 1, (some) => (some.includes(true) ? 0 : 1));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const lowest = (values: ArrayLike<number>, share: number): number => {
  const sample = Array.from(values)
    .filter((_, at) => at % 7 === 0)
    .sort((a, b) => a - b);
  return sample[Math.min(sample.length - 1, Math.floor(sample.length * share))] ?? 0;
};

/** Everything worked out for each block from the blocks around it, without anything kept from the one before. */
function inkByDefinition(grey: Raster, dpi: number): InkMap {
  const block = Math.max(2, Math.round(dpi / 75));
  const columns = Math.ceil(grey.width / block);
  const rows = Math.ceil(grey.height / block);
  const blocks = blocksOf(grey, block);
  const deviation = Float32Array.from(blocks, ({ levels, total, squares }) =>
    Math.sqrt(Math.max(0, squares / levels.length - (total / levels.length) ** 2)),
  );
  const means = Float32Array.from(blocks, ({ levels, total }) => total / levels.length);
  const reach = Math.max(1, Math.round((0.1 * dpi) / block));
  const widest = around(means, columns, rows, reach, (near) => Math.max(...near));
  const closed = around(widest, columns, rows, reach, (near) => Math.min(...near));
  const paper = Float32Array.from(
    around(closed, columns, rows, Math.max(1, reach >> 1), (near) => {
      const fixed = near.map((level) => Math.floor(level * 256 + 0.5));
      return sum(fixed) / (near.length * 256);
    }),
  );
  const windows = around(blocks, columns, rows, Math.max(1, Math.round((0.085 * dpi) / block)), (near) => {
    const count = sum(near.map(({ levels }) => levels.length));
    const mean = sum(near.map(({ total }) => total)) / count;
    return { mean, spread: Math.max(0, sum(near.map(({ squares }) => squares)) / count - mean * mean) };
  });
  const spread = Float32Array.from(windows, (window) => window.spread);
  const grain = Math.min(Math.sqrt(lowest(spread, 0.3)), 2 * lowest(deviation, 0.3));
  const least = Math.min(45, Math.max(20, 16 + 8 * grain));
  const steps = windows.map(({ mean }, at) => {
    const level = paper[at] ?? 0;
    const below = Math.max(0.5, level - mean);
    const variance = Math.max(0, (spread[at] ?? 0) - grain * grain);
    return Math.max(0.5 * Math.min(level, below + variance / below), least);
  });
  const near = blocks.map(({ levels }, at) => {
    const step = steps[at] ?? 0;
    return Math.min(...levels) < (paper[at] ?? 0) - step + 0.25 * (step / 0.5);
  });
  return {
    block,
    columns,
    rows,
    threshold: Float32Array.from(steps, (step, at) => (paper[at] ?? 0) - step),
    contrast: Float32Array.from(steps, (step) => step / 0.5),
    paperOnly: Uint8Array.from(noneNear(near, columns, rows)),
    deviation,
  };
}

/** Every pixel compared with a threshold of its own, in whatever company. */
function maskByDefinition(
  { width, height, data }: Raster,
  { block, columns, rows, threshold, contrast, paperOnly }: InkMap,
  scale: number,
  soft: Uint8Array,
): { readonly ink: number[]; readonly doubtful: number[]; readonly distance: number[] } {
  const place = (at: number, places: number): { place: number; inside: number } => {
    const middle = ((at + 0.5) * scale) / block;
    return {
      place: Math.min(places - 1, Math.max(0, middle - 0.5)),
      inside: Math.min(places - 1, Math.floor(middle)),
    };
  };
  const ink: number[] = [];
  const doubtful: number[] = [];
  const distance: number[] = [];
  for (let at = 0; at < width * height; at += 1) {
    const down = place(Math.floor(at / width), rows);
    const across = place(at % width, columns);
    const [top, left] = [Math.floor(down.place), Math.floor(across.place)];
    const levelAt = (column: number): number => {
      const above = threshold[top * columns + column] ?? 0;
      const below = threshold[Math.min(rows - 1, top + 1) * columns + column] ?? 0;
      return Math.fround(above + (down.place - top) * (below - above));
    };
    const from = levelAt(left);
    const share = Math.fround(across.place - left);
    const level = from + share * (levelAt(Math.min(columns - 1, left + 1)) - from);
    const own = down.inside * columns + across.inside;
    const bare = paperOnly[own] === 1;
    ink.push(!bare && (data[at] ?? 0) < level ? 1 : 0);
    const reach = Math.fround(0.2 * (contrast[own] ?? 0));
    const away = Math.abs((soft[at] ?? 0) - level);
    if (bare || away >= reach) continue;
    doubtful.push(at);
    distance.push(Math.floor((away / reach) * 255));
  }
  return { ink, doubtful, distance };
}

function blackPixels(data: Uint8Array): number {
  let bits = 0;
  for (const byte of data) for (let left = byte; left !== 0; left &= left - 1) bits += 1;
  return bits;
}
