import type { ImageCodec } from './image-codec.ts';
import type { Raster } from './raster.ts';

/** A picture as small as can be, to see what tables the codec writes. */
const SMALLEST: Raster = { width: 8, height: 8, channels: 1, data: new Uint8Array(64) };
const MOST_QUALITY = 100;

/**
 * The quality at which `codec.encodeJpeg` wrote a JPEG, from its first table of quantisation: the lowest one whose table is
 * no coarser. `undefined` where it has no such table.
 */
export function jpegQuality(jpeg: Uint8Array, codec: ImageCodec): number | undefined {
  const wanted = coarseness(jpeg);
  if (wanted === undefined) return undefined;
  let [low, high] = [1, MOST_QUALITY];
  while (low < high) {
    const middle = (low + high) >> 1;
    const own = coarseness(codec.encodeJpeg(SMALLEST, middle)) ?? 0;
    if (own <= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The sum of the first table's 64 steps of 8 bits (ITU-T T.81, B.2.4.1). */
function coarseness(jpeg: Uint8Array): number | undefined {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const length = ((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0);
    const table = jpeg.subarray(at + 5, at + 5 + 64);
    if (jpeg[at + 1] === 0xdb)
      return jpeg[at + 4] === 0 && table.length === 64
        ? table.reduce((sum, step) => sum + step, 0)
        : undefined;
    at += 2 + length;
  }
  return undefined;
}
