import type { Bitmap } from '../jbig2/bitmap.ts';
import { bandRows, inWorkspace, kernels } from '../kernels/workspace.ts';
import { type Raster, shrink, toGrey } from '../raster.ts';
import { settleDoubtfulPixels } from './doubtful-pixels.ts';
import { enlarge } from './enlarge.ts';
import { type InkMap, mapBilevel, mapInk } from './ink-map.ts';
import { asBitmap, type DraftMask, draftMask } from './ink-mask.ts';
import { type Cells, fillCells, sumCells, widened } from './masked-layers.ts';
import { removeSpecks } from './specks.ts';

/** The colour of everything under a mask: one ink, or an image where inks differ. */
export type Foreground =
  | { readonly kind: 'ink'; readonly colour: readonly [red: number, green: number, blue: number] }
  | { readonly kind: 'image'; readonly image: Raster };

/** A page taken apart into ink and what is behind it (mixed raster content, ITU-T T.44). */
export interface SegmentedPage {
  /**
   * `bilevel`: black and white as scanned, the mask is the page. `mixed`: mask over layers. `photograph`: so much of the
   * page is texture that a mask says little of it; a JPEG of the whole serves better.
   */
  readonly kind: 'bilevel' | 'mixed' | 'photograph';
  /** Ink at `dpi`: at most twice the page's own resolution, and not more than 300. */
  mask(dpi: number): Bitmap;
  /** What is behind the ink, smooth where the ink hides it; `undefined` where that is plain white. At most 100 dpi. */
  background(dpi: number): Raster | undefined;
  foreground(): Foreground;
}

/** Nothing on paper needs more; finer scans are reduced. */
const MOST_DPI = 300;
/** Resolution at which the background is gathered. */
const BACKGROUND_DPI = 75;
/** Resolution of the ink's colours: finer than two lines of print apart. */
const FOREGROUND_DPI = 25;
/** Levels from black and from white within which a pixel is one or the other. */
const EXTREME = 12;
/** Share of pixels that a page in black and white may have between. */
const BETWEEN_SHARE = 0.002;
/** Deviation within a block (a 75th of an inch) from which it has texture, grey levels. */
const TEXTURE_DEVIATION = 5;
/** Share of a page with texture from which it is a photograph. */
const PHOTOGRAPH_SHARE = 0.15;
/** Share of a page that is uneven, ink or not, from which it is a photograph: the densest print has a third. */
const UNEVEN_SHARE = 0.45;
/** Darkest level of a background that counts as plain white. */
const WHITE_LEVEL = 250;
/** Deviation from the mean colour up to which all ink is one, grey levels, root mean square over the ink. */
const ONE_INK_DEVIATION = 14;

/** Takes a page of `dpi` apart. The layers are computed when asked for. */
export function segmentPage(page: Raster, dpi: number): SegmentedPage {
  const ratio = Math.min(1, MOST_DPI / dpi);
  const work =
    ratio < 0.95 ? shrink(page, Math.round(page.width * ratio), Math.round(page.height * ratio)) : page;
  // By the longer side: whole pixels of a narrow strip would say anything.
  const workDpi = (dpi * Math.max(work.width, work.height)) / Math.max(page.width, page.height);
  const grey = toGrey(work);
  const bilevel = isBilevel(grey);
  const map = bilevel ? mapBilevel(grey, workDpi) : mapInk(grey, workDpi);
  const draft = draftMask(grey, map, 1, bilevel ? softened(grey) : undefined);
  const wide = bilevel ? undefined : widened(draft);
  const photograph =
    wide !== undefined &&
    (unevenShare(map) > UNEVEN_SHARE || texturedShare(map, draft, wide) > PHOTOGRAPH_SHARE);

  let gathered: Raster | undefined;
  let white = false;
  return {
    kind: bilevel ? 'bilevel' : photograph ? 'photograph' : 'mixed',
    mask(maskDpi) {
      const own = Math.abs(maskDpi - workDpi) < 0.05 * workDpi;
      const at = own ? grey : atResolution(grey, workDpi, maskDpi, rowsOfInk(map, grey.height));
      const scale = grey.width / at.width;
      const mask = own ? copied(draft) : draftMask(at, map, scale);
      settleDoubtfulPixels(mask);
      if (!bilevel) removeSpecks(mask, at, map, workDpi / scale, scale);
      return asBitmap(mask);
    },
    background(backgroundDpi) {
      if (wide === undefined) return undefined;
      if (gathered === undefined) {
        gathered = fillCells(gather(work, workDpi, draft, wide, false, BACKGROUND_DPI));
        white = isWhite(gathered);
      }
      if (white) return undefined;
      const size = Math.min(1, backgroundDpi / BACKGROUND_DPI);
      return shrink(gathered, Math.round(gathered.width * size), Math.round(gathered.height * size));
    },
    foreground() {
      if (bilevel) return { kind: 'ink', colour: [0, 0, 0] };
      const cells = gather(work, workDpi, draft, draft.data, true, FOREGROUND_DPI);
      const colour = oneInk(cells);
      return colour === undefined ? { kind: 'image', image: fillCells(cells) } : { kind: 'ink', colour };
    },
  };
}

function gather(
  page: Raster,
  dpi: number,
  draft: DraftMask,
  bits: Uint8Array,
  ink: boolean,
  cellDpi: number,
): Cells {
  const ratio = Math.min(1, cellDpi / dpi);
  const columns = Math.max(1, Math.round(page.width * ratio));
  const rows = Math.max(1, Math.round(page.height * ratio));
  return sumCells(page, draft, bits, ink, columns, rows);
}

