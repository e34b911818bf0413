import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapInk } from '../../../../main/documents/mrc/ink-map.ts';
import { type DraftMask, draftMask } from '../../../../main/documents/mrc/ink-mask.ts';
import { type Cells, fillCells, sumCells, widened } from '../../../../main/documents/mrc/masked-layers.ts';
import type { Raster } from '../../../../main/documents/raster.ts';

interface Masked {
  readonly page: Raster;
  readonly draft: DraftMask;
  readonly black: readonly boolean[];
}

/** Pages of every small size with any mask: rows that end within a vector, within a byte, within a cell. */
const masked: fc.Arbitrary<Masked> = fc
  .tuple(
    fc.integer({ min: 1, max: 70 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom<1 | 3>(1, 3),
    fc.constantFrom(0, 1, 2, 8),
  )
  .chain(([width, height, channels, inked]) =>
    fc
      .tuple(
        fc.uint8Array({ minLength: width * height * channels, maxLength: width * height * channels }),
        fc.array(fc.integer({ min: 0, max: 7 }), { minLength: width * height, maxLength: width * height }),
      )
      .map(([data, picks]) => {
        const black = picks.map((pick) => pick < inked);
        const grey = Uint8Array.from(black, (set) => (set ? 0 : 255));
        const plain: Raster = { width, height, channels: 1, data: grey };
        const draft = draftMask(plain, mapInk(plain, 300), 1);
        draft.data.fill(0);
        for (const [at, set] of black.entries()) if (set) setBlack(draft, at % width, Math.floor(at / width));
        return { page: { width, height, channels, data }, draft, black };
      }),
  );

function setBlack({ origin, stride, data }: DraftMask, x: number, y: number): void {
  const at = origin + y * stride + (x >> 3);
  data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
}

it('widens every black pixel by one all around, at the edges too', () => {
  fc.assert(
    fc.property(masked, ({ page: { width, height }, draft, black }) => {
      const wide = widened(draft);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          let near = false;
          for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
            for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1)
              near ||= black[row * width + column] === true;
          }
          const byte = wide[draft.origin + y * draft.stride + (x >> 3)] ?? 0;
          expect(((byte >> (7 - (x & 7))) & 1) === 1, `${x},${y}`).toBe(near);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('counts each pixel of one side once, in the cell its middle lies in, and none of the other side', () => {
  fc.assert(
    fc.property(
      masked,
      fc.boolean(),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      ({ page, draft, black }, ink, wide, high) => {
        const { width, height, channels, data } = page;
        const columns = Math.max(1, Math.round(width / wide));
        const rows = Math.max(1, Math.round(height / high));
        // What lies beside the page in the mask must not count either.
        const bits = draft.data.map((byte, at) => (ink || insideRow(draft, at) ? byte : byte | 0x0f));
        const cells = sumCells(page, draft, ink ? draft.data : bits, ink, columns, rows);
        const sums = new Array<number>(columns * rows * channels).fill(0);
        const counts = new Array<number>(columns * rows).fill(0);
        for (let at = 0; at < width * height; at += 1) {
          if (black[at] !== ink) continue;
          const column = columnOf(at % width, width, columns);
          const row = Math.min(rows - 1, Math.floor(((Math.floor(at / width) + 0.5) * rows) / height));
          const cell = row * columns + column;
          counts[cell] = (counts[cell] ?? 0) + 1;
          for (let channel = 0; channel < channels; channel += 1)
            sums[cell * channels + channel] =
              (sums[cell * channels + channel] ?? 0) + (data[at * channels + channel] ?? 0);
        }
        expect([...cells.counts]).toEqual(counts);
        expect([...cells.sums]).toEqual(sums);
      },
    ),
  );
});

/** A cell begins at the pixel whose middle its edge has reached. */
function columnOf(x: number, width: number, columns: number): number {
  let column = 0;
  while (column + 1 < columns && Math.ceil(((column + 1) * width) / columns - 0.5) <= x) column += 1;
  return column;
}

/** Whether a byte of a draft has pixels of the page in it. */
function insideRow({ width, stride, origin, height }: DraftMask, at: number): boolean {
  const [row, byte] = [Math.floor((at - origin) / stride), (((at - origin) % stride) + stride) % stride];
  return row >= 0 && row < height && byte < (width + 7) >> 3;
}

const cells: fc.Arbitrary<Cells> = fc
  .tuple(fc.integer({ min: 1, max: 23 }), fc.integer({ min: 1, max: 17 }), fc.constantFrom<1 | 3>(1, 3))
  .chain(([width, height, channels]) =>
    fc
      .array(
        fc.tuple(
          fc.constantFrom(0, 0, 1, 3, 16),
          fc.tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 })),
        ),
        { minLength: width * height, maxLength: width * height },
      )
      .map((known) => ({
        width,
        height,
        channels,
        counts: Uint32Array.from(known, ([count]) => count),
        sums: Uint32Array.from(
          known.flatMap(([count, colour]) => colour.slice(0, channels).map((level) => level * count)),
        ),
        full: 16,
      })),
  );

it('keeps the colour of cells that are known, and fills the others as push-pull defines it', () => {
  fc.assert(
    fc.property(cells, (some) => {
      const filled = fillCells(some);
      expect(filled).toMatchObject({ width: some.width, height: some.height, channels: some.channels });
      expect([...filled.data]).toEqual(filledByDefinition(some));
    }),
  );
});

interface Level {
  readonly width: number;
  readonly height: number;
  readonly weights: Float32Array;
  readonly values: Float32Array;
}

function filledByDefinition({ width, height, channels, sums, counts, full }: Cells): number[] {
  const weights = Float32Array.from(counts, (count) => Math.min(1, count / (full * 0.25)));
  const values = Float32Array.from(sums, (sum, at) => {
    const count = counts[Math.floor(at / channels)] ?? 0;
    return count === 0 ? 0 : sum / count;
  });
  const complete = completed({ width, height, weights, values }, channels);
  return Array.from(complete, (value) => Math.floor(value + 0.5));
}

/** The values of a level, what is not known of them taken from a level of half the size. */
function completed({ width, height, weights, values }: Level, channels: number): Float32Array {
  if (width === 1 && height === 1) return values;
  const [halfWidth, halfHeight] = [(width + 1) >> 1, (height + 1) >> 1];
  const half: Level = {
    width: halfWidth,
    height: halfHeight,
    weights: new Float32Array(halfWidth * halfHeight),
    values: new Float32Array(halfWidth * halfHeight * channels),
  };
  for (let at = 0; at < width * height; at += 1) {
    const to = (Math.floor(at / width) >> 1) * halfWidth + ((at % width) >> 1);
    const weight = weights[at] ?? 0;
    half.weights[to] = (half.weights[to] ?? 0) + weight;
    for (let channel = 0; channel < channels; channel += 1) {
      const place = to * channels + channel;
      half.values[place] = (half.values[place] ?? 0) + weight * (values[at * channels + channel] ?? 0);
    }
  }
  for (const [at, weight] of half.weights.entries()) {
    if (weight === 0) continue;
    for (let place = at * channels; place < (at + 1) * channels; place += 1)
      half.values[place] = (half.values[place] ?? 0) / weight;
    half.weights[at] = Math.min(1, weight);
  }
  const coarse = completed(half, channels);
  return values.map((value, place) => {
    const at = Math.floor(place / channels);
    const weight = weights[at] ?? 0;
    if (weight >= 1) return value;
    const across = between(at % width, halfWidth);
    const down = between(Math.floor(at / width), halfHeight);
    const coarseAt = (row: number, column: number): number =>
      coarse[(row * halfWidth + column) * channels + (place % channels)] ?? 0;
    const [above, below] = [down.first, down.second].map(
      (row) => coarseAt(row, across.first) * (1 - across.share) + coarseAt(row, across.second) * across.share,
    ) as [number, number];
    return weight * value + (1 - weight) * (above * (1 - down.share) + below * down.share);
  });
}

/** The two cells of the coarser level around the middle of a cell. */
function between(place: number, cellsOfHalf: number): { first: number; second: number; share: number } {
  const at = Math.min(cellsOfHalf - 1, Math.max(0, (place + 0.5) / 2 - 0.5));
  const first = Math.floor(at);
  return { first, second: Math.min(cellsOfHalf - 1, first + 1), share: at - first };
}
