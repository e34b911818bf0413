import { inWorkspace, kernels, type Workspace } from '../kernels/workspace.ts';
import { otsuThreshold } from '../paper.ts';
import type { Raster } from '../raster.ts';
import { convexHull, largestQuadrilateral, type Point, polygonArea, smallestRectangle } from './polygon.ts';

/** Where the sheet or the card lies, and how sure that is. */
export interface Sheet {
  /** Corners clockwise from the one that is top left, pixels of the raster that was looked at. */
  readonly corners: readonly [Point, Point, Point, Point];
  /** `rectangle` was laid on a glass; `quadrilateral` was photographed at an angle. */
  readonly shape: 'rectangle' | 'quadrilateral';
}

/** Least difference from the background that is a sheet, levels. */
const LEAST_DIFFERENCE = 14;
/** Most spread of the background around its median for it to be one background, levels. */
const MOST_SPREAD = 24;
/** Smallest sheet, share of the picture: a transport ticket on A4 is 2 %. */
const SMALLEST_SHARE = 0.015;
/** A sheet that fills the picture needs no crop. */
const LARGEST_SHARE = 0.97;
/** Least share of a sheet that differs from the background by itself: a sheet has a surface, a drawn frame has none. */
const LEAST_SURFACE = 0.55;
/** Most ink that may lie outside, share of the picture: a crop must lose nothing. */
const MOST_OUTSIDE = 0.0006;

/** Least distance between what is dark and what is light for a photograph to have a sheet in it, levels. */
const LEAST_SEPARATION = 45;
/** Smallest sheet that is looked for in a photograph, share of the picture. */
const SMALLEST_PHOTOGRAPHED = 0.12;
/**
 * Finds one sheet or card before a background: the lid of a scanner, a table. Undefined where the page is the background
 * itself (a letter that fills the glass), where there are several things, or in any doubt.
 *
 * @param small The page at about 50 dpi.
 */
export function findSheet(small: Raster): Sheet | undefined {
  const background = backgroundOf(small);
  return background === undefined ? photographedSheet(small) : sheetOn(small, background);
}

/** A thing that differs from a background of one colour. */
function sheetOn(
  { width, height, channels, data }: Raster,
  { colour, tolerance }: Background,
): Sheet | undefined {
  const [red = 0, green = 0, blue = 0] = colour;
  const count = width * height;
  return inWorkspace((space) => {
    const different = space.room(count);
    inWorkspace(() => {
      const pixels = space.put(data);
      kernels.differenceMask(pixels, channels, count, red, green, blue, tolerance, different);
    });
    const { members, memberBytes, area } = largestSolid(space, different, width, height);
    const share = area / count;
    if (share < SMALLEST_SHARE || share > LARGEST_SHARE) return undefined;
    if (kernels.countBoth(members, different, count) / area < LEAST_SURFACE) return undefined;
    const sheet = shapeOf(convexHull(outline(memberBytes, width, height)), area, 0.88);
    if (sheet === undefined) return undefined;
    const outside = pixelsOutside(space, different, width, height, sheet.corners);
    return outside / count > MOST_OUTSIDE ? undefined : sheet;
  });
}

/** The largest thing in a mask, gaps closed, holes filled, thin things taken off. The mask itself is left as it is. */
function largestSolid(
  space: Workspace,
  mask: number,
  width: number,
  height: number,
): { readonly members: number; readonly memberBytes: Uint8Array; readonly area: number } {
  const count = width * height;
  const members = space.room(count);
  const area = inWorkspace(() => {
    const [other, places] = [space.room(count + width + 4 * VECTOR), space.room(4 * count)];
    space.bytes(members, count).set(space.bytes(mask, count));
    kernels.makeSolid(members, width, height, other, places);
    return kernels.keepLargest(members, width, height, other, places);
  });
  return { members, memberBytes: space.bytes(members, count).slice(), area };
}

/** What the kernels read and write at once, bytes. */
const VECTOR = 16;

/** A light sheet before something darker or more coloured, a table of wood above all. */
function photographedSheet(small: Raster): Sheet | undefined {
  const { width, height } = small;
  const count = width * height;
  const whiteness = whitenessOf(small);
  const histogram = new Uint32Array(256);
  for (let at = 0; at < count; at += 1) {
    const level = whiteness[at] as number;
    histogram[level] = (histogram[level] as number) + 1;
  }
  // Where part of the table is light too, the sheet is what stands out of the light part.
  let from = 0;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const upper = histogram.map((pixels, level) => (level >= from ? pixels : 0));
    const total = upper.reduce((sum, pixels) => sum + pixels, 0);
    const threshold = otsuThreshold(upper, total);
    if (threshold <= from || separation(upper, threshold) < LEAST_SEPARATION / 2 ** attempt) return undefined;
    const { memberBytes, area } = inWorkspace((space) => {
      const [levels, light] = [space.put(whiteness), space.room(count)];
      kernels.lightMask(levels, count, threshold, light);
      return largestSolid(space, light, width, height);
    });
    const share = area / count;
    if (share < SMALLEST_PHOTOGRAPHED) return undefined;
    const sheet =
      share > LARGEST_SHARE
        ? undefined
        : shapeOf(convexHull(outline(memberBytes, width, height)), area, 0.95);
    if (sheet !== undefined && hasEdges(whiteness, width, height, sheet.corners))
      return hasPrintAround(whiteness, width, height, sheet.corners) ? undefined : sheet;
    from = threshold;
  }
  return undefined;
}

