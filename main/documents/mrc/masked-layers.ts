import type { Raster } from '../raster.ts';
import type { DraftMask } from './ink-mask.ts';

/** A coarse grid laid over a page: what is known of each cell's colour, and how much of the cell that knowledge covers. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Sums over the pixels that count, channel by channel. */
  readonly sums: Float64Array;
  /** How many pixels count. */
  readonly counts: Uint32Array;
  /** Pixels of a whole cell. */
  readonly full: number;
}

/** Share of a cell's pixels from which its own mean is trusted entirely; below, what is around mixes in. */
const TRUSTED_SHARE = 0.25;

/** The bits of a mask with every black pixel widened by one all around. Same layout as the draft. */
export function widened({ height, stride, origin, data }: DraftMask): Uint8Array {
  const across = new Uint8Array(data.length);
  const first = origin - (origin % stride);
  for (let at = first + 1; at < first + height * stride - 1; at += 1) {
    const byte = data[at] as number;
    across[at] =
      byte | (byte >> 1) | (byte << 1) | ((data[at - 1] as number) << 7) | ((data[at + 1] as number) >> 7);
  }
  const wide = new Uint8Array(data.length);
  for (let at = first; at < first + height * stride; at += 1) {
    wide[at] = (across[at - stride] as number) | (across[at] as number) | (across[at + stride] as number);
  }
  return wide;
}

/**
 * Sums a page into cells of a grid, over the pixels of one side of a mask.
 *
 * @param bits mask in the draft's layout, same size as the page.
 * @param ink true: the pixels under the mask count; false: the others.
 */
export function sumCells(
  page: Raster,
  draft: DraftMask,
  bits: Uint8Array,
  ink: boolean,
  columns: number,
  rows: number,
): Cells {
  const { width, height, channels, data } = page;
  const { origin, stride } = draft;
  const sums = new Float64Array(columns * rows * channels);
  const counts = new Uint32Array(columns * rows);
  const cellOf = Uint16Array.from({ length: width }, (_, x) =>
    Math.min(columns - 1, Math.floor(((x + 0.5) * columns) / width)),
  );
  const flip = ink ? 0 : 0xff;
  for (let y = 0; y < height; y += 1) {
    const cellRow = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / height)) * columns;
    const maskRow = origin + y * stride;
    for (let x8 = 0; x8 < width; x8 += 8) {
      const byte = (bits[maskRow + (x8 >> 3)] as number) ^ flip;
      if (byte === 0) continue;
      const end = Math.min(width, x8 + 8);
      for (let x = x8; x < end; x += 1) {
        if (((byte >> (7 - (x & 7))) & 1) === 0) continue;
        const cell = cellRow + (cellOf[x] as number);
        counts[cell] = (counts[cell] as number) + 1;
        if (channels === 1) sums[cell] = (sums[cell] as number) + (data[y * width + x] as number);
        else {
          const from = (y * width + x) * 3;
          const to = cell * 3;
          sums[to] = (sums[to] as number) + (data[from] as number);
          sums[to + 1] = (sums[to + 1] as number) + (data[from + 1] as number);
          sums[to + 2] = (sums[to + 2] as number) + (data[from + 2] as number);
        }
      }
    }
  }
  return { width: columns, height: rows, channels, sums, counts, full: (width / columns) * (height / rows) };
}

interface Level {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
  readonly weights: Float32Array;
}

/**
 * The cells as an image. Cells of which nothing or little is known take the colour of what is around them, by push-pull
 * (S. Gortler et al., "The Lumigraph", 1996, clause 3.6): smooth, so that JPEG spends nothing on what the mask hides.
 */
export function fillCells(cells: Cells): Raster {
  const { width, height, channels } = cells;
  const values = new Float32Array(width * height * channels);
  const weights = new Float32Array(width * height);
  for (let cell = 0; cell < weights.length; cell += 1) {
    const count = cells.counts[cell] as number;
    if (count === 0) continue;
    weights[cell] = Math.min(1, count / (cells.full * TRUSTED_SHARE));
    for (let channel = 0; channel < channels; channel += 1) {
      values[cell * channels + channel] = (cells.sums[cell * channels + channel] as number) / count;
    }
  }
  const levels: Level[] = [{ width, height, values, weights }];
  for (let top = levels[0]; top !== undefined && (top.width > 1 || top.height > 1); top = levels.at(-1)) {
    levels.push(pulled(top, channels));
  }
  for (let index = levels.length - 2; index >= 0; index -= 1)
    push(levels[index] as Level, levels[index + 1] as Level, channels);

  const out = new Uint8Array(values.length);
  for (let at = 0; at < out.length; at += 1) out[at] = (values[at] as number) + 0.5;
  return { width, height, channels, data: out };
}

/** Half the size: weighted means of four cells. */
function pulled(from: Level, channels: number): Level {
  const width = (from.width + 1) >> 1;
  const height = (from.height + 1) >> 1;
  const values = new Float32Array(width * height * channels);
  const weights = new Float32Array(width * height);
  for (let y = 0; y < from.height; y += 1) {
    for (let x = 0; x < from.width; x += 1) {
      const at = y * from.width + x;
      const to = (y >> 1) * width + (x >> 1);
      const weight = from.weights[at] as number;
      weights[to] = (weights[to] as number) + weight;
      for (let channel = 0; channel < channels; channel += 1) {
        values[to * channels + channel] =
          (values[to * channels + channel] as number) +
          weight * (from.values[at * channels + channel] as number);
      }
    }
  }
  for (let to = 0; to < weights.length; to += 1) {
    const weight = weights[to] as number;
    if (weight === 0) continue;
    for (let channel = 0; channel < channels; channel += 1) {
      values[to * channels + channel] = (values[to * channels + channel] as number) / weight;
    }
    weights[to] = Math.min(1, weight);
  }
  return { width, height, values, weights };
}

/** Completes a level from the next coarser one, which is complete, interpolated. */
function push(to: Level, from: Level, channels: number): void {
  for (let y = 0; y < to.height; y += 1) {
    const placeY = Math.min(from.height - 1, Math.max(0, (y + 0.5) / 2 - 0.5));
    const y0 = Math.floor(placeY);
    const y1 = Math.min(from.height - 1, y0 + 1);
    const wy = placeY - y0;
    for (let x = 0; x < to.width; x += 1) {
      const at = y * to.width + x;
      const weight = to.weights[at] as number;
      if (weight >= 1) continue;
      const placeX = Math.min(from.width - 1, Math.max(0, (x + 0.5) / 2 - 0.5));
      const x0 = Math.floor(placeX);
      const x1 = Math.min(from.width - 1, x0 + 1);
      const wx = placeX - x0;
      for (let channel = 0; channel < channels; channel += 1) {
        const of = (column: number, row: number): number =>
          from.values[(row * from.width + column) * channels + channel] as number;
        const around =
          (of(x0, y0) * (1 - wx) + of(x1, y0) * wx) * (1 - wy) +
          (of(x0, y1) * (1 - wx) + of(x1, y1) * wx) * wy;
        const index = at * channels + channel;
        to.values[index] = weight * (to.values[index] as number) + (1 - weight) * around;
      }
    }
  }
}
