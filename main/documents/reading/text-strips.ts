import { inkMask } from '../clean-up/ink-points.ts';
import { unpackBitmap } from '../jbig2/bitmap.ts';
import type { Raster } from '../raster.ts';

/** A long thin strip of print at any angle up to 30°: a line of text as it lies on the page. Pixels of the picture. */
export interface TextStrip {
  readonly x: number;
  readonly y: number;
  /** Radians clockwise. */
  readonly angle: number;
  readonly length: number;
  readonly thickness: number;
}

/** Gap between signs that still belong together, as a share of the picture's height of a sign. */
interface Search {
  /** Longest gap bridged along a line, pixels. */
  readonly gap: number;
  /** Pixels that a sign may be high. */
  readonly least: number;
  readonly most: number;
}

/** Strips shorter than this many times their thickness are no line of a machine readable zone. */
const SHAPE = { least: 20, most: 75 } as const;
const STEEPEST = Math.PI / 6;
/** Most strips looked at: pages of small print have some hundred lines. */
const MOST_STRIPS = 2_000;

/**
 * Finds strips of print: ink is smeared along the rows over the gaps between signs, and what hangs together is measured
 * by its moments (its axis, its extent along and across).
 */
export function findTextStrips(grey: Raster, { gap, least, most }: Search): readonly TextStrip[] {
  const { width, height } = grey;
  const mask = smeared(unpackBitmap(inkMask(grey)), width, height, gap);
  const strips: TextStrip[] = [];
  const stack: number[] = [];
  for (let start = 0; start < mask.length && strips.length < MOST_STRIPS; start += 1) {
    if (mask[start] !== 1) continue;
    let count = 0;
    let sumX = 0;
    let sumY = 0;
    let sumXX = 0;
    let sumXY = 0;
    let sumYY = 0;
    stack.push(start);
    mask[start] = 2;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      count += 1;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumXY += x * y;
      sumYY += y * y;
      if (x > 0 && mask[at - 1] === 1) push(mask, stack, at - 1);
      if (x + 1 < width && mask[at + 1] === 1) push(mask, stack, at + 1);
      if (y > 0 && mask[at - width] === 1) push(mask, stack, at - width);
      if (y + 1 < height && mask[at + width] === 1) push(mask, stack, at + width);
    }
    if (count < least * least * SHAPE.least) continue;
    const x = sumX / count;
    const y = sumY / count;
    const xx = sumXX / count - x * x;
    const yy = sumYY / count - y * y;
    const xy = sumXY / count - x * y;
    const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
    const spread = Math.hypot((xx - yy) / 2, xy);
    // A bar of length L has the variance L² / 12 along itself.
    const length = Math.sqrt(12 * ((xx + yy) / 2 + spread));
    const thickness = Math.sqrt(12 * Math.max(0.1, (xx + yy) / 2 - spread));
    if (thickness < least || thickness > most || Math.abs(angle) > STEEPEST) continue;
    if (length < SHAPE.least * thickness || length > SHAPE.most * thickness) continue;
    strips.push({ x, y, angle, length, thickness });
  }
  return strips;
}

function push(mask: Uint8Array, stack: number[], at: number): void {
  mask[at] = 2;
  stack.push(at);
}

/** The mask with gaps of at most `gap` along the rows filled. */
function smeared(mask: Uint8Array, width: number, height: number, gap: number): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let y = 0; y < height; y += 1) {
    let last = Number.NEGATIVE_INFINITY;
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      if (mask[at] !== 1) continue;
      const from = x - last <= gap + 1 ? last + 1 : x;
      for (let fill = from; fill <= x; fill += 1) out[y * width + fill] = 1;
      last = x;
    }
  }
  return out;
}
