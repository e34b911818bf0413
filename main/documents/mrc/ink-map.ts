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
/** Ink begins this far from the paper, as a share of the contrast between them. */
const INK_SHARE = 0.5;
/** The least difference that counts as ink, grey levels: a faint pencil on clean paper, more where the paper has grain. */
const LEAST_CONTRAST = { base: 16, perGrain: 8, least: 20, most: 45 } as const;
/** Share of all windows, the quietest ones, whose deviation is the paper's grain. */
const QUIET_SHARE = 0.3;
/** How much more than a block a window of paper may deviate: it sees the unevenness of the paper too. */
const WINDOW_OVER_BLOCK = 2;
/** How near to the threshold a block's darkest pixel may come before the block has to be looked at, share of contrast. */
const MARGIN = 0.25;

/**
 * Finds paper and ink on a grey page of `dpi`.
 *
 * Paper level p: the closing (largest, then smallest) of the block means over `PAPER_REACH`, smoothed. Mean m and
 * variance v of a window of two levels, paper and ink, with ink share f and contrast c, obey p - m = f c and
 * v = f (1 - f) c², hence c = (p - m) + v / (p - m): the contrast of the ink itself, however little of it there is.
 * The threshold lies half-way, where the edge of a stroke was before the scanner blurred it.
 */
export function mapInk(grey: Raster, dpi: number): InkMap {
  const block = Math.max(2, Math.round(dpi / BLOCKS_PER_INCH));
  const sums = blockSums(grey, block);
  const { columns, rows, counts, totals, squares, darkest } = sums;
  const size = columns * rows;

  const deviation = new Float32Array(size);
  const paper = new Float32Array(size);
  for (let at = 0; at < size; at += 1) {
    const mean = (totals[at] as number) / (counts[at] as number);
    paper[at] = mean;
    deviation[at] = Math.sqrt(Math.max(0, (squares[at] as number) / (counts[at] as number) - mean * mean));
  }
  const paperReach = Math.max(1, Math.round((PAPER_REACH * dpi) / block));
  closeGaps(paper, columns, rows, paperReach);
  boxMean(paper, columns, rows, Math.max(1, paperReach >> 1));

  const inkReach = Math.max(1, Math.round((INK_REACH * dpi) / block));
  boxSum(counts, columns, rows, inkReach);
  boxSum(totals, columns, rows, inkReach);
  boxSum(squares, columns, rows, inkReach);

  const spread = new Float32Array(size);
  for (let at = 0; at < size; at += 1) {
    const mean = (totals[at] as number) / (counts[at] as number);
    spread[at] = Math.max(0, (squares[at] as number) / (counts[at] as number) - mean * mean);
  }
  // A page written from edge to edge has no quiet window; between its strokes there are quiet blocks.
  const grain = Math.min(
    Math.sqrt(quantile(spread, QUIET_SHARE)),
    WINDOW_OVER_BLOCK * quantile(deviation, QUIET_SHARE),
  );
  const leastContrast = Math.min(
    LEAST_CONTRAST.most,
    Math.max(LEAST_CONTRAST.least, LEAST_CONTRAST.base + LEAST_CONTRAST.perGrain * grain),
  );

  const threshold = new Float32Array(size);
  const contrast = new Float32Array(size);
  const near = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) {
    const level = paper[at] as number;
    const below = Math.max(0.5, level - (totals[at] as number) / (counts[at] as number));
    const variance = Math.max(0, (spread[at] as number) - grain * grain);
    const found = Math.min(level, below + variance / below);
    const step = Math.max(INK_SHARE * found, leastContrast);
    threshold[at] = level - step;
    contrast[at] = step / INK_SHARE;
    if ((darkest[at] as number) < level - step + MARGIN * (step / INK_SHARE)) near[at] = 1;
  }
  return { block, columns, rows, threshold, contrast, paperOnly: noneAround(near, columns), deviation };
}

/**
 * The map of a page that is black and white already: every black pixel is ink, in whatever company. (`mapInk` would take
 * the inside of a large black area for dark paper, which is right only where there is a layer to show it.)
 */
export function mapBilevel(grey: Raster, dpi: number): InkMap {
  const block = Math.max(2, Math.round(dpi / BLOCKS_PER_INCH));
  const { columns, rows, darkest } = blockSums(grey, block);
  const size = columns * rows;
  return {
    block,
    columns,
    rows,
    threshold: new Float32Array(size).fill(128),
    contrast: new Float32Array(size).fill(255),
    paperOnly: noneAround(
      darkest.map((level) => (level < 192 ? 1 : 0)),
      columns,
    ),
    deviation: new Float32Array(size),
  };
}

interface BlockSums {
  readonly columns: number;
  readonly rows: number;
  /** Pixels of a block; sums of them, and of their squares, over a window of blocks stay within 32 bits. */
  readonly counts: Uint32Array;
  readonly totals: Uint32Array;
  readonly squares: Uint32Array;
  readonly darkest: Uint8Array;
}

function blockSums(grey: Raster, block: number): BlockSums {
  const { width, height, data } = grey;
  const columns = Math.ceil(width / block);
  const rows = Math.ceil(height / block);
  const counts = new Uint32Array(columns * rows);
  const totals = new Uint32Array(columns * rows);
  const squares = new Uint32Array(columns * rows);
  const darkest = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const top = row * block;
    const bottom = Math.min(height, top + block);
    for (let column = 0; column < columns; column += 1) {
      const left = column * block;
      const right = Math.min(width, left + block);
      let total = 0;
      let square = 0;
      let dark = 255;
      for (let y = top; y < bottom; y += 1) {
        for (let at = y * width + left, end = y * width + right; at < end; at += 1) {
          const level = data[at] as number;
          total += level;
          square += level * level;
          if (level < dark) dark = level;
        }
      }
      const at = row * columns + column;
      counts[at] = (right - left) * (bottom - top);
      totals[at] = total;
      squares[at] = square;
      darkest[at] = dark;
    }
  }
  return { columns, rows, counts, totals, squares, darkest };
}

