import type { Bitmap } from '../jbig2/bitmap.ts';
import { inWorkspace, kernels } from '../kernels/workspace.ts';
import type { Raster } from '../raster.ts';
import { inkMask } from './ink-points.ts';

/** A part of a picture, pixels. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is narrower than this share of the glass lies on it; what is wider is the page. */
const NARROW = 0.62;
/** Content smaller than this is no receipt and no ticket (30 × 66 mm): a staple, a fold, a note on a page, inches. */
const SMALLEST = { across: 0.8, along: 1.6 } as const;
/** Paper left around what is on it, inches. */
const MARGIN = 0.2;
/** Side of the squares in which content is counted, pixels at about 50 dpi: that of `inkOfCells`. */
const CELL = 4;
/** Least ink in a square that is neither dust nor a fold nor the shadow of an edge (one pixel wide: 4), pixels. */
const LEAST_INK = 5;

/**
 * Where the content lies when it is a narrow strip on an empty glass (a receipt, a ticket): all of it and a margin.
 * Undefined where the content is as wide as a page or as small as a staple, or where there is none.
 */
export function contentBounds(grey: Raster, dpi: number): Bounds | undefined {
  const { width, height } = grey;
  const columns = 2 * Math.ceil(width / CELL / 2);
  const ink = inkOfCells(inkMask(grey), columns);
  let left = columns;
  let right = -1;
  let top = ink.length;
  let bottom = -1;
  for (let cell = 0; cell < ink.length; cell += 1) {
    if ((ink[cell] as number) < LEAST_INK) continue;
    const column = cell % columns;
    const row = (cell - column) / columns;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  const [wide, high] = [(right + 1 - left) * CELL, (bottom + 1 - top) * CELL];
  if (right < 0 || wide > NARROW * width) return undefined;
  if (Math.min(wide, high) < SMALLEST.across * dpi || Math.max(wide, high) < SMALLEST.along * dpi)
    return undefined;
  const margin = MARGIN * dpi;
  return {
    left: Math.max(0, left * CELL - margin),
    top: Math.max(0, top * CELL - margin),
    right: Math.min(width, (right + 1) * CELL + margin),
    bottom: Math.min(height, (bottom + 1) * CELL + margin),
  };
}

/** How much ink each square has. */
function inkOfCells({ stride, height, data }: Bitmap, columns: number): Uint8Array {
  return inWorkspace((space) => {
    const bits = space.put(data);
    const length = columns * Math.ceil(height / CELL);
    const out = space.room(length);
    kernels.inkOfCells(bits, stride, height, columns, out);
    return space.bytes(out, length).slice();
  });
}
