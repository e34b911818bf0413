import { bandRows, inWorkspace, kernels } from './kernels/workspace.ts';
import { giveBack, pictureBytes } from './picture-memory.ts';

/** Pixels in memory, row by row without padding: one grey byte or three bytes red, green, blue. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** Turned clockwise by quarters. */
export function quarterTurned(raster: Raster, degrees: 90 | 180 | 270): Raster {
  const { width, height, channels, data } = raster;
  const out = new Uint8Array(data.length);
  const upright = degrees === 180;
  // Where the first pixel comes to lie, and how far the next one of its row and of its column are from there.
  const first = degrees === 90 ? height - 1 : degrees === 180 ? width * height - 1 : (width - 1) * height;
  const across = upright ? -1 : degrees === 90 ? height : -height;
  const down = upright ? -width : degrees === 90 ? -1 : 1;
  let from = 0;
  for (let y = 0; y < height; y += 1) {
    let to = first + y * down;
    for (let x = 0; x < width; x += 1, to += across) {
      for (let channel = 0; channel < channels; channel += 1, from += 1)
        out[to * channels + channel] = data[from] as number;
    }
  }
  return { width: upright ? width : height, height: upright ? height : width, channels, data: out };
}

/** Luma of a raster (ITU-R BT.601 weights, 8-bit fixed point). Returns the same raster where it is grey already. */
export function toGrey(raster: Raster): Raster {
  if (raster.channels === 1) return raster;
  const { width, height, data } = raster;
  const grey = new Uint8Array(width * height);
  inWorkspace((space) => {
    const count = bandRows(3);
    const [from, to] = [space.room(3 * count), space.room(count)];
    for (let pixel = 0; pixel < grey.length; pixel += count) {
      const pixels = Math.min(count, grey.length - pixel);
      space.set(from, data.subarray(3 * pixel, 3 * (pixel + pixels)));
      kernels.greyOf(from, pixels, to);
      grey.set(space.bytes(to, pixels), pixel);
    }
  });
  return { width, height, channels: 1, data: grey };
}

/** The raster as grey where it has no colour at all: scanners send grey pages as RGB. Otherwise the raster itself. */
export function withoutIdleColour(raster: Raster): Raster {
  const { channels, data } = raster;
  if (channels === 1) return raster;
  const coloured = inWorkspace((space) => {
    const bytes = 3 * bandRows(3);
    const from = space.room(bytes);
    for (let at = 0; at < data.length; at += bytes) {
      const band = data.subarray(at, at + bytes);
      space.set(from, band);
      if (kernels.hasColour(from, band.length / 3) === 1) return true;
    }
    return false;
  });
  return coloured ? raster : toGrey(raster);
}

/**
 * Shrinks by averaging the source area under each target pixel (a box filter with fractional edges), the filter that
 * keeps thin strokes at their true weight. Only for shrinking: sides larger than the source are clamped to it.
 *
 * @param wanted tells which rows of the target are looked at; the others may stay 0. Default: all.
 */
export function shrink(
  raster: Raster,
  toWidth: number,
  toHeight: number,
  wanted?: (row: number) => boolean,
): Raster {
  const width = Math.max(1, Math.min(toWidth, raster.width));
  const height = Math.max(1, Math.min(toHeight, raster.height));
  if (width === raster.width && height === raster.height) return raster;
  if (raster.width >= 2 * width && raster.height >= 2 * height) {
    const half = halve(raster);
    const shrunk = shrink(half, width, height, wanted);
    if (shrunk !== half) giveBack(half.data);
    return shrunk;
  }
  const { channels, data } = raster;
  const across = tapsOf(raster.width, width);
  const down = tapsOf(raster.height, height);
  const [stride, rowLength] = [raster.width * channels, width * channels];
  // Rows that nobody looks at stay 0.
  const out = wanted === undefined ? pictureBytes(rowLength * height) : new Uint8Array(rowLength * height);
  const most = Math.max(1, Math.floor((bandRows(stride) * height) / raster.height));
  const sourceRows = (row: number, rows: number): number =>
    (down.first[row + rows - 1] as number) + down.taps - (down.first[row] as number);
  inWorkspace((space) => {
    const [first, weights] = [space.put(inFours(across.first)), space.put(slotted(across))];
    // A row counts its sources from the first row of its band.
    const rowWeights = slotted(down);
    const rowSlots = rowWeights.length / height;
    const [firstRowAt, rowWeightsAt] = [space.room(4 * most), space.room(2 * rowSlots * most)];
    const lineBytes = 2 * rowLength + 16;
    const mostSource = Math.ceil(((most + 1) * raster.height) / height) + down.taps + 1;
    const [source, lines] = [space.room(mostSource * stride), space.room((mostSource + 2) * lineBytes)];
    const target = space.room(most * rowLength);
    for (let y = 0; y < height; ) {
      const rows = wantedRows(y, Math.min(height, y + most), wanted);
      if (rows === 0) {
        y += 1;
        continue;
      }
      const top = down.first[y] as number;
      const count = sourceRows(y, rows);
      space.set(source, data.subarray(top * stride, (top + count) * stride));
      space.set(
        firstRowAt,
        down.first.subarray(y, y + rows).map((row) => row - top),
      );
      space.set(rowWeightsAt, rowWeights.subarray(y * rowSlots, (y + rows) * rowSlots));
      kernels.shrinkRows(
        source,
        stride,
        count,
        channels,
        width,
        across.taps,
        first,
        weights,
        lines,
        lineBytes,
        rows,
        down.taps,
        firstRowAt,
        rowWeightsAt,
        target,
      );
      out.set(space.bytes(target, rows * rowLength), y * rowLength);
      y += rows;
    }
  });
  return { width, height, channels, data: out };
}

