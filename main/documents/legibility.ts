import type { Raster } from './raster.ts';
import type { Sampler } from './sampler.ts';

/**
 * Below this grade nothing is given out: the engine answers that the document does not fit. Text at this grade is read
 * with about one letter in ten wrong.
 */
export const LEGIBILITY_FLOOR = 0.3;

/** Side of the squares compared, pixels: about two letters of print. */
const BLOCK = 16;
/** Least deviation of a square that has something to read in it, levels. */
const LEAST_DEVIATION = 15;
/** Median correlation at which nothing can be read any more, and at which nothing is lost. */
const ILLEGIBLE = 0.7;

/** Squares compared at most, evenly over the page: more say the same. */
const MOST_SQUARES = 400;

/** Compares encodings of one page with the page. */
export interface LegibilityJudge {
  /** Size at which encodings are looked at, pixels. */
  readonly width: number;
  readonly height: number;
  /** Grade of an encoding as it will be drawn, from 0 (nothing can be read) to 1 (as good as the page). */
  grade(drawn: Sampler): number;
}

/**
 * Grades how well the strokes of a page survive: the median, over squares with something in them, of the correlation
 * between the square in the page and in its encoding. Calibrated against reading machines: see `README.md`.
 *
 * @param reference The page in grey at `SEEN_DPI`: what is finer says more of grain than of letters.
 */
export function judgeOf(reference: Raster): LegibilityJudge {
  const { width, height } = reference;
  const squares = spread(squaresWithInk(reference));
  const candidate = new Uint8Array(BLOCK * BLOCK);
  return {
    width,
    height,
    grade(drawn) {
      if (squares.length === 0) return 1;
      const correlations = new Float32Array(squares.length);
      for (const [index, square] of squares.entries()) {
        drawn.square(square.left, square.top, BLOCK, candidate);
        correlations[index] = correlation(reference, candidate, square);
      }
      correlations.sort();
      const median = correlations[correlations.length >> 1] as number;
      return Math.max(0, Math.min(1, (median - ILLEGIBLE) / (1 - ILLEGIBLE)));
    },
  };
}

/** As many of the squares as are compared, from all over the page. */
function spread(squares: readonly Square[]): readonly Square[] {
  const every = squares.length / Math.min(squares.length, MOST_SQUARES);
  return Array.from(
    { length: Math.min(squares.length, MOST_SQUARES) },
    (_, index) => squares[Math.floor(index * every)] as Square,
  );
}

interface Square {
  readonly left: number;
  readonly top: number;
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
      if (deviation >= LEAST_DEVIATION) squares.push({ left, top, mean, deviation });
    }
  }
  return squares;
}

/** Pearson's correlation of one square; 0 where the encoding left it flat or turned it round. */
function correlation(
  reference: Raster,
  candidate: Uint8Array,
  { left, top, mean, deviation }: Square,
): number {
  const { width, data } = reference;
  const count = BLOCK * BLOCK;
  let sum = 0;
  let ofSquares = 0;
  let products = 0;
  let pixel = 0;
  for (let y = top; y < top + BLOCK; y += 1) {
    for (let at = y * width + left; at < y * width + left + BLOCK; at += 1, pixel += 1) {
      const level = candidate[pixel] as number;
      sum += level;
      ofSquares += level * level;
      products += level * (data[at] as number);
    }
  }
  const spread = Math.sqrt(Math.max(0, ofSquares / count - (sum / count) ** 2));
  if (spread < 1) return 0;
  return Math.max(0, (products / count - (sum / count) * mean) / (spread * deviation));
}
