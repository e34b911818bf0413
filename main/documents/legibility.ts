import { inWorkspace, kernels } from './kernels/workspace.ts';
import type { Raster } from './raster.ts';
import { type Sampler, SQUARE_LEVELS, SQUARE_SIDE } from './sampler.ts';

/**
 * Below this grade nothing is given out: the engine answers that the document does not fit. Text at this grade is read
 * with about one letter in ten wrong.
 */
export const LEGIBILITY_FLOOR = 0.3;

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
  return {
    width,
    height,
    grade(drawn) {
      if (squares.length === 0) return 1;
      const correlations = correlationsOf(squares, reference, drawn);
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

/** Squares with something to read in them, row by row. A square of 16 pixels holds about two letters of print. */
function squaresWithInk({ width, height, data }: Raster): Square[] {
  const squares: Square[] = [];
  const columns = Math.floor(width / SQUARE_SIDE);
  inWorkspace((space) => {
    const [rows, sums] = [space.room(SQUARE_SIDE * width), space.room(8 * columns)];
    for (let top = 0; top + SQUARE_SIDE <= height; top += SQUARE_SIDE) {
      space.set(rows, data.subarray(top * width, (top + SQUARE_SIDE) * width));
      kernels.sumSquares(rows, width, sums);
      const pairs = space.words(sums, 2 * columns);
      for (let column = 0; column < columns; column += 1) {
        const mean = (pairs[2 * column] as number) / SQUARE_LEVELS;
        const variance = (pairs[2 * column + 1] as number) / SQUARE_LEVELS - mean * mean;
        const deviation = Math.sqrt(Math.max(0, variance));
        if (deviation >= LEAST_DEVIATION) squares.push({ left: column * SQUARE_SIDE, top, mean, deviation });
      }
    }
  });
  return squares;
}

/** Pearson's correlation of each square; 0 where the encoding left it flat or turned it round. */
function correlationsOf(
  squares: readonly Square[],
  { width, data }: Raster,
  drawn: Sampler,
): Float32Array<ArrayBuffer> {
  const correlations = new Float32Array(squares.length);
  inWorkspace((space) => {
    const sampler = drawn.inSpace(space);
    const [rows, candidate] = [space.room(SQUARE_SIDE * width), space.room(SQUARE_LEVELS)];
    const sums = space.room(12);
    const three = space.words(sums, 3);
    let band = -1;
    for (const [index, { left, top, mean, deviation }] of squares.entries()) {
      if (top !== band) {
        sampler.band(top);
        space.set(rows, data.subarray(top * width, (top + SQUARE_SIDE) * width));
        band = top;
      }
      sampler.square(left, candidate);
      kernels.compareSquares(candidate, rows + left, width, sums);
      const own = (three[0] as number) / SQUARE_LEVELS;
      const spread = Math.sqrt(Math.max(0, (three[1] as number) / SQUARE_LEVELS - own ** 2));
      const products = (three[2] as number) / SQUARE_LEVELS;
      correlations[index] = spread < 1 ? 0 : Math.max(0, (products - own * mean) / (spread * deviation));
    }
  });
  return correlations;
}