/** How many rows from `row` on, before `end`, are wanted one after the other. */
function wantedRows(row: number, end: number, wanted: ((row: number) => boolean) | undefined): number {
  if (wanted === undefined) return end - row;
  let next = row;
  while (next < end && wanted(next)) next += 1;
  return next - row;
}

/** Places, and so many zeroes that four of them can be read at a time. */
function inFours(places: Int32Array): Int32Array {
  const padded = new Int32Array((places.length + 3) & ~3);
  padded.set(places);
  return padded;
}

/** Weights in slots of four where there are at most three taps: what the kernels load at once. */
function slotted({ taps, first, weights }: Taps): Uint16Array {
  if (taps > FEW_TAPS) return weights;
  const slots = new Uint16Array(4 * first.length);
  for (let index = 0; index < first.length; index += 1) {
    for (let tap = 0; tap < taps; tap += 1) slots[4 * index + tap] = weights[index * taps + tap] as number;
  }
  return slots;
}

/** Weights of the positions under one target position sum up to this; both directions together are 16 bits. */
export const WHOLE = 256;

/** Resolution at which pages are looked at: for lines, for the screen, for what is left of the strokes. */
export const SEEN_DPI = 150;

/** A page of `dpi` reduced to `target` dots per inch; as it is where it has no more than that. */
export function atDpi(page: Raster, dpi: number, target: number): Raster {
  if (dpi <= target) return page;
  const ratio = target / dpi;
  return shrink(page, Math.round(page.width * ratio), Math.round(page.height * ratio));
}

/** For each target position, the first of `taps` source positions, and the share that each has of it, in `WHOLE`. */
export interface Taps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Uint16Array;
}

/** Averages the source area under each target position: for a target that is smaller. */
export function tapsOf(from: number, to: number): Taps {
  const ratio = from / to;
  const taps = Math.min(from, Math.ceil(ratio) + 1);
  const first = new Int32Array(to);
  const weights = new Uint16Array(to * taps);
  for (let index = 0; index < to; index += 1) {
    const start = index * ratio;
    const begin = Math.min(Math.floor(start + 1e-9), from - taps);
    first[index] = begin;
    const shares = weights.subarray(index * taps, (index + 1) * taps);
    if (taps > MANY_TAPS) shareCumulatively(start, ratio, begin, shares);
    else shareByArea(start, ratio, begin, shares);
  }
  return { taps, first, weights };
}

/** Most source positions under a target position that the kernels load at once. */
const FEW_TAPS = 3;

/** From so many on, what rounding leaves over may be more than the largest share. */
const MANY_TAPS = 8;

/** Rounds each share of the area from `start` on, `ratio` long; the largest takes up what is missing. */
function shareByArea(start: number, ratio: number, begin: number, shares: Uint16Array): void {
  const end = start + ratio;
  let left = WHOLE;
  let largest = 0;
  for (let tap = 0; tap < shares.length; tap += 1) {
    const under = Math.min(end, begin + tap + 1) - Math.max(start, begin + tap);
    const share = Math.round((WHOLE * Math.max(0, under)) / ratio);
    shares[tap] = share;
    left -= share;
    if (share > (shares[largest] as number)) largest = tap;
  }
  shares[largest] = (shares[largest] as number) + left;
}

/** Rounds where each share ends: of many small shares, what rounding adds up to may be more than the largest has. */
function shareCumulatively(start: number, ratio: number, begin: number, shares: Uint16Array): void {
  let before = 0;
  for (let tap = 0; tap < shares.length; tap += 1) {
    const until = Math.min(1, Math.max(0, (begin + tap + 1 - start) / ratio));
    const ends = Math.round(WHOLE * until);
    shares[tap] = ends - before;
    before = ends;
  }
}

/** Half the size, each pixel the mean of four; an odd last row or column is left out. */
function halve(raster: Raster): Raster {
  const { channels, data } = raster;
  const [width, height] = [raster.width >> 1, raster.height >> 1];
  const [stride, rowLength] = [raster.width * channels, width * channels];
  const out = pictureBytes(rowLength * height);
  inWorkspace((space) => {
    const most = bandRows(2 * stride);
    const [source, target] = [space.room(2 * most * stride), space.room(most * rowLength)];
    for (let y = 0; y < height; y += most) {
      const rows = Math.min(most, height - y);
      space.set(source, data.subarray(2 * y * stride, 2 * (y + rows) * stride));
      kernels.halveRows(source, stride, channels, width, rows, target);
      out.set(space.bytes(target, rows * rowLength), y * rowLength);
    }
  });
  return { width, height, channels, data: out };
}
