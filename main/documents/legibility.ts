import { fromRectangle, warp } from './clean-up/warp.ts';
import { type Raster, shrink, toGrey } from './raster.ts';

/**
 * Below this grade nothing is given out: the engine answers that the document does not fit. Text at this grade is read
 * with about one letter in ten wrong.
 */
export const LEGIBILITY_FLOOR = 0.3;

/** Resolution at which strokes are compared: finer says more of grain than of letters. */
const JUDGED_DPI = 150;
/** Side of the squares compared, pixels: about two letters of print. */
const BLOCK = 16;
/** Least deviation of a square that has something to read in it, levels. */
const LEAST_DEVIATION = 15;
/** Median correlation at which nothing can be read any more, and at which nothing is lost. */
const ILLEGIBLE = 0.7;

/** Compares encodings of one page with the page. */
export interface LegibilityJudge {
  /** Grade of an encoding as it will be drawn, from 0 (nothing can be read) to 1 (as good as the page). */
  grade(drawn: Raster): number;
}

/**
 * Grades how well the strokes of a page survive: the median, over all squares with something in them, of the correlation
 * between the square in the page and in its encoding. Calibrated against reading machines: see `README.md`.
 *
 * @param page The page, at `dpi` dots per inch.
 */
export function judgeOf(page: Raster, dpi: number): LegibilityJudge {
  const ratio = Math.min(1, JUDGED_DPI / dpi);
  const reference = toGrey(shrink(page, Math.round(page.width * ratio), Math.round(page.height * ratio)));
  const squares = squaresWithInk(reference);
  return {
    grade(drawn) {
      if (squares.length === 0) return 1;
      const candidate = toGrey(sized(drawn, reference.width, reference.height));
      const correlations = new Float32Array(squares.length);
      for (const [index, square] of squares.entries())
        correlations[index] = correlation(reference, candidate, square);
      correlations.sort();
      const median = correlations[correlations.length >> 1] as number;
      return Math.max(0, Math.min(1, (median - ILLEGIBLE) / (1 - ILLEGIBLE)));
    },
  };
}

/** The raster at exactly this size, reduced by area or enlarged between pixels. */
export function sized(raster: Raster, width: number, height: number): Raster {
  if (width <= raster.width && height <= raster.height) return shrink(raster, width, height);
  const corners = [
    { x: 0, y: 0 },
    { x: raster.width, y: 0 },
    { x: raster.width, y: raster.height },
    { x: 0, y: raster.height },
  ] as const;
  return warp(raster, fromRectangle(width, height, corners), width, height, [255, 255, 255]);
}

interface Square {
  readonly at: number;
  readonly mean: number;
  readonly deviation: number;
}

function squaresWithInk({ width, height, data }: Raster): Square[] {
  const squares: Square[] = [];
  const count = BLOCK * BLOCK;
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let sum = 0;
      let ofSquares = 0;
      for (let y = top; y < top + BLOCK; y += 1) {
        for (let at = y * width + left; at < y * width + left + BLOCK; at += 1) {
          const level = data[at] as number;
          sum += level;
          ofSquares += level * level;
        }
      }
      const mean = sum / count;
      const deviation = Math.sqrt(Math.max(0, ofSquares / count - mean * mean));
      if (deviation >= LEAST_DEVIATION) squares.push({ at: top * width + left, mean, deviation });
    }
  }
  return squares;
}

/** Pearson's correlation of one square; 0 where the encoding left it flat or turned it round. */
function correlation(reference: Raster, candidate: Raster, { at, mean, deviation }: Square): number {
  const { width } = reference;
  const count = BLOCK * BLOCK;
  let sum = 0;
  let ofSquares = 0;
  let products = 0;
  for (let y = 0; y < BLOCK; y += 1) {
    for (let pixel = at + y * width; pixel < at + y * width + BLOCK; pixel += 1) {
      const level = candidate.data[pixel] as number;
      sum += level;
      ofSquares += level * level;
      products += level * (reference.data[pixel] as number);
    }
  }
  const spread = Math.sqrt(Math.max(0, ofSquares / count - (sum / count) ** 2));
  if (spread < 1) return 0;
  return Math.max(0, (products / count - (sum / count) * mean) / (spread * deviation));
}
