import { type Bitmap, unpackBitmap } from './jbig2/bitmap.ts';

/** Pixels in memory, row by row without padding: one grey byte or three bytes red, green, blue. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
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

/** A bitmap as grey: 0 where it is black, 255 elsewhere. */
export function toRaster(bitmap: Bitmap): Raster {
  const black = unpackBitmap(bitmap);
  for (let at = 0; at < black.length; at += 1) black[at] = black[at] === 1 ? 0 : 255;
  return { width: bitmap.width, height: bitmap.height, channels: 1, data: black };
}

/**
 * Shrinks by averaging the source area under each target pixel (a box filter with fractional edges), the filter that
 * keeps thin strokes at their true weight. Only for shrinking: sides larger than the source are clamped to it.
 */
export function shrink(raster: Raster, toWidth: number, toHeight: number): Raster {
  const width = Math.max(1, Math.min(toWidth, raster.width));
  const height = Math.max(1, Math.min(toHeight, raster.height));
  if (width === raster.width && height === raster.height) return raster;
  if (raster.width >= 2 * width && raster.height >= 2 * height) return shrink(halve(raster), width, height);
  const { channels, data } = raster;
  const columns = spans(raster.width, width, channels);
  const rows = spans(raster.height, height, raster.width * channels);
  const rowLength = width * channels;
  const sums = new Float32Array(rowLength);
  const line = new Float32Array(rowLength);
  const out = new Uint8Array(rowLength * height);
  let lineOf = -1;
  for (let y = 0; y < height; y += 1) {
    const first = rows.first[y] as number;
    const last = rows.last[y] as number;
    for (let start = first; start <= last; start += raster.width * channels) {
      const weight = (start === first ? rows.head[y] : start === last ? rows.tail[y] : rows.full) as number;
      if (lineOf !== start) {
        if (channels === 1) sumGrey(data, start, columns, line);
        else sumColour(data, start, columns, line);
        lineOf = start;
      }
      if (start === first)
        for (let at = 0; at < rowLength; at += 1) sums[at] = weight * (line[at] as number) + 0.5;
      else
        for (let at = 0; at < rowLength; at += 1)
          sums[at] = (sums[at] as number) + weight * (line[at] as number);
    }
    const to = y * rowLength;
    for (let at = 0; at < rowLength; at += 1) out[to + at] = sums[at] as number;
  }
  return { width, height, channels, data: out };
}

/** For each target position, the first and last source position under it (times `step`) and their shares of it. */
interface Spans {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly head: Float32Array;
  readonly tail: Float32Array;
  /** Share of a source position that lies wholly under the target. */
  readonly full: number;
  readonly step: number;
}

function spans(from: number, to: number, step: number): Spans {
  const ratio = from / to;
  const first = new Int32Array(to);
  const last = new Int32Array(to);
  const head = new Float32Array(to);
  const tail = new Float32Array(to);
  for (let index = 0; index < to; index += 1) {
    const start = index * ratio;
    const end = Math.min(from, (index + 1) * ratio);
    const begin = Math.floor(start + 1e-9);
    const finish = Math.max(begin, Math.ceil(end - 1e-9) - 1);
    first[index] = begin * step;
    last[index] = finish * step;
    head[index] = finish === begin ? 1 : (begin + 1 - start) / ratio;
    tail[index] = (end - finish) / ratio;
  }
  return { first, last, head, tail, full: 1 / ratio, step };
}

function sumGrey(
  data: Uint8Array,
  start: number,
  { first, last, head, tail, full }: Spans,
  line: Float32Array,
): void {
  for (let x = 0; x < line.length; x += 1) {
    let at = start + (first[x] as number);
    const end = start + (last[x] as number);
    let sum = (head[x] as number) * (data[at] as number);
    if (end > at) {
      for (at += 1; at < end; at += 1) sum += full * (data[at] as number);
      sum += (tail[x] as number) * (data[end] as number);
    }
    line[x] = sum;
  }
}

function sumColour(
  data: Uint8Array,
  start: number,
  { first, last, head, tail, full }: Spans,
  line: Float32Array,
): void {
  for (let x = 0, to = 0; to < line.length; x += 1, to += 3) {
    let at = start + (first[x] as number);
    const end = start + (last[x] as number);
    let weight = head[x] as number;
    let red = weight * (data[at] as number);
    let green = weight * (data[at + 1] as number);
    let blue = weight * (data[at + 2] as number);
    if (end > at) {
      for (at += 3; at < end; at += 3) {
        red += full * (data[at] as number);
        green += full * (data[at + 1] as number);
        blue += full * (data[at + 2] as number);
      }
      weight = tail[x] as number;
      red += weight * (data[end] as number);
      green += weight * (data[end + 1] as number);
      blue += weight * (data[end + 2] as number);
    }
    line[to] = red;
    line[to + 1] = green;
    line[to + 2] = blue;
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
