import type { Bitmap } from '../jbig2/bitmap.ts';
import { bandRows, inWorkspace, kernels, type Workspace } from '../kernels/workspace.ts';
import type { Raster } from '../raster.ts';

/** Pixels where ink ends and paper begins, going down: the feet of letters and the underside of rules. */
export interface InkPoints {
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Side of the blocks whose mean stands for the local paper, pixels. */
const BLOCK = 16;
/** Points kept at most: more say nothing more. */
const MOST_POINTS = 60_000;

/** Bytes a row of ink has: kernels read 64 pixels at a time. */
function strideOf(width: number): number {
  return 8 * Math.ceil(width / 64);
}

/**
 * Black where a pixel is 20 levels darker than the mean around it (three by three blocks). Works under shadows and on
 * grey paper. White at the right of the width, up to the stride, a multiple of 8 bytes.
 */
export function inkMask(grey: Raster): Bitmap {
  const { width, height, data } = grey;
  const stride = strideOf(width);
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const bits = new Uint8Array(stride * height);
  inWorkspace((space) => {
    const most = BLOCK * Math.ceil(bandRows(width) / BLOCK);
    const [band, ink] = [space.room(most * width), space.room(BLOCK * stride)];
    const [means, levels] = [space.room(4 * columns * rows), space.room(columns * rows)];
    const eachBand = (work: (top: number, count: number) => void): void => {
      for (let top = 0; top < height; top += most) {
        const count = Math.min(most, height - top);
        space.set(band, data.subarray(top * width, (top + count) * width));
        work(top, count);
      }
    };
    eachBand((top, count) => {
      kernels.meansOfBlocks(band, width, count, means + 4 * columns * (top / BLOCK));
    });
    kernels.inkLevels(means, columns, rows, levels);
    eachBand((top, count) => {
      for (let y = 0; y < count; y += BLOCK) {
        const high = Math.min(BLOCK, count - y);
        const blockLevels = levels + columns * ((top + y) / BLOCK);
        kernels.inkOfRows(band + y * width, width, high, blockLevels, ink, stride);
        bits.set(space.bytes(ink, high * stride), (top + y) * stride);
      }
    });
  });
  return { width, height, stride, data: bits };
}

/** Share of each side left out: the edges of sheets and of the glass are there. */
const MARGIN = 0.02;

/**
 * The lower edges of ink. Each point is moved by up to half a pixel, always in the same way: the grid of pixels would
 * otherwise look like lines at exactly 0 degrees.
 *
 * @param mask as `inkMask` makes it.
 */
export function inkPoints(mask: Bitmap): InkPoints {
  const { width, height, stride } = mask;
  const left = Math.round(MARGIN * width);
  const top = Math.round(MARGIN * height);
  return inWorkspace((space) => {
    const bits = putBits(space, mask);
    const within = [bits, stride, left, width - left, top, height - top - 1] as const;
    const edges = kernels.countEdges(...within);
    const every = Math.max(1, Math.ceil(edges / MOST_POINTS));
    const count = Math.ceil(edges / every);
    const [xs, ys] = [space.room(4 * count), space.room(4 * count)];
    kernels.listEdges(...within, every, xs, ys);
    return { width, height, x: space.floats(xs, count).slice(), y: space.floats(ys, count).slice() };
  });
}

/** The mask turned by a quarter, so that what ran down runs across. */
export function transposed(mask: Bitmap): Bitmap {
  const { width, height } = mask;
  const stride = strideOf(height);
  return inWorkspace((space) => {
    const bits = putBits(space, mask);
    const turned = space.room(stride * width);
    kernels.transposeBits(bits, mask.stride, width, height, turned, stride);
    return { width: height, height: width, stride, data: space.bytes(turned, stride * width).slice() };
  });
}

/** How much ink each row has between two columns. */
export function inkOfStripe(mask: Bitmap, left: number, right: number): Uint16Array {
  return inWorkspace((space) => {
    const bits = putBits(space, mask);
    const out = space.room(2 * mask.height);
    kernels.inkOfStripe(bits, mask.stride, mask.height, left, right, out);
    return new Uint16Array(space.bytes(out, 2 * mask.height).slice().buffer);
  });
}

function putBits(space: Workspace, { stride, height, data }: Bitmap): number {
  return space.put(data.subarray(0, stride * height));
}
