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
  for (let pixel = 0, byte = 0; pixel < grey.length; pixel += 1, byte += 3) {
    grey[pixel] =
      (77 * (data[byte] ?? 0) + 150 * (data[byte + 1] ?? 0) + 29 * (data[byte + 2] ?? 0) + 128) >> 8;
  }
  return { width, height, channels: 1, data: grey };
}

/** Greatest difference between the channels of a pixel that has no colour: JPEG's rounding makes a few levels. */
const COLOURLESS = 6;

/** The raster as grey where it has no colour at all: scanners send grey pages as RGB. Otherwise the raster itself. */
export function withoutIdleColour(raster: Raster): Raster {
  const { channels, data } = raster;
  if (channels === 1) return raster;
  for (let at = 0; at < data.length; at += 3) {
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    if (Math.abs(red - green) > COLOURLESS || Math.abs(green - blue) > COLOURLESS) return raster;
  }
  return toGrey(raster);
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
  if (raster.width >= 2 * width && raster.height >= 2 * height)
    return shrink(halve(raster), width, height, wanted);
  const { channels, data } = raster;
  const across = tapsOf(raster.width, width);
  const down = tapsOf(raster.height, height);
  const rowLength = width * channels;
  // A source row narrowed, once for every row of the target that it lies under: as many as there are taps.
  const lines = Array.from({ length: down.taps }, () => new Uint16Array(rowLength));
  const lineOf = new Int32Array(down.taps).fill(-1);
  const sums = new Uint32Array(rowLength);
  const out = new Uint8Array(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    if (wanted !== undefined && !wanted(y)) continue;
    const first = down.first[y] as number;
    for (let tap = 0; tap < down.taps; tap += 1) {
      const row = first + tap;
      const line = lines[row % down.taps] as Uint16Array;
      if (lineOf[row % down.taps] !== row) {
        narrow(data, row * raster.width * channels, channels, across, line);
        lineOf[row % down.taps] = row;
      }
    }
    const weights = down.weights.subarray(y * down.taps, (y + 1) * down.taps);
    if (down.taps === 3) {
      mixThree(
        lines[first % 3] as Uint16Array,
        lines[(first + 1) % 3] as Uint16Array,
        lines[(first + 2) % 3] as Uint16Array,
        weights,
        out,
        y * rowLength,
      );
      continue;
    }
    sums.fill(ROUND);
    for (let tap = 0; tap < down.taps; tap += 1) {
      const weight = weights[tap] as number;
      const line = lines[(first + tap) % down.taps] as Uint16Array;
      for (let at = 0; at < rowLength; at += 1)
        sums[at] = (sums[at] as number) + weight * (line[at] as number);
    }
    for (let at = 0; at < rowLength; at += 1) out[y * rowLength + at] = (sums[at] as number) >>> 16;
  }
  return { width, height, channels, data: out };
}

/** Weights of the positions under one target position sum up to this; both directions together are 16 bits. */
export const WHOLE = 256;
const ROUND = (WHOLE * WHOLE) / 2;

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
    const end = start + ratio;
    const begin = Math.min(Math.floor(start + 1e-9), from - taps);
    first[index] = begin;
    let left = WHOLE;
    let largest = index * taps;
    for (let tap = 0; tap < taps; tap += 1) {
      const under = Math.min(end, begin + tap + 1) - Math.max(start, begin + tap);
      const weight = Math.round((WHOLE * Math.max(0, under)) / ratio);
      weights[index * taps + tap] = weight;
      left -= weight;
      if (weight > (weights[largest] as number)) largest = index * taps + tap;
    }
    weights[largest] = (weights[largest] as number) + left;
  }
  return { taps, first, weights };
}

/** One source row at the width of the target, `WHOLE` times its levels. */
function narrow(data: Uint8Array, start: number, channels: 1 | 3, across: Taps, line: Uint16Array): void {
  if (across.taps === 3 && channels === 1) narrowGrey(data, start, across, line);
  else if (across.taps === 3) narrowColour(data, start, across, line);
  else {
    const { taps, first, weights } = across;
    for (let to = 0; to < line.length; to += 1) {
      const x = Math.floor(to / channels);
      let at = start + (first[x] as number) * channels + (to % channels);
      let sum = 0;
      for (let tap = x * taps; tap < (x + 1) * taps; tap += 1, at += channels)
        sum += (weights[tap] as number) * (data[at] as number);
      line[to] = sum;
    }
  }
}

function narrowGrey(data: Uint8Array, start: number, { first, weights }: Taps, line: Uint16Array): void {
  for (let x = 0, tap = 0; x < line.length; x += 1, tap += 3) {
    const at = start + (first[x] as number);
    line[x] =
      (weights[tap] as number) * (data[at] as number) +
      (weights[tap + 1] as number) * (data[at + 1] as number) +
      (weights[tap + 2] as number) * (data[at + 2] as number);
  }
}

function narrowColour(data: Uint8Array, start: number, { first, weights }: Taps, line: Uint16Array): void {
  for (let x = 0, to = 0; to < line.length; x += 1, to += 3) {
    const at = start + 3 * (first[x] as number);
    const before = weights[to] as number;
    const middle = weights[to + 1] as number;
    const after = weights[to + 2] as number;
    line[to] =
      before * (data[at] as number) + middle * (data[at + 3] as number) + after * (data[at + 6] as number);
    line[to + 1] =
      before * (data[at + 1] as number) +
      middle * (data[at + 4] as number) +
      after * (data[at + 7] as number);
    line[to + 2] =
      before * (data[at + 2] as number) +
      middle * (data[at + 5] as number) +
      after * (data[at + 8] as number);
  }
}

function mixThree(
  above: Uint16Array,
  middle: Uint16Array,
  below: Uint16Array,
  weights: Uint16Array,
  out: Uint8Array,
  start: number,
): void {
  const w0 = weights[0] as number;
  const w1 = weights[1] as number;
  const w2 = weights[2] as number;
  for (let at = 0; at < above.length; at += 1) {
    out[start + at] =
      (w0 * (above[at] as number) + w1 * (middle[at] as number) + w2 * (below[at] as number) + ROUND) >> 16;
  }
}

/** Half the size, each pixel the mean of four; an odd last row or column is left out. */
function halve(raster: Raster): Raster {
  const { channels, data } = raster;
  const width = raster.width >> 1;
  const height = raster.height >> 1;
  const out = new Uint8Array(width * height * channels);
  const stride = raster.width * channels;
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let at = 2 * y * stride;
    if (channels === 1) {
      for (const end = to + width; to < end; to += 1, at += 2) {
        out[to] =
          ((data[at] as number) +
            (data[at + 1] as number) +
            (data[at + stride] as number) +
            (data[at + stride + 1] as number) +
            2) >>
          2;
      }
      continue;
    }
    for (const end = to + 3 * width; to < end; to += 3, at += 6) {
      const below = at + stride;
      out[to] =
        ((data[at] as number) +
          (data[at + 3] as number) +
          (data[below] as number) +
          (data[below + 3] as number) +
          2) >>
        2;
      out[to + 1] =
        ((data[at + 1] as number) +
          (data[at + 4] as number) +
          (data[below + 1] as number) +
          (data[below + 4] as number) +
          2) >>
        2;
      out[to + 2] =
        ((data[at + 2] as number) +
          (data[at + 5] as number) +
          (data[below + 2] as number) +
          (data[below + 5] as number) +
          2) >>
        2;
    }
  }
  return { width, height, channels, data: out };
}
