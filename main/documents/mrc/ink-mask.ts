import type { Bitmap } from '../jbig2/bitmap.ts';
import type { Raster } from '../raster.ts';
import type { InkMap } from './ink-map.ts';

/**
 * A mask under construction: packed pixels with white around them, so that a template may look over every edge, and
 * the pixels that could as well be the other way.
 */
export interface DraftMask {
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
  /** Byte of the first pixel. */
  readonly origin: number;
  readonly data: Uint8Array;
  /** Doubtful pixels, `y * width + x`, in reading order. */
  readonly doubtful: Uint32Array;
  /** How far each doubtful pixel is from the threshold: 0 on it, 255 where doubt ends. */
  readonly distance: Uint8Array;
}

/** White rows above and below the pixels of a draft. */
const ROWS_AROUND = 2;
/** White bytes left of each row, and at least right of it. */
const BYTES_AROUND = 2;
/** Pixels this near to the threshold are doubtful, as a share of the contrast of ink: they lie on the edge of a stroke. */
const DOUBT_SHARE = 0.2;

/**
 * Separates ink from paper.
 *
 * @param grey the page at the resolution of the mask.
 * @param scale pixels of the page `map` was made from to one pixel of `grey`.
 * @param soft levels by which doubt is judged where `grey` is black and white already; default: its own.
 */
export function draftMask(
  { width, height, data: pixels }: Raster,
  map: InkMap,
  scale: number,
  soft: Uint8Array = pixels,
): DraftMask {
  const stride = ((width + 7) >> 3) + 2 * BYTES_AROUND;
  const data = new Uint8Array(stride * (height + 2 * ROWS_AROUND));
  const origin = ROWS_AROUND * stride + BYTES_AROUND;
  const { columns, rows, block, paperOnly } = map;

  // Where each pixel lies between the middles of blocks, and in which block.
  const left = new Uint16Array(width);
  const right = new Uint16Array(width);
  const share = new Float32Array(width);
  const inside = new Uint16Array(width);
  for (let x = 0; x < width; x += 1) {
    const place = Math.min(columns - 1, Math.max(0, ((x + 0.5) * scale) / block - 0.5));
    left[x] = place;
    right[x] = Math.min(columns - 1, Math.floor(place) + 1);
    share[x] = place - Math.floor(place);
    inside[x] = Math.min(columns - 1, ((x + 0.5) * scale) / block);
  }

  let doubtful = new Uint32Array(1 << 16);
  let distance = new Uint8Array(1 << 16);
  let doubts = 0;
  const levels = new Float32Array(columns);
  const reaches = new Float32Array(columns);
  for (let y = 0; y < height; y += 1) {
    const place = Math.min(rows - 1, Math.max(0, ((y + 0.5) * scale) / block - 0.5));
    const upper = Math.floor(place) * columns;
    const lower = Math.min(rows - 1, Math.floor(place) + 1) * columns;
    const weight = place - Math.floor(place);
    const blockRow = Math.min(rows - 1, Math.floor(((y + 0.5) * scale) / block)) * columns;
    for (let column = 0; column < columns; column += 1) {
      const above = map.threshold[upper + column] as number;
      levels[column] = above + weight * ((map.threshold[lower + column] as number) - above);
      reaches[column] = DOUBT_SHARE * (map.contrast[blockRow + column] as number);
    }
    if (doubts + width > doubtful.length) {
      doubtful = grown(doubtful, new Uint32Array(doubtful.length * 2 + width));
      distance = grown(distance, new Uint8Array(doubtful.length));
    }
    const row = y * width;
    const out = origin + y * stride;
    let x = 0;
    while (x < width) {
      const column = inside[x] as number;
      if (paperOnly[blockRow + column] === 1) {
        x += 1;
        while (x < width && inside[x] === column) x += 1;
        continue;
      }
      const reach = reaches[column] as number;
      const before = levels[Math.max(0, column - 1)] as number;
      const here = levels[column] as number;
      const after = levels[Math.min(columns - 1, column + 1)] as number;
      // Most pixels are paper beyond any doubt: no threshold has to be worked out for them.
      const light = Math.max(before, here, after) + reach;
      for (; x < width && inside[x] === column; x += 1) {
        const grey = pixels[row + x] as number;
        const sure = soft[row + x] as number;
        if (grey >= light && sure >= light) continue;
        const from = levels[left[x] as number] as number;
        const level = from + (share[x] as number) * ((levels[right[x] as number] as number) - from);
        const at = out + (x >> 3);
        if (grey < level) data[at] = (data[at] as number) | (0x80 >> (x & 7));
        const away = Math.abs(sure - level);
        if (away < reach) {
          doubtful[doubts] = row + x;
          distance[doubts] = (away / reach) * 255;
          doubts += 1;
        }
      }
    }
  }
  return {
    width,
    height,
    stride,
    origin,
    data,
    doubtful: doubtful.subarray(0, doubts),
    distance: distance.subarray(0, doubts),
  };
}

/** The pixels of a draft, shared with it. */
export function asBitmap({ width, height, stride, origin, data }: DraftMask): Bitmap {
  return { width, height, stride, data: data.subarray(origin) };
}

function grown<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
