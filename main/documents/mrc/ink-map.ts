import { bandRows, inWorkspace, kernels, type Workspace } from '../kernels/workspace.ts';
import type { Raster } from '../raster.ts';

/**
 * Where ink begins on a page: one threshold for each small square block, so that shadows, coloured paper and faint
 * print each get their own.
 */
export interface InkMap {
  /** Side of a block, pixels of the page the map was made from. */
  readonly block: number;
  readonly columns: number;
  readonly rows: number;
  /** Grey level under which a pixel is ink. */
  readonly threshold: Float32Array;
  /** Difference between paper and ink around the block, grey levels, never 0. */
  readonly contrast: Float32Array;
  /** 1 where no pixel of the block or of its eight neighbours comes near to the threshold. */
  readonly paperOnly: Uint8Array;
  /** Standard deviation of the grey levels within the block. */
  readonly deviation: Float32Array;
}

/** Blocks to the inch: 4 pixels at 300 dpi. */
const BLOCKS_PER_INCH = 75;
/** Half the side of the square within which the lightest block is paper, inches: wider than any pen stroke. */
const PAPER_REACH = 0.1;
/** Half the side of the window within which ink is measured, inches: about one line of print. */
const INK_REACH = 0.085;
/** The least difference that counts as ink, grey levels: a faint pencil on clean paper, more where the paper has grain. */
const LEAST_CONTRAST = { base: 16, perGrain: 8, least: 20, most: 45 } as const;
/** Share of all windows, the quietest ones, whose deviation is the paper's grain. */
const QUIET_SHARE = 0.3;
/** How much more than a block a window of paper may deviate: it sees the unevenness of the paper too. */
const WINDOW_OVER_BLOCK = 2;
/**
 * Finds paper and ink on a grey page of `dpi`.
 *
 * Paper level p: the closing (largest, then smallest) of the block means over `PAPER_REACH`, smoothed. Mean m and
 * variance v of a window of two levels, paper and ink, with ink share f and contrast c, obey p - m = f c and
 * v = f (1 - f) c², hence c = (p - m) + v / (p - m): the contrast of the ink itself, however little of it there is.
 * The threshold lies half-way, where the edge of a stroke was before the scanner blurred it.
 */
export function mapInk(grey: Raster, dpi: number): InkMap {
  return inWorkspace((space) => {
    const sums = blockSums(space, grey, dpi);
    const { block, columns, rows, totals, squares, darkest } = sums;
    const size = columns * rows;
    const { paper, spare, deviation, grain: blockGrain } = blockLevels(space, grey, sums);
    const paperReach = Math.max(1, Math.round((PAPER_REACH * dpi) / block));
    const inkReach = Math.max(1, Math.round((INK_REACH * dpi) / block));
    const lines = space.room(4 * columns * (Math.max(paperReach, inkReach) + 3) + 64);

    kernels.closeGaps(paper, columns, rows, paperReach, spare, lines);
    kernels.boxMean(paper, columns, rows, Math.max(1, paperReach >> 1), lines);

    kernels.boxSum(totals, columns, rows, inkReach, lines);
    kernels.boxSum(squares, columns, rows, inkReach, lines);
    kernels.windowSpread(totals, squares, columns, rows, inkReach, block, grey.width, grey.height);
    // A page written from edge to edge has no quiet window; between its strokes there are quiet blocks.
    const windowGrain = Math.sqrt(quantile(space, squares, size, QUIET_SHARE));
    const grain = Math.min(windowGrain, WINDOW_OVER_BLOCK * blockGrain);
    const leastContrast = Math.min(
      LEAST_CONTRAST.most,
      Math.max(LEAST_CONTRAST.least, LEAST_CONTRAST.base + LEAST_CONTRAST.perGrain * grain),
    );
    kernels.inkThresholds(
      paper,
      totals,
      squares,
      darkest,
      columns,
      rows,
      inkReach,
      block,
      grey.width,
      grey.height,
      grain,
      leastContrast,
    );
    return {
      block,
      columns,
      rows,
      threshold: floatsAt(space, totals, size),
      contrast: floatsAt(space, squares, size),
      paperOnly: noneAround(space, darkest, columns, rows),
      deviation,
    };
  });
}