/** How white each pixel is: its least channel. */
function whitenessOf({ width, height, channels, data }: Raster): Uint8Array {
  if (channels === 1) return data;
  const count = width * height;
  return inWorkspace((space) => {
    const [pixels, whiteness] = [space.put(data), space.room(count)];
    kernels.whitenessOf(pixels, count, whiteness);
    return space.bytes(whiteness, count).slice();
  });
}

/** How far from its edge a sheet is compared with what lies around it, pixels at about 50 dpi. */
const EDGE_REACH = 5;
/** Least step of lightness over the edge of a sheet, levels: paper that only darkens towards its rim has none. */
const LEAST_STEP = 22;

/** True where at least two sides lie within the picture and every such side is a step from light to dark. */
function hasEdges(whiteness: Uint8Array, width: number, height: number, corners: Corners): boolean {
  let sides = 0;
  for (const [index, corner] of corners.entries()) {
    const next = corners[(index + 1) % 4] as Point;
    const length = Math.hypot(next.x - corner.x, next.y - corner.y) || 1;
    const outX = (next.y - corner.y) / length;
    const outY = (corner.x - next.x) / length;
    const steps: number[] = [];
    for (let part = 0.1; part < 0.9; part += 0.02) {
      const x = corner.x + part * (next.x - corner.x);
      const y = corner.y + part * (next.y - corner.y);
      const inside = levelAt(whiteness, width, height, x - EDGE_REACH * outX, y - EDGE_REACH * outY);
      const outside = levelAt(whiteness, width, height, x + EDGE_REACH * outX, y + EDGE_REACH * outY);
      if (inside !== undefined && outside !== undefined) steps.push(inside - outside);
    }
    if (steps.length < 20) continue;
    steps.sort((a, b) => a - b);
    if ((steps[steps.length >> 1] as number) < LEAST_STEP) return false;
    sides += 1;
  }
  return sides >= 2;
}

/** Step between neighbours that print makes, and grain, folds and shadows of a table do not, levels. */
const PRINT_STEP = 60;
/**
 * Most steps of print around a sheet, share of what lies there: a sheet that is cut out of its own page loses what is printed on the
 * rest. Photographs of the corpus have 0.1 % at most, a curriculum vitae beside its dark column has 4 %.
 */
const MOST_PRINT_AROUND = 0.004;

/** True where something is printed outside the sheet: it is the light part of a page with a dark column or head. */
function hasPrintAround(whiteness: Uint8Array, width: number, height: number, corners: Corners): boolean {
  const isOutside = outsideOf(corners, EDGE_REACH);
  let [around, steps] = [0, 0];
  // The rim of a picture is the scanner's, not the page's.
  for (let y = EDGE_REACH; y < height - EDGE_REACH; y += 1) {
    for (let x = EDGE_REACH; x < width - EDGE_REACH; x += 1) {
      if (!isOutside(x, y)) continue;
      around += 1;
      const at = y * width + x;
      const level = whiteness[at] as number;
      const beside = Math.abs(level - (whiteness[at + 1] as number));
      const below = Math.abs(level - (whiteness[at + width] as number));
      if (Math.max(beside, below) > PRINT_STEP) steps += 1;
    }
  }
  return steps > MOST_PRINT_AROUND * around;
}

/** Tells which places lie farther than `reach` outside a convex shape whose corners come clockwise. */
function outsideOf(corners: Corners, reach: number): (x: number, y: number) => boolean {
  const sides = corners.map((corner, index) => {
    const next = corners[(index + 1) % 4] as Point;
    const length = Math.hypot(next.x - corner.x, next.y - corner.y) || 1;
    return { corner, outX: (next.y - corner.y) / length, outY: (corner.x - next.x) / length };
  });
  return (x, y) =>
    sides.some(({ corner, outX, outY }) => (x - corner.x) * outX + (y - corner.y) * outY > reach);
}

