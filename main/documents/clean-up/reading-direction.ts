import type { Bitmap } from '../jbig2/bitmap.ts';
import { inkOfStripe } from './ink-points.ts';

/** What the lines of a page say about which way up it is. */
export interface LineEvidence {
  /** Stretches that look like print: a dense core between thin tails. */
  readonly lines: number;
  /** Those with clearly more above the core than below: ascenders and capitals, as Latin, Greek and Cyrillic have. */
  readonly upright: number;
  /** Those with clearly more below. */
  readonly inverted: number;
}

/** Width of the columns in which lines are looked for, pixels at about 150 dpi: an inch holds a few words of one column. */
const COLUMN = 150;
/** Heights of a line with its tails, pixels at about 150 dpi: 5-point print to a headline. */
const LEAST_HEIGHT = 9;
const MOST_HEIGHT = 70;
/** A row belongs to the core from this share of the fullest row. */
const CORE_SHARE = 0.45;
/** How much more ink one tail must have than the other to count. */
const CLEARLY = 1.35;

/**
 * Looks at every stretch of rows with ink, column by column: print has a dense core (the height of an x), ascenders
 * above, descenders below, and ascenders are about three times as frequent (D. Bloomberg, "Document skew and orientation",
 * 1995). Says nothing about capitals or figures alone, nor about scripts without that difference.
 *
 * @param mask Ink of a level page at about 150 dpi, as `inkMask` makes it.
 */
export function lineEvidence(mask: Bitmap): LineEvidence {
  let lines = 0;
  let upright = 0;
  let inverted = 0;
  for (let left = 0; left + COLUMN <= mask.width; left += COLUMN) {
    const rows = inkOfStripe(mask, left, left + COLUMN);
    for (const [top, bottom] of stretches(rows)) {
      const verdict = judge(rows, top, bottom);
      if (verdict === undefined) continue;
      lines += 1;
      if (verdict > 0) upright += 1;
      if (verdict < 0) inverted += 1;
    }
  }
  return { lines, upright, inverted };
}

/** Rows with ink between rows without, of a height that print has. */
function stretches(rows: Uint16Array): [number, number][] {
  const found: [number, number][] = [];
  let top = -1;
  for (let y = 0; y <= rows.length; y += 1) {
    const inked = y < rows.length && (rows[y] as number) > 1;
    if (inked && top < 0) top = y;
    if (inked || top < 0) continue;
    if (y - top >= LEAST_HEIGHT && y - top <= MOST_HEIGHT) found.push([top, y]);
    top = -1;
  }
  return found;
}

/** 1 where the upper tail has clearly more, -1 the lower, 0 neither; undefined where it is no print. */
function judge(rows: Uint16Array, top: number, bottom: number): -1 | 0 | 1 | undefined {
  let most = 0;
  for (let y = top; y < bottom; y += 1) most = Math.max(most, rows[y] as number);
  // A rule or a picture is as full as the column; a few specks are no word.
  if (most < 0.08 * COLUMN || most > 0.75 * COLUMN) return undefined;
  let first = top;
  while ((rows[first] as number) < CORE_SHARE * most) first += 1;
  let last = bottom - 1;
  while ((rows[last] as number) < CORE_SHARE * most) last -= 1;
  const core = last + 1 - first;
  if (core < 4 || core > 0.92 * (bottom - top)) return undefined;
  let above = 0;
  for (let y = top; y < first; y += 1) above += rows[y] as number;
  let below = 0;
  for (let y = last + 1; y < bottom; y += 1) below += rows[y] as number;
  if (above > CLEARLY * below + 2) return 1;
  return below > CLEARLY * above + 2 ? -1 : 0;
}
