import { inWorkspace, kernels } from '../kernels/workspace.ts';
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
  eachSpot(draft, Math.floor(ALWAYS_STAYS * size), (runs) => {
    let ink = 0;
    for (let run = 0; run < runs.length; run += RUN)
      ink = Math.fround(ink + inkOf(runs, run, grey, map, scale));
    if (ink >= LEAST_INK * size) return;
    for (let run = 0; run < runs.length; run += RUN) whiten(draft, runs, run);
  });
}

/** Numbers of a run of black pixels: its row, its start, and the pixel after its last. */
const RUN = 3;
/** Room for spots, bytes, above what one row may need; where it is full, they are weighed. */
const SPOTS_ROOM = 1 << 18;

/** Calls `weigh` with the runs of every spot (what hangs together, corners included) of at most `most` pixels. */
function eachSpot(
  { width, height, stride, origin, data }: DraftMask,
  most: number,
  weigh: (runs: Int32Array) => void,
): void {
  if (most < 1) return;
  inWorkspace((space) => {
    const first = space.put(data) + origin;
    const room = SPOTS_ROOM + 4 * width * (1 + RUN * most);
    const [spots, found] = [space.room(room), space.room(4)];
    for (let row = 0; row < height; ) {
      row = kernels.findSpots(first, stride, width, height, row, most, spots, spots + room, found);
      const [end = spots] = space.words(found, 1);
      const numbers = space.words(spots, (end - spots) / 4);
      for (let at = 0; at < numbers.length; ) {
        const next = at + 1 + RUN * (numbers[at] as number);
        weigh(numbers.subarray(at + 1, next));
        at = next;
      }
    }
  });
}

/** Depth of a run's pixels under the threshold, summed, as a share of the contrast. */
function inkOf(runs: Int32Array, run: number, grey: Raster, map: InkMap, scale: number): number {
  const y = runs[run] as number;
  const blockRow = Math.min(map.rows - 1, Math.floor(((y + 0.5) * scale) / map.block)) * map.columns;
  let ink = 0;
  for (let x = runs[run + 1] as number; x < (runs[run + 2] as number); x += 1) {
    const block = blockRow + Math.min(map.columns - 1, Math.floor(((x + 0.5) * scale) / map.block));
    const depth = (map.threshold[block] as number) - (grey.data[y * grey.width + x] as number);
    if (depth > 0) ink += depth / (map.contrast[block] as number);
  }
  return ink;
}

function whiten({ stride, origin, data }: DraftMask, runs: Int32Array, run: number): void {
  for (let x = runs[run + 1] as number; x < (runs[run + 2] as number); x += 1) {
    const at = origin + (runs[run] as number) * stride + (x >> 3);
    data[at] = (data[at] as number) & ~(0x80 >> (x & 7));
  }
}
