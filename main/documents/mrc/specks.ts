import type { Raster } from '../raster.ts';
import type { InkMap } from './ink-map.ts';
import type { DraftMask } from './ink-mask.ts';

/**
 * Ink that a spot must hold to stay, in pixels at 300 dpi of which each counts for its depth under the threshold as a
 * share of the contrast: at most about a half each. A printed dot of a form line, two pixels by two, holds 2; grain that
 * just crosses the threshold holds less than a tenth a pixel.
 */
const LEAST_INK = 0.8;
/** Spots larger than this stay without being weighed, pixels at 300 dpi. */
const ALWAYS_STAYS = 20;
const FULL_DPI = 300;

/**
 * Takes spots of grain out of a mask, which are dear to code and say nothing; they stay in the background layer. What
 * is removed is weighed by its ink and not counted in pixels, so that dotted lines, full stops and accents survive.
 * Changes `draft` in place.
 *
 * @param dpi resolution of the mask.
 * @param scale pixels of the page `map` was made from to one pixel of the mask.
 */
export function removeSpecks(draft: DraftMask, grey: Raster, map: InkMap, dpi: number, scale: number): void {
  const size = (dpi / FULL_DPI) ** 2;
  const runs = findRuns(draft);
  const spots = joinRuns(runs);
  const areas = new Uint32Array(runs.count);
  for (let run = 0; run < runs.count; run += 1) {
    const spot = spots[run] as number;
    areas[spot] = (areas[spot] as number) + (runs.end[run] as number) - (runs.start[run] as number);
  }
  const ink = new Float32Array(runs.count);
  for (let run = 0; run < runs.count; run += 1) {
    const spot = spots[run] as number;
    if ((areas[spot] as number) > ALWAYS_STAYS * size) continue;
    ink[spot] = (ink[spot] as number) + inkOf(runs, run, grey, map, scale);
  }
  for (let run = 0; run < runs.count; run += 1) {
    const spot = spots[run] as number;
    if ((areas[spot] as number) <= ALWAYS_STAYS * size && (ink[spot] as number) < LEAST_INK * size) {
      whiten(draft, runs.row[run] as number, runs.start[run] as number, runs.end[run] as number);
    }
  }
}

/** Horizontal runs of black pixels in reading order; `end` is the pixel after the last. */
interface Runs {
  readonly count: number;
  readonly row: Uint16Array;
  readonly start: Uint16Array;
  readonly end: Uint16Array;
}

function findRuns({ width, height, stride, origin, data }: DraftMask): Runs {
  let capacity = 1 << 15;
  let row = new Uint16Array(capacity);
  let start = new Uint16Array(capacity);
  let end = new Uint16Array(capacity);
  let count = 0;
  const bytes = (width + 7) >> 3;
  for (let y = 0; y < height; y += 1) {
    if (count + width > capacity) {
      capacity = capacity * 2 + width;
      row = grown(row, capacity);
      start = grown(start, capacity);
      end = grown(end, capacity);
    }
    let before = 0;
    for (let at = 0; at <= bytes; at += 1) {
      const byte = data[origin + y * stride + at] as number;
      if (byte === (before === 0 ? 0 : 0xff)) continue;
      for (let bit = 0; bit < 8; bit += 1) {
        const black = (byte >> (7 - bit)) & 1;
        if (black === before) continue;
        if (black === 1) {
          row[count] = y;
          start[count] = at * 8 + bit;
        } else {
          end[count] = at * 8 + bit;
          count += 1;
        }
        before = black;
      }
    }
  }
  return { count, row, start, end };
}

function grown(from: Uint16Array, length: number): Uint16Array<ArrayBuffer> {
  const to = new Uint16Array(length);
  to.set(from);
  return to;
}

/** For each run the first run of its spot: runs that touch, corners included, belong together (union-find). */
function joinRuns({ count, row, start, end }: Runs): Uint32Array {
  const parent = Uint32Array.from({ length: count }, (_, run) => run);
  const root = (run: number): number => {
    let at = run;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  let above = 0;
  for (let run = 0; run < count; run += 1) {
    const y = row[run] as number;
    while (
      above < run &&
      ((row[above] as number) < y - 1 ||
        ((row[above] as number) === y - 1 && (end[above] as number) < (start[run] as number)))
    ) {
      above += 1;
    }
    for (
      let other = above;
      other < run && (row[other] as number) === y - 1 && (start[other] as number) <= (end[run] as number);
      other += 1
    ) {
      const a = root(other);
      const b = root(run);
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  for (let run = 0; run < count; run += 1) parent[run] = root(run);
  return parent;
}

/** Depth of the run's pixels under the threshold, summed, as a share of the contrast. */
function inkOf({ row, start, end }: Runs, run: number, grey: Raster, map: InkMap, scale: number): number {
  const y = row[run] as number;
  const blockRow = Math.min(map.rows - 1, Math.floor(((y + 0.5) * scale) / map.block)) * map.columns;
  let ink = 0;
  for (let x = start[run] as number; x < (end[run] as number); x += 1) {
    const block = blockRow + Math.min(map.columns - 1, Math.floor(((x + 0.5) * scale) / map.block));
    const depth = (map.threshold[block] as number) - (grey.data[y * grey.width + x] as number);
    if (depth > 0) ink += depth / (map.contrast[block] as number);
  }
  return ink;
}

function whiten({ stride, origin, data }: DraftMask, y: number, start: number, end: number): void {
  for (let x = start; x < end; x += 1) {
    const at = origin + y * stride + (x >> 3);
    data[at] = (data[at] as number) & ~(0x80 >> (x & 7));
  }
}
