import { bandRows, inWorkspace, kernels, type Workspace } from '../kernels/workspace.ts';
import type { Raster } from '../raster.ts';
import type { DraftMask } from './ink-mask.ts';

/** A coarse grid laid over a page: what is known of each cell's colour, and how much of the cell that knowledge covers. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Sums over the pixels that count, channel by channel. */
  readonly sums: Uint32Array;
  /** How many pixels count. */
  readonly counts: Uint32Array;
  /** Pixels of a whole cell. */
  readonly full: number;
}

/** Share of a cell's pixels from which its own mean is trusted entirely; below, what is around mixes in. */
const TRUSTED_SHARE = 0.25;

/** The bits of a mask with every black pixel widened by one all around. Same layout as the draft. */
export function widened({ height, stride, origin, data }: DraftMask): Uint8Array {
  const wide = new Uint8Array(data.length);
  const first = origin - (origin % stride);
  inWorkspace((space) => {
    const most = bandRows(stride);
    const bits = space.room((most + 2) * stride);
    const out = space.room(most * stride);
    for (let y = 0; y < height; y += most) {
      const rows = Math.min(most, height - y);
      const at = first + y * stride;
      space.set(bits, data.subarray(at - stride, at + (rows + 1) * stride));
      kernels.widenRows(bits + stride, stride, rows, out);
      wide.set(space.bytes(out, rows * stride), at);
    }
  });
  return wide;
}

/**
 * Sums a page into cells of a grid, over the pixels of one side of a mask.
 *
 * @param bits mask in the draft's layout, same size as the page.
 * @param ink true: the pixels under the mask count; false: the others.
 */
export function sumCells(
  page: Raster,
  draft: DraftMask,
  bits: Uint8Array,
  ink: boolean,
  columns: number,
  rows: number,
): Cells {
  const { width, height, channels, data } = page;
  const { origin, stride } = draft;
  const sums = new Uint32Array(columns * rows * channels);
  const counts = new Uint32Array(columns * rows);
  // First pixel of every cell of a row; the last entry ends the last cell.
  const edges = Uint32Array.from({ length: columns + 1 }, (_, cell) =>
    Math.ceil((cell * width) / columns - 0.5),
  );
  const heights = heightsOf(rows, height);
  const tallest = heights.reduce((most, rowsOfCell) => Math.max(most, rowsOfCell), 0);
  inWorkspace((space) => {
    const edgesAt = space.put(edges);
    const heightsAt = space.put(heights);
    const most = Math.max(1, Math.floor(bandRows(width * channels) / tallest));
    const pixels = space.room(most * tallest * width * channels);
    const bitsAt = space.room(most * tallest * stride);
    const lines = space.room(2 * channels * width + width + 256);
    const [sumsAt, countsAt] = [space.room(4 * most * columns * channels), space.room(4 * most * columns)];
    let y = 0;
    for (let row = 0; row < rows; row += most) {
      const cellRows = Math.min(most, rows - row);
      const pixelRows = heights.subarray(row, row + cellRows).reduce((sum, high) => sum + high, 0);
      space.set(pixels, data.subarray(y * width * channels, (y + pixelRows) * width * channels));
      space.set(bitsAt, bits.subarray(origin + y * stride, origin + (y + pixelRows) * stride));
      kernels.sumCells(
        pixels,
        channels,
        width,
        bitsAt,
        stride,
        ink ? 0xffff : 0,
        columns,
        edgesAt,
        cellRows,
        heightsAt + 4 * row,
        lines,
        sumsAt,
        countsAt,
      );
      const cells = cellRows * columns;
      new Uint8Array(sums.buffer).set(
        space.bytes(sumsAt, 4 * cells * channels),
        4 * row * columns * channels,
      );
      new Uint8Array(counts.buffer).set(space.bytes(countsAt, 4 * cells), 4 * row * columns);
      y += pixelRows;
    }
  });
  return { width: columns, height: rows, channels, sums, counts, full: (width / columns) * (height / rows) };
}

/** How many rows of pixels lie in each row of cells: each pixel belongs where its middle is. */
function heightsOf(rows: number, height: number): Uint32Array {
  const heights = new Uint32Array(rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(rows - 1, Math.floor(((y + 0.5) * rows) / height));
    heights[row] = (heights[row] as number) + 1;
  }
  return heights;
}

/** Cells in the workspace: 32-bit floats, each value as far as its cell's weight says known. */
interface Level {
  readonly width: number;
  readonly height: number;
  readonly values: number;
  readonly weights: number;
}

/**
 * The cells as an image. Cells of which nothing or little is known take the colour of what is around them, by push-pull
 * (S. Gortler et al., "The Lumigraph", 1996, clause 3.6): smooth, so that JPEG spends nothing on what the mask hides.
 */
export function fillCells(cells: Cells): Raster {
  const { width, height, channels, sums, counts, full } = cells;
  return inWorkspace((space) => {
    const finest: Level = { width, height, values: space.put(sums), weights: space.put(counts) };
    kernels.meansOfCells(finest.values, finest.weights, width * height, channels, full * TRUSTED_SHARE);
    const levels = [finest];
    for (let top = finest; top.width > 1 || top.height > 1; ) {
      top = pulled(space, top, channels);
      levels.push(top);
    }
    for (let index = levels.length - 2; index >= 0; index -= 1) {
      const [to, from] = [levels[index] as Level, levels[index + 1] as Level];
      kernels.pushCells(to.values, to.weights, to.width, to.height, channels, from.values);
    }
    const length = width * height * channels;
    kernels.roundLevels(finest.values, length);
    return { width, height, channels, data: space.bytes(finest.values, length).slice() };
  });
}

/** Half the size: weighted means of four cells. */
function pulled(space: Workspace, from: Level, channels: number): Level {
  const [width, height] = [(from.width + 1) >> 1, (from.height + 1) >> 1];
  const [values, weights] = [space.room(4 * width * height * channels), space.room(4 * width * height)];
  kernels.pullCells(from.values, from.weights, from.width, from.height, channels, values, weights);
  return { width, height, values, weights };
}
