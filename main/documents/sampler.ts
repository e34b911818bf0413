import type { Bitmap } from './jbig2/bitmap.ts';
import { kernels, type Workspace } from './kernels/workspace.ts';
import { type Raster, type Taps, tapsOf, WHOLE } from './raster.ts';

/** A size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Side of the squares that are looked at, pixels. */
export const SQUARE_SIDE = 16;
/** Levels of a square. */
export const SQUARE_LEVELS = SQUARE_SIDE * SQUARE_SIDE;

/**
 * A grey picture seen at another size, a small square at a time: reduced by area or enlarged between pixels. Looking at
 * a few hundred squares costs a tenth of resampling the whole.
 */
export interface Sampler {
  /** Takes the room for looking at squares. The workspace must be left to it until all are looked at. */
  inSpace(space: Workspace): SquareSampler;
}

export interface SquareSampler {
  /** Makes the rows ready that squares need whose first row is `top`, pixels of the other size. */
  band(top: number): void;
  /** Writes the levels of the square at `left` of the band, row by row, to a place in the workspace. */
  square(left: number, to: number): void;
}

/** `raster` (grey) at the size of `to`. */
export function sampleRaster({ width, height, data }: Raster, to: Size): Sampler {
  return sampler({ width, height, stride: width, data }, 0, to);
}

/** A bitmap at the size of `to`: black is 0, white 255. */
export function sampleBitmap(bitmap: Bitmap, to: Size): Sampler {
  return sampler(bitmap, 1, to);
}

/** A page as a viewer draws it: ink where the mask is black, the paper (default: white) elsewhere. */
export function sampleDrawn(mask: Sampler, paper: Sampler | undefined, ink: Sampler | number): Sampler {
  return {
    inSpace(space) {
      const [over, behind] = [space.room(SQUARE_LEVELS), space.room(SQUARE_LEVELS)];
      const [bare, papers] = [mask.inSpace(space), paper?.inSpace(space)];
      const inks = typeof ink === 'number' ? undefined : ink.inSpace(space);
      space.bytes(over, SQUARE_LEVELS).fill(typeof ink === 'number' ? ink : 0);
      space.bytes(behind, SQUARE_LEVELS).fill(255);
      return {
        band(top) {
          for (const each of [bare, papers, inks]) each?.band(top);
        },
        square(left, to) {
          bare.square(left, to);
          papers?.square(left, behind);
          inks?.square(left, over);
          kernels.drawSquare(to, over, behind);
        },
      };
    },
  };
}

/** @param bits whether the rows of `from` are bits, 1 is black, or else grey levels. */
function sampler(from: Bitmap, bits: 0 | 1, to: Size): Sampler {
  const { stride, data } = from;
  const across = from.width >= to.width ? tapsOf(from.width, to.width) : between(from.width, to.width);
  const down = from.height >= to.height ? tapsOf(from.height, to.height) : between(from.height, to.height);
  const most = Math.ceil((SQUARE_SIDE * from.height) / to.height) + down.taps + 1;
  return {
    inSpace(space) {
      const [first, weights] = [space.put(across.first), space.put(across.weights)];
      const [rowFirst, rowWeights] = [space.put(down.first), space.put(down.weights)];
      // The source rows of a square at the other width: each is read once, however many rows it counts for.
      const [rows, lines] = [space.room(most * stride), space.room(4 * SQUARE_SIDE * most)];
      let [firstOfBand, weightsOfBand] = [rowFirst, rowWeights];
      return {
        band(top) {
          const begin = down.first[top] as number;
          const end = (down.first[top + SQUARE_SIDE - 1] as number) + down.taps;
          space.set(rows, data.subarray(begin * stride, end * stride));
          firstOfBand = rowFirst + 4 * top;
          weightsOfBand = rowWeights + 2 * down.taps * top;
        },
        square(left, to) {
          kernels.sampleSquare(
            rows,
            stride,
            bits,
            across.taps,
            first + 4 * left,
            weights + 2 * across.taps * left,
            down.taps,
            firstOfBand,
            weightsOfBand,
            lines,
            to,
          );
        },
      };
    },
  };
}

/** Mixes the two source positions around each target position: for a target that is larger. */
function between(from: number, to: number): Taps {
  const taps = Math.min(2, from);
  const first = new Int32Array(to);
  const weights = new Uint16Array(to * taps);
  for (let index = 0; index < to; index += 1) {
    const place = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5));
    const begin = Math.min(Math.floor(place), from - taps);
    first[index] = begin;
    const after = Math.round((place - begin) * WHOLE);
    weights[index * taps] = taps === 1 ? WHOLE : WHOLE - after;
    if (taps === 2) weights[index * taps + 1] = after;
  }
  return { taps, first, weights };
}