function levelAt(
  levels: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number | undefined {
  const column = Math.round(x);
  const row = Math.round(y);
  return column < 0 || row < 0 || column >= width || row >= height ? undefined : levels[row * width + column];
}

function separation(histogram: Uint32Array, threshold: number): number {
  const mean = (from: number, to: number): number => {
    let sum = 0;
    let count = 0;
    for (let level = from; level < to; level += 1) {
      sum += level * (histogram[level] as number);
      count += histogram[level] as number;
    }
    return count === 0 ? 0 : sum / count;
  };
  return mean(threshold, 256) - mean(0, threshold);
}

interface Background {
  readonly colour: readonly number[];
  readonly tolerance: number;
}

/** The median colour of the frame of the picture, where the frame is of one colour. */
function backgroundOf(small: Raster): Background | undefined {
  const samples = 6 * (small.width + small.height);
  const colour: number[] = [];
  let spread = 0;
  for (let channel = 0; channel < small.channels; channel += 1) {
    const counts = frameLevels(small, channel);
    const middle = ranked(counts, samples >> 1);
    const away = new Uint32Array(256);
    for (let level = 0; level < 256; level += 1) {
      const distance = Math.abs(level - middle);
      away[distance] = (away[distance] as number) + (counts[level] as number);
    }
    colour.push(middle);
    spread = Math.max(spread, ranked(away, Math.floor(samples * 0.8)));
  }
  if (spread > MOST_SPREAD) return undefined;
  return { colour, tolerance: Math.max(LEAST_DIFFERENCE, 2 * spread) };
}

/** How often each level occurs one to three pixels from the sides. */
function frameLevels({ width, height, channels, data }: Raster, channel: number): Uint32Array {
  const counts = new Uint32Array(256);
  const stride = width * channels;
  const countLine = (first: number, pixels: number, step: number): void => {
    for (let pixel = 0, at = first + channel; pixel < pixels; pixel += 1, at += step) {
      const level = data[at];
      if (level !== undefined) counts[level] = (counts[level] as number) + 1;
    }
  };
  for (let depth = 1; depth <= 3; depth += 1) {
    countLine(depth * stride, width, channels);
    countLine((height - 1 - depth) * stride, width, channels);
    countLine(depth * channels, height, stride);
    countLine((width - 1 - depth) * channels, height, stride);
  }
  return counts;
}

/** The level that has `rank` others before it in rising order. */
function ranked(counts: Uint32Array, rank: number): number {
  let before = 0;
  for (let level = 0; level < counts.length; level += 1) {
    before += counts[level] as number;
    if (before > rank) return level;
  }
  return 0;
}

/** The first and last member of every row: all that a convex hull can need. */
function outline(members: Uint8Array, width: number, height: number): Point[] {
  const points: Point[] = [];
  for (let y = 0; y < height; y += 1) {
    const row = members.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    const last = row.lastIndexOf(1);
    points.push({ x: first, y }, { x: first, y: y + 1 }, { x: last + 1, y }, { x: last + 1, y: y + 1 });
  }
  return points;
}

/** A rectangle where the hull is one, else a quadrilateral where four corners hold it, else nothing. */
function shapeOf(hull: readonly Point[], area: number, leastSolid: number): Sheet | undefined {
  const hullArea = polygonArea(hull);
  if (hull.length < 4 || area / hullArea < leastSolid) return undefined;
  const rectangle = smallestRectangle(hull);
  if (hullArea / polygonArea(rectangle) > 0.955)
    return { corners: fromTopLeft(rectangle), shape: 'rectangle' };
  const corners = largestQuadrilateral(hull);
  if (polygonArea(corners) / hullArea > 0.93)
    return { corners: fromTopLeft(corners), shape: 'quadrilateral' };
  if (hullArea / polygonArea(rectangle) > 0.85)
    return { corners: fromTopLeft(rectangle), shape: 'rectangle' };
  return undefined;
}

type Corners = readonly [Point, Point, Point, Point];

/** Clockwise from the corner nearest to the top left, so that the sheet is turned by less than half a quarter. */
function fromTopLeft(corners: Corners): Corners {
  let first = 0;
  for (let index = 1; index < 4; index += 1) {
    const corner = corners[index] as Point;
    const best = corners[first] as Point;
    if (corner.x + corner.y < best.x + best.y) first = index;
  }
  const at = (offset: number): Point => corners[(first + offset) % 4] as Point;
  return [at(0), at(1), at(2), at(3)];
}

/** How many pixels of a mask in the workspace lie outside the sheet and a little around it. */
function pixelsOutside(
  space: Workspace,
  mask: number,
  width: number,
  height: number,
  corners: Corners,
): number {
  const edges = corners.flatMap((corner, index) => {
    const next = corners[(index + 1) % 4] as Point;
    const length = Math.hypot(next.x - corner.x, next.y - corner.y) || 1;
    return [corner.x, corner.y, (next.x - corner.x) / length, (next.y - corner.y) / length];
  });
  const placed = space.put(Float64Array.from(edges));
  return kernels.countOutside(mask, width, height, placed, corners.length, AROUND);
}

/** Shadows and rounding around a sheet, pixels at about 50 dpi. */
const AROUND = 3;
