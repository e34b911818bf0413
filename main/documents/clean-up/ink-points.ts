import type { Raster } from '../raster.ts';

/** Pixels where ink ends and paper begins, going down: the feet of letters and the underside of rules. */
export interface InkPoints {
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Side of the blocks whose mean stands for the local paper, pixels. */
const BLOCK = 16;
/** How much darker than its surroundings a pixel must be to be ink, grey levels. */
const CONTRAST = 20;
/** Points kept at most: more say nothing more. */
const MOST_POINTS = 60_000;

/** True (1) where a pixel is darker than the mean around it by `CONTRAST`. Works under shadows and on grey paper. */
export function inkMask(grey: Raster): Uint8Array {
  const { width, height, data } = grey;
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const means = smoothed(blockMeans(grey, columns, rows), columns, rows);
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if ((data[at] as number) < (means[row + (x >> 4)] as number) - CONTRAST) mask[at] = 1;
    }
  }
  return mask;
}

/** Share of each side left out: the edges of sheets and of the glass are there. */
const MARGIN = 0.02;

/**
 * The lower edges of ink. Each point is moved by up to half a pixel, always in the same way: the grid of pixels would
 * otherwise look like lines at exactly 0 degrees.
 */
export function inkPoints(mask: Uint8Array, width: number, height: number): InkPoints {
  const left = Math.round(MARGIN * width);
  const top = Math.round(MARGIN * height);
  const isEdge = (at: number): boolean => mask[at] === 1 && mask[at + width] === 0;
  let count = 0;
  for (let y = top; y < height - top - 1; y += 1) {
    for (let at = y * width + left; at < (y + 1) * width - left; at += 1) if (isEdge(at)) count += 1;
  }
  const every = Math.max(1, Math.ceil(count / MOST_POINTS));
  const xs = new Float32Array(Math.ceil(count / every));
  const ys = new Float32Array(xs.length);
  let seen = 0;
  let next = 0;
  let noise = 1;
  for (let y = top; y < height - top - 1; y += 1) {
    for (let x = left; x < width - left; x += 1) {
      if (!isEdge(y * width + x)) continue;
      if (seen % every === 0) {
        noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) | 0;
        xs[next] = x;
        ys[next] = y + (noise >> 8) / 2 ** 24;
        next += 1;
      }
      seen += 1;
    }
  }
  return { width, height, x: xs.subarray(0, next), y: ys.subarray(0, next) };
}

/** The mask turned by a quarter, so that what ran down runs across. */
export function transposed(mask: Uint8Array, width: number, height: number): Uint8Array {
  const turned = new Uint8Array(mask.length);
  // Square by square: neither picture is walked across its rows at every step.
  for (let top = 0; top < height; top += BLOCK) {
    const bottom = Math.min(height, top + BLOCK);
    for (let left = 0; left < width; left += BLOCK) {
      const right = Math.min(width, left + BLOCK);
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) turned[x * height + y] = mask[y * width + x] as number;
      }
    }
  }
  return turned;
}

function blockMeans({ width, height, data }: Raster, columns: number, rows: number): Float32Array {
  const sums = new Float32Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x += 1) {
      const at = row + (x >> 4);
      sums[at] = (sums[at] as number) + (data[y * width + x] as number);
      counts[at] = (counts[at] as number) + 1;
    }
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) / (counts[at] as number);
  return sums;
}

/** Mean over three by three blocks. */
function smoothed(values: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          sum += values[y * columns + x] as number;
          count += 1;
        }
      }
      out[row * columns + column] = sum / count;
    }
  }
  return out;
}
