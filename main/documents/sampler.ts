import type { Bitmap } from './jbig2/bitmap.ts';
import { type Raster, type Taps, tapsOf, WHOLE } from './raster.ts';

/** A size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A grey picture seen at another size, a small square at a time: reduced by area or enlarged between pixels. Looking at
 * a few hundred squares costs a tenth of resampling the whole.
 */
export interface Sampler {
  /** Writes the levels of the square of side `side` at (`left`, `top`) of the other size, row by row. */
  square(left: number, top: number, side: number, into: Uint8Array): void;
}

/** `raster` (grey) at the size of `to`. */
export function sampleRaster({ width, height, data }: Raster, to: Size): Sampler {
  return sampler({ width, height }, to, (row, first, count, line) => {
    const start = row * width + first;
    for (let x = 0; x < count; x += 1) line[x] = data[start + x] as number;
  });
}

/** A bitmap at the size of `to`: black is 0, white 255. */
export function sampleBitmap({ width, height, stride, data }: Bitmap, to: Size): Sampler {
  return sampler({ width, height }, to, (row, first, count, line) => {
    const start = row * stride;
    for (let x = 0; x < count; x += 1) {
      const bit = ((data[start + ((first + x) >> 3)] as number) >> (7 - ((first + x) & 7))) & 1;
      line[x] = (1 - bit) * 255;
    }
  });
}

/** @param read writes the levels of `count` source pixels of a row into `line`. */
function sampler(
  from: Size,
  to: Size,
  read: (row: number, first: number, count: number, line: Uint8Array) => void,
): Sampler {
  const across = from.width >= to.width ? tapsOf(from.width, to.width) : between(from.width, to.width);
  const down = from.height >= to.height ? tapsOf(from.height, to.height) : between(from.height, to.height);
  const source = new Uint8Array(from.width);
  // The source rows of one square at the other width: each is read once, however many rows it counts for.
  let narrowed = new Uint32Array(0);
  return {
    square(left, top, side, into) {
      const begin = across.first[left] as number;
      const count = (across.first[left + side - 1] as number) + across.taps - begin;
      const above = down.first[top] as number;
      const rows = (down.first[top + side - 1] as number) + down.taps - above;
      if (narrowed.length < rows * side) narrowed = new Uint32Array(rows * side);
      for (let row = 0; row < rows; row += 1) {
        read(above + row, begin, count, source);
        narrow(source, begin, across, left, side, narrowed, row * side);
      }
      mixRows(narrowed, above, down, top, side, into);
    },
  };
}

/** Writes one source row at the other width, `WHOLE` times its levels. */
function narrow(
  source: Uint8Array,
  begin: number,
  { taps, first, weights }: Taps,
  left: number,
  side: number,
  line: Uint32Array,
  to: number,
): void {
  for (let x = 0; x < side; x += 1) {
    const at = (first[left + x] as number) - begin;
    const from = (left + x) * taps;
    let level = 0;
    for (let tap = 0; tap < taps; tap += 1)
      level += (weights[from + tap] as number) * (source[at + tap] as number);
    line[to + x] = level;
  }
}

/** Mixes the rows of a square, the first of which is source row `above`, into its levels. */
function mixRows(
  rows: Uint32Array,
  above: number,
  { taps, first, weights }: Taps,
  top: number,
  side: number,
  into: Uint8Array,
): void {
  for (let y = 0; y < side; y += 1) {
    const from = ((first[top + y] as number) - above) * side;
    const weight = (top + y) * taps;
    for (let x = 0; x < side; x += 1) {
      let sum = (WHOLE * WHOLE) / 2;
      for (let tap = 0; tap < taps; tap += 1)
        sum += (weights[weight + tap] as number) * (rows[from + tap * side + x] as number);
      into[y * side + x] = sum >> 16;
    }
  }
}

/** Mixes the two source positions around each target position: for a target that is larger. */
function between(from: number, to: number): Taps {
  const taps = Math.min(2, from);
  const first = new Int32Array(to);
  const weights = new Uint16Array(to * taps);
  for (let index = 0; index < to; index += 1) {
    const place = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5));
    const begin = Math.min(Math.floor(place), from - taps);
    first[index] = begin;
    const after = Math.round((place - begin) * WHOLE);
    weights[index * taps] = taps === 1 ? WHOLE : WHOLE - after;
    if (taps === 2) weights[index * taps + 1] = after;
  }
  return { taps, first, weights };
}
