import { type Bitmap, packBitmap } from './jbig2/bitmap.ts';

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

/** A 1-bit image where `grey[i] < threshold` is black. */
export function toBitmap(grey: Raster, threshold: number): Bitmap {
  const black = new Uint8Array(grey.data.length);
  for (let pixel = 0; pixel < black.length; pixel += 1)
    black[pixel] = (grey.data[pixel] ?? 0) < threshold ? 1 : 0;
  return packBitmap(black, grey.width, grey.height);
}

/**
 * Shrinks by averaging the source area under each target pixel (a box filter with fractional edges), the filter that
 * keeps thin strokes at their true weight. Only for shrinking: sides larger than the source are clamped to it.
 */
export function shrink(raster: Raster, toWidth: number, toHeight: number): Raster {
  const width = Math.max(1, Math.min(toWidth, raster.width));
  const height = Math.max(1, Math.min(toHeight, raster.height));
  if (width === raster.width && height === raster.height) return raster;
  const { channels, data } = raster;
  const rowLength = width * channels;
  const sums = new Float32Array(rowLength);
  const line = new Float32Array(rowLength);
  const out = new Uint8Array(rowLength * height);
  const xRatio = raster.width / width;
  const yRatio = raster.height / height;
  const scale = 1 / (xRatio * yRatio);
  let lineOf = -1;
  for (let y = 0; y < height; y += 1) {
    const top = y * yRatio;
    const bottom = Math.min(raster.height, (y + 1) * yRatio);
    sums.fill(0);
    for (let sourceY = Math.floor(top); sourceY < bottom; sourceY += 1) {
      if (lineOf !== sourceY) {
        sumColumns(data, sourceY * raster.width * channels, raster.width, channels, line, width, xRatio);
        lineOf = sourceY;
      }
      const weight = Math.min(bottom, sourceY + 1) - Math.max(top, sourceY);
      for (let index = 0; index < rowLength; index += 1)
        sums[index] = (sums[index] ?? 0) + weight * (line[index] ?? 0);
    }
    const row = y * rowLength;
    for (let index = 0; index < rowLength; index += 1) out[row + index] = (sums[index] ?? 0) * scale + 0.5;
  }
  return { width, height, channels, data: out };
}

function sumColumns(
  data: Uint8Array,
  offset: number,
  sourceWidth: number,
  channels: number,
  line: Float32Array,
  width: number,
  ratio: number,
): void {
  for (let x = 0; x < width; x += 1) {
    const left = x * ratio;
    const right = Math.min(sourceWidth, (x + 1) * ratio);
    const first = Math.floor(left);
    const last = Math.min(sourceWidth, Math.ceil(right)) - 1;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = 0;
      for (let sourceX = first; sourceX <= last; sourceX += 1)
        sum += data[offset + sourceX * channels + channel] ?? 0;
      sum -= (left - first) * (data[offset + first * channels + channel] ?? 0);
      sum -= (last + 1 - right) * (data[offset + last * channels + channel] ?? 0);
      line[x * channels + channel] = sum;
    }
  }
}