function isWhite({ data }: Raster): boolean {
  for (let at = 0; at < data.length; at += 1) if ((data[at] as number) < WHITE_LEVEL) return false;
  return true;
}

/** Tells which rows of a mask, at any height, may have ink on them. */
function rowsOfInk(map: InkMap, pageHeight: number): (row: number, height: number) => boolean {
  const inked = new Uint8Array(map.rows);
  for (let row = 0; row < map.rows; row += 1) {
    // A block's rows above and below are wanted too: at another height, rounding may take a row for its neighbour's.
    if (map.paperOnly.subarray(row * map.columns, (row + 1) * map.columns).includes(0))
      inked.fill(1, Math.max(0, row - 1), row + 2);
  }
  return (row, height) =>
    inked[Math.min(map.rows - 1, Math.floor(((row + 0.5) * pageHeight) / height / map.block))] === 1;
}

function atResolution(
  grey: Raster,
  dpi: number,
  target: number,
  wanted: (row: number, height: number) => boolean,
): Raster {
  const ratio = Math.min(2, target / dpi);
  const width = Math.max(1, Math.round(grey.width * ratio));
  const height = Math.max(1, Math.round(grey.height * ratio));
  return (ratio > 1 ? enlarge : shrink)(grey, width, height, (row) => wanted(row, height));
}

function copied(draft: DraftMask): DraftMask {
  return { ...draft, data: draft.data.slice() };
}

function isBilevel({ data }: Raster): boolean {
  const most = BETWEEN_SHARE * data.length;
  return inWorkspace((space) => {
    const pixels = bandRows(1);
    const levels = space.room(pixels);
    let between = 0;
    for (let at = 0; at < data.length; at += pixels) {
      const band = data.subarray(at, at + pixels);
      space.set(levels, band);
      between += kernels.countBetween(levels, band.length, EXTREME, 255 - EXTREME);
      if (between > most) return false;
    }
    return true;
  });
}

/** Weighted mean of each pixel and its eight neighbours (1 2 1): how sure a black or white pixel is of its side. */
function softened({ width, height, data }: Raster): Uint8Array {
  const soft = new Uint8Array(width * height);
  const rowsFrom = (first: number, end: number): Uint8Array => data.subarray(first * width, end * width);
  inWorkspace((space) => {
    const most = bandRows(width);
    const [above, source, below] = [space.room(width), space.room(most * width), space.room(width)];
    const [lines, out] = [space.room(2 * width + 64), space.room(most * width)];
    for (let y = 0; y < height; y += most) {
      const rows = Math.min(most, height - y);
      const [before, after] = [Math.max(0, y - 1), Math.min(height - 1, y + rows)];
      space.set(above, rowsFrom(before, before + 1));
      space.set(source, rowsFrom(y, y + rows));
      space.set(below, rowsFrom(after, after + 1));
      kernels.softenRows(above, source, below, width, rows, lines, out);
      soft.set(space.bytes(out, rows * width), y * width);
    }
  });
  return soft;
}

/** Share of the page's blocks that are not even. */
function unevenShare({ deviation }: InkMap): number {
  let uneven = 0;
  for (let block = 0; block < deviation.length; block += 1)
    if ((deviation[block] as number) >= TEXTURE_DEVIATION) uneven += 1;
  return uneven / deviation.length;
}

/** Share of the page's blocks that have no ink and yet are not even. */
function texturedShare(map: InkMap, draft: DraftMask, wide: Uint8Array): number {
  const { rows, columns, block, deviation } = map;
  const { width, height, stride, origin } = draft;
  const textured = inWorkspace((space) => {
    const [deviations, bits] = [space.room(4 * columns), space.room(block * stride)];
    let found = 0;
    for (let row = 0; row < rows; row += 1) {
      const high = Math.min(height, (row + 1) * block) - row * block;
      const first = origin + row * block * stride;
      space.set(deviations, deviation.subarray(row * columns, (row + 1) * columns));
      space.set(bits, wide.subarray(first, first + high * stride));
      found += kernels.texturedBlocks(
        deviations,
        columns,
        TEXTURE_DEVIATION,
        block,
        bits,
        stride,
        width,
        high,
      );
    }
    return found;
  });
  return textured / (rows * columns);
}

/** The mean colour of all ink, where no ink differs from it much. */
function oneInk(cells: Cells): readonly [number, number, number] | undefined {
  const { channels, sums, counts } = cells;
  let pixels = 0;
  const total = [0, 0, 0];
  for (let cell = 0; cell < counts.length; cell += 1) {
    pixels += counts[cell] as number;
    for (let channel = 0; channel < 3; channel += 1) {
      total[channel] = (total[channel] as number) + (sums[cell * channels + (channel % channels)] as number);
    }
  }
  if (pixels === 0) return [0, 0, 0];
  const mean = total.map((sum) => sum / pixels) as [number, number, number];
  let squares = 0;
  for (let cell = 0; cell < counts.length; cell += 1) {
    const count = counts[cell] as number;
    if (count === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const away =
        (sums[cell * channels + (channel % channels)] as number) / count - (mean[channel] as number);
      squares += (count * away * away) / 3;
    }
  }
  if (Math.sqrt(squares / pixels) > ONE_INK_DEVIATION) return undefined;
  return [Math.round(mean[0]), Math.round(mean[1]), Math.round(mean[2])];
}
