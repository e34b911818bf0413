import type { Raster } from '../raster.ts';
import type { DraftMask } from './ink-mask.ts';

/** A coarse grid laid over a page: what is known of each cell's colour, and how much of the cell that knowledge covers. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Sums over the pixels that count, channel by channel. */
  readonly sums: Uint32Array;
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
  const sums = new Uint32Array(columns * rows * channels);
  const counts = new Uint32Array(columns * rows);
  // First pixel of every cell of a row; the last entry ends the last cell.
  const edges = Uint32Array.from({ length: columns + 1 }, (_, cell) =>
    Math.ceil((cell * width) / columns - 0.5),
  );
  const flip = ink ? 0 : 0xff;
  const runs = new Uint16Array(width + 8);
  for (let y = 0; y < height; y += 1) {
    const ends = runsOf(bits, origin + y * stride, width, flip, runs);
    if (ends === 0) continue;
    const cellRow = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / height)) * columns;
    addRow(data, y * width, channels, runs.subarray(0, ends), edges, sums, counts, cellRow);
  }
  return { width: columns, height: rows, channels, sums, counts, full: (width / columns) * (height / rows) };
}

/** Writes where the runs of counted pixels of a row begin and end, by turns; returns how many places that are. */
function runsOf(bits: Uint8Array, from: number, width: number, flip: number, runs: Uint16Array): number {
  let places = 0;
  let counted = 0;
  for (let x = 0; x < width; x += 8) {
    const byte = (bits[from + (x >> 3)] as number) ^ flip;
    if (byte === (counted === 1 ? 0xff : 0)) continue;
    for (let shift = 7; shift >= 0; shift -= 1) {
      if (((byte >> shift) & 1) === counted) continue;
      runs[places] = Math.min(width, x + 7 - shift);
      places += 1;
      counted = 1 - counted;
    }
  }
  if (counted === 1) {
    runs[places] = width;
    places += 1;
  }
  return places;
}

/** Adds the counted pixels of one row to the cells they lie in. */
function addRow(
  data: Uint8Array,
  row: number,
  channels: number,
  runs: Uint16Array,
  edges: Uint32Array,
  sums: Uint32Array,
  counts: Uint32Array,
  cellRow: number,
): void {
  let cell = 0;
  // Where there is one channel, it is read for all three: cheaper than to ask.
  const [second, third] = channels === 3 ? [1, 2] : [0, 0];
  for (let run = 0; run < runs.length; run += 2) {
    let x = runs[run] as number;
    const last = runs[run + 1] as number;
    while (x < last) {
      while ((edges[cell + 1] as number) <= x) cell += 1;
      const end = Math.min(last, edges[cell + 1] as number);
      const to = cellRow + cell;
      counts[to] = (counts[to] as number) + end - x;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let at = (row + x) * channels; at < (row + end) * channels; at += channels) {
        red += data[at] as number;
        green += data[at + second] as number;
        blue += data[at + third] as number;
      }
      sums[to * channels] = (sums[to * channels] as number) + red;
      if (channels === 3) {
        sums[to * 3 + 1] = (sums[to * 3 + 1] as number) + green;
        sums[to * 3 + 2] = (sums[to * 3 + 2] as number) + blue;
      }
      x = end;
    }
  }
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
      const nw = (y0 * from.width + x0) * channels;
      const ne = (y0 * from.width + x1) * channels;
      const sw = (y1 * from.width + x0) * channels;
      const se = (y1 * from.width + x1) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        const above =
          (from.values[nw + channel] as number) * (1 - wx) + (from.values[ne + channel] as number) * wx;
        const below =
          (from.values[sw + channel] as number) * (1 - wx) + (from.values[se + channel] as number) * wx;
        const around = above * (1 - wy) + below * wy;
        const index = at * channels + channel;
        to.values[index] = weight * (to.values[index] as number) + (1 - weight) * around;
      }
    }
  }
}
