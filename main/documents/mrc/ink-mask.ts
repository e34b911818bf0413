import type { Bitmap } from '../jbig2/bitmap.ts';
import { bandRows, inWorkspace, kernels } from '../kernels/workspace.ts';
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

/**
 * Separates ink from paper.
 *
 * @param grey the page at the resolution of the mask.
 * @param scale pixels of the page `map` was made from to one pixel of `grey`, at most a block.
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
  const { columns, rows: blockRows, block, threshold, contrast, paperOnly } = map;
  const blocksAt = (row: number): number =>
    Math.min(blockRows - 1, Math.floor(((row + 0.5) * scale) / block));
  const doubts = new GrowingDoubts();
  inWorkspace((space) => {
    const { inside, left, share } = placesOf(width, map, scale);
    const [insideAt, leftAt, shareAt] = [space.put(inside), space.put(left), space.put(share)];
    const steps = space.put(stepsOf(inside));
    const most = bandRows(width);
    const mostBlocks = columns * Math.min(blockRows, blocksAt(most) + 4);
    const [thresholdAt, contrastAt] = [space.room(4 * mostBlocks), space.room(4 * mostBlocks)];
    const paperOnlyAt = space.room(mostBlocks);
    const lines = space.room(20 * columns + 512);
    const grey = space.room(most * width);
    const sure = soft === pixels ? grey : space.room(most * width);
    const mask = space.room(most * stride);
    const [doubtful, distance] = [space.room(4 * most * width), space.room(most * width)];
    for (let y = 0; y < height; y += most) {
      const rows = Math.min(most, height - y);
      // A threshold lies between those of the blocks above and below.
      const firstBlocks = Math.max(0, blocksAt(y) - 1);
      const [from, to] = [firstBlocks * columns, (blocksAt(y + rows - 1) + 2) * columns];
      space.set(thresholdAt, threshold.subarray(from, to));
      space.set(contrastAt, contrast.subarray(from, to));
      space.set(paperOnlyAt, paperOnly.subarray(from, to));
      space.set(grey, pixels.subarray(y * width, (y + rows) * width));
      if (sure !== grey) space.set(sure, soft.subarray(y * width, (y + rows) * width));
      const found = kernels.draftRows(
        grey,
        sure,
        width,
        y,
        rows,
        scale,
        block,
        thresholdAt,
        contrastAt,
        paperOnlyAt,
        firstBlocks,
        columns,
        blockRows,
        insideAt,
        steps,
        leftAt,
        shareAt,
        lines,
        mask,
        stride,
        BYTES_AROUND,
        doubtful,
        distance,
      );
      data.set(space.bytes(mask, rows * stride), (ROWS_AROUND + y) * stride);
      doubts.add(space.bytes(doubtful, 4 * found), space.bytes(distance, found));
    }
  });
  return { width, height, stride, origin: ROWS_AROUND * stride + BYTES_AROUND, data, ...doubts.all() };
}

/** Of each pixel of a row: the block it lies in, the block whose middle is before it, how far it is to the next middle. */
function placesOf(
  width: number,
  { columns, block }: InkMap,
  scale: number,
): { readonly inside: Uint16Array; readonly left: Uint16Array; readonly share: Float32Array } {
  const inside = new Uint16Array(width);
  const left = new Uint16Array(width);
  const share = new Float32Array(width);
  for (let x = 0; x < width; x += 1) {
    const place = Math.min(columns - 1, Math.max(0, ((x + 0.5) * scale) / block - 0.5));
    left[x] = place;
    share[x] = place - Math.floor(place);
    inside[x] = Math.min(columns - 1, ((x + 0.5) * scale) / block);
  }
  return { inside, left, share };
}

/** How many blocks each pixel of a row is after the first of its sixteen, which are looked at together. */
function stepsOf(inside: Uint16Array): Uint8Array {
  const steps = new Uint8Array((inside.length + 15) & ~15);
  for (let x = 0; x < inside.length; x += 1) steps[x] = (inside[x] as number) - (inside[x & ~15] as number);
  return steps;
}

/** Doubtful pixels as they are found, a band of rows at a time. */
class GrowingDoubts {
  #pixels = new Uint32Array(1 << 16);
  #distance = new Uint8Array(1 << 16);
  #count = 0;

  /** @param pixels 32-bit numbers, as bytes. */
  add(pixels: Uint8Array, distance: Uint8Array): void {
    const count = this.#count + distance.length;
    if (count > this.#distance.length) {
      this.#pixels = grown(this.#pixels, new Uint32Array(2 * count));
      this.#distance = grown(this.#distance, new Uint8Array(2 * count));
    }
    new Uint8Array(this.#pixels.buffer).set(pixels, 4 * this.#count);
    this.#distance.set(distance, this.#count);
    this.#count = count;
  }

  all(): Pick<DraftMask, 'doubtful' | 'distance'> {
    return {
      doubtful: this.#pixels.subarray(0, this.#count),
      distance: this.#distance.subarray(0, this.#count),
    };
  }
}

/** The pixels of a draft, shared with it. */
export function asBitmap({ width, height, stride, origin, data }: DraftMask): Bitmap {
  return { width, height, stride, data: data.subarray(origin) };
}

function grown<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