/** Grey closing: dark spots narrower than `2 reach` blocks take the level of what is around them. */
function closeGaps(values: Float32Array, columns: number, rows: number, reach: number): void {
  const line = new Float32Array(Math.max(columns, rows));
  for (const largest of [true, false]) {
    for (let row = 0; row < rows; row += 1)
      slideExtreme(values, row * columns, 1, columns, reach, largest, line);
    for (let column = 0; column < columns; column += 1) {
      slideExtreme(values, column, columns, rows, reach, largest, line);
    }
  }
}

/** Running maximum (or minimum) of the window of `2 reach + 1`, cut at the ends. */
function slideExtreme(
  values: Float32Array,
  from: number,
  step: number,
  length: number,
  reach: number,
  largest: boolean,
  line: Float32Array,
): void {
  const sign = largest ? 1 : -1;
  for (let index = 0; index < length; index += 1)
    line[index] = sign * (values[from + index * step] as number);
  let best = Number.NEGATIVE_INFINITY;
  let bestAt = -1;
  for (let index = 0; index < length; index += 1) {
    const first = index - reach;
    const last = Math.min(length - 1, index + reach);
    if (bestAt < first || bestAt < 0) {
      best = Number.NEGATIVE_INFINITY;
      for (let other = Math.max(0, first); other <= last; other += 1) {
        if ((line[other] as number) >= best) {
          best = line[other] as number;
          bestAt = other;
        }
      }
    } else if ((line[last] as number) >= best) {
      best = line[last] as number;
      bestAt = last;
    }
    values[from + index * step] = sign * best;
  }
}

/** Fixed point of the levels that means are made of. */
const FIXED = 256;

/** Replaces every value by the mean of the square of side `2 reach + 1` around it, cut at the edges. */
function boxMean(values: Float32Array, columns: number, rows: number, reach: number): void {
  const sums = new Uint32Array(values.length);
  for (let at = 0; at < sums.length; at += 1) sums[at] = (values[at] as number) * FIXED + 0.5;
  boxSum(sums, columns, rows, reach);
  for (let row = 0; row < rows; row += 1) {
    const high = Math.min(rows - 1, row + reach) - Math.max(0, row - reach) + 1;
    for (let column = 0; column < columns; column += 1) {
      const wide = Math.min(columns - 1, column + reach) - Math.max(0, column - reach) + 1;
      const at = row * columns + column;
      values[at] = (sums[at] as number) / (high * wide * FIXED);
    }
  }
}

/** Replaces every value by the sum of the square of side `2 reach + 1` around it, cut at the edges. */
function boxSum(values: Uint32Array, columns: number, rows: number, reach: number): void {
  const line = new Uint32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns;
    for (let column = 0; column < columns; column += 1) line[column] = values[from + column] as number;
    let sum = 0;
    for (let column = 0; column < Math.min(reach, columns); column += 1) sum += line[column] as number;
    for (let column = 0; column < columns; column += 1) {
      if (column + reach < columns) sum += line[column + reach] as number;
      if (column - reach > 0) sum -= line[column - reach - 1] as number;
      values[from + column] = sum;
    }
  }
  // Down the columns, a whole row at a time: memory is read in order. The rows above that are still needed are kept.
  const kept = Math.min(rows, reach + 1);
  const above = new Uint32Array(columns * kept);
  const running = new Uint32Array(columns);
  for (let row = 0; row < Math.min(reach, rows); row += 1) addRow(running, values, row * columns, 1);
  for (let row = 0; row < rows; row += 1) {
    if (row + reach < rows) addRow(running, values, (row + reach) * columns, 1);
    if (row - reach > 0) addRow(running, above, ((row - reach - 1) % kept) * columns, -1);
    above.set(values.subarray(row * columns, (row + 1) * columns), (row % kept) * columns);
    values.set(running, row * columns);
  }
}

function addRow(running: Uint32Array, rows: Uint32Array, from: number, sign: 1 | -1): void {
  for (let column = 0; column < running.length; column += 1) {
    running[column] = (running[column] as number) + sign * (rows[from + column] as number);
  }
}

/** The value under which `share` of the values lie, from every seventh of them. */
function quantile(values: Float32Array, share: number): number {
  const sample = new Float32Array(Math.ceil(values.length / 7));
  for (let index = 0; index < sample.length; index += 1) sample[index] = values[index * 7] as number;
  sample.sort();
  return sample[Math.min(sample.length - 1, Math.floor(sample.length * share))] as number;
}

/** 1 where neither the block nor any of its eight neighbours is set. */
function noneAround(set: Uint8Array, columns: number): Uint8Array {
  const across = new Uint8Array(set.length);
  const last = set.length - 1;
  for (let at = 0; at <= last; at += 1) {
    const column = at % columns;
    across[at] =
      (set[at] as number) |
      (column > 0 ? (set[at - 1] as number) : 0) |
      (column + 1 < columns ? (set[at + 1] as number) : 0);
  }
  const none = new Uint8Array(set.length);
  for (let at = 0; at <= last; at += 1) {
    const any =
      (across[at] as number) |
      (at >= columns ? (across[at - columns] as number) : 0) |
      (at + columns <= last ? (across[at + columns] as number) : 0);
    none[at] = 1 - any;
  }
  return none;
}
