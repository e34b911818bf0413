import type { Raster } from '../raster.ts';

/** A grey picture turned by a quarter, clockwise. */
export function quarterTurn({ width, height, data }: Raster): Raster {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      out[x * height + height - 1 - y] = data[at] as number;
    }
  }
  return { width: height, height: width, channels: 1, data: out };
}