/**
 * The map of a page that is black and white already: every black pixel is ink, in whatever company. (`mapInk` would take
 * the inside of a large black area for dark paper, which is right only where there is a layer to show it.)
 */
export function mapBilevel(grey: Raster, dpi: number): InkMap {
  return inWorkspace((space) => {
    const { block, columns, rows, darkest } = blockSums(space, grey, dpi);
    const size = columns * rows;
    kernels.markUnder(darkest, size, 192);
    return {
      block,
      columns,
      rows,
      threshold: new Float32Array(size).fill(128),
      contrast: new Float32Array(size).fill(255),
      paperOnly: noneAround(space, darkest, columns, rows),
      deviation: new Float32Array(size),
    };
  });
}

/** Places in the workspace with a number for each block: 32 bits, `darkest` 8. Sums over a window of blocks fit too. */
interface BlockSums {
  readonly block: number;
  readonly columns: number;
  readonly rows: number;
  readonly totals: number;
  readonly squares: number;
  readonly darkest: number;
}

function blockSums(space: Workspace, { width, height, data }: Raster, dpi: number): BlockSums {
  const block = Math.max(2, Math.round(dpi / BLOCKS_PER_INCH));
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const size = columns * rows;
  const [totals, squares, darkest] = [space.room(4 * size), space.room(4 * size), space.room(size)];
  inWorkspace(() => {
    const most = Math.ceil(bandRows(width) / block) * block;
    const grey = space.room(most * width);
    const [sums, dark] = [space.room(8 * width + 64), space.room(width + 64)];
    for (let y = 0; y < height; y += most) {
      const band = data.subarray(y * width, (y + most) * width);
      const first = (y / block) * columns;
      space.set(grey, band);
      kernels.blockSums(
        grey,
        width,
        band.length / width,
        block,
        columns,
        sums,
        dark,
        totals + 4 * first,
        squares + 4 * first,
        darkest + first,
      );
    }
  });
  return { block, columns, rows, totals, squares, darkest };
}

/** The mean of each block (a place), room for as many floats, the deviation within each, and that of the quietest. */
function blockLevels(
  space: Workspace,
  { width, height }: Raster,
  { block, columns, rows, totals, squares }: BlockSums,
): {
  readonly paper: number;
  readonly spare: number;
  readonly deviation: Float32Array;
  readonly grain: number;
} {
  const size = columns * rows;
  const [paper, deviations] = [space.room(4 * size), space.room(4 * size)];
  for (let row = 0; row < rows; row += 1) {
    const high = Math.min(height, (row + 1) * block) - row * block;
    const at = 4 * row * columns;
    kernels.blockLevels(
      totals + at,
      squares + at,
      columns,
      high * block,
      high * (width - (columns - 1) * block),
      paper + at,
      deviations + at,
    );
  }
  return {
    paper,
    spare: deviations,
    deviation: floatsAt(space, deviations, size),
    grain: quantile(space, deviations, size, QUIET_SHARE),
  };
}

/** A copy of the floats at a place. */
function floatsAt(space: Workspace, at: number, count: number): Float32Array {
  return new Float32Array(space.bytes(at, 4 * count).slice().buffer);
}

/** Of how many values one is looked at to tell how they are spread. */
const SAMPLED = 7;

/** The value under which `share` of the floats at a place lie, of which none is negative. */
function quantile(space: Workspace, at: number, count: number, share: number): number {
  const sampled = Math.ceil(count / SAMPLED);
  const rank = Math.min(sampled - 1, Math.floor(sampled * share));
  return inWorkspace(() => kernels.ranked(at, count, SAMPLED, rank, space.room(1 << 18)));
}

/** 1 where neither the block nor any of its eight neighbours is set. */
function noneAround(space: Workspace, set: number, columns: number, rows: number): Uint8Array {
  const [line, none] = [space.room(columns + 48), space.room(columns * rows)];
  kernels.noneAround(set, columns, rows, line, none);
  return space.bytes(none, columns * rows).slice();
}
