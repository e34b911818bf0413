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
/** Thinner than twice this, pixels at about 50 dpi, nothing belongs to a sheet: the shadow of a lid, a thread. */
const OPENING = 4;

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
function sheetOn(small: Raster, background: Background): Sheet | undefined {
  const { width, height } = small;
  const different = differenceMask(small, background);
  const { members, area } = largestComponent(solid(different, width, height), width, height);
  const share = area / (width * height);
  if (share < SMALLEST_SHARE || share > LARGEST_SHARE) return undefined;
  let surface = 0;
  for (let at = 0; at < members.length; at += 1) if (members[at] === 1 && different[at] === 1) surface += 1;
  if (surface / area < LEAST_SURFACE) return undefined;
  const sheet = shapeOf(convexHull(outline(members, width, height)), area, 0.88);
  if (sheet === undefined) return undefined;
  return outsideShare(different, width, height, sheet.corners) > MOST_OUTSIDE ? undefined : sheet;
}

/** A light sheet before something darker or more coloured, a table of wood above all. */
function photographedSheet(small: Raster): Sheet | undefined {
  const { width, height, channels, data } = small;
  const whiteness = new Uint8Array(width * height);
  const histogram = new Uint32Array(256);
  for (let at = 0; at < whiteness.length; at += 1) {
    let least = 255;
    for (let channel = 0; channel < channels; channel += 1)
      least = Math.min(least, data[at * channels + channel] as number);
    whiteness[at] = least;
    histogram[least] = (histogram[least] as number) + 1;
  }
  // Where part of the table is light too, the sheet is what stands out of the light part.
  let from = 0;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const upper = histogram.map((count, level) => (level >= from ? count : 0));
    const total = upper.reduce((sum, count) => sum + count, 0);
    const threshold = otsuThreshold(upper, total);
    if (threshold <= from || separation(upper, threshold) < LEAST_SEPARATION / 2 ** attempt) return undefined;
    const light = whiteness.map((level) => (level >= threshold ? 1 : 0));
    const { members, area } = largestComponent(solid(light, width, height), width, height);
    const share = area / (width * height);
    if (share < SMALLEST_PHOTOGRAPHED) return undefined;
    const sheet =
      share > LARGEST_SHARE ? undefined : shapeOf(convexHull(outline(members, width, height)), area, 0.95);
    if (sheet !== undefined && hasEdges(whiteness, width, height, sheet.corners)) return sheet;
    from = threshold;
  }
  return undefined;
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

/** Gaps closed, holes filled, thin things taken off. */
function solid(mask: Uint8Array, width: number, height: number): Uint8Array {
  const closed = erode(dilate(mask, width, height, 2), width, height, 2);
  return dilate(erode(fillHoles(closed, width, height), width, height, OPENING), width, height, OPENING);
}

interface Background {
  readonly colour: readonly number[];
  readonly tolerance: number;
}

/** The median colour of the frame of the picture, where the frame is of one colour. */
function backgroundOf(small: Raster): Background | undefined {
  const { width, height, channels, data } = small;
  const samples: number[][] = Array.from({ length: channels }, () => []);
  const add = (x: number, y: number): void => {
    for (let channel = 0; channel < channels; channel += 1) {
      samples[channel]?.push(data[(y * width + x) * channels + channel] as number);
    }
  };
  for (let depth = 1; depth <= 3; depth += 1) {
    for (let x = 0; x < width; x += 1) {
      add(x, depth);
      add(x, height - 1 - depth);
    }
    for (let y = 0; y < height; y += 1) {
      add(depth, y);
      add(width - 1 - depth, y);
    }
  }
  const colour: number[] = [];
  let spread = 0;
  for (const values of samples) {
    values.sort((a, b) => a - b);
    const middle = values[values.length >> 1] ?? 0;
    const away = values.map((value) => Math.abs(value - middle)).sort((a, b) => a - b);
    colour.push(middle);
    spread = Math.max(spread, away[Math.floor(away.length * 0.8)] ?? 0);
  }
  if (spread > MOST_SPREAD) return undefined;
  return { colour, tolerance: Math.max(LEAST_DIFFERENCE, 2 * spread) };
}

function differenceMask(small: Raster, { colour, tolerance }: Background): Uint8Array {
  const { width, height, channels, data } = small;
  const mask = new Uint8Array(width * height);
  for (let at = 0; at < mask.length; at += 1) {
    let most = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      most = Math.max(
        most,
        Math.abs((data[at * channels + channel] as number) - (colour[channel] as number)),
      );
    }
    if (most > tolerance) mask[at] = 1;
  }
  return mask;
}

/** Every pixel within `radius` of a set one, square neighbourhood, across then down. */
function dilate(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return sweep(sweep(mask, width, height, radius, 1, width, 1), width, height, radius, width, height, 1);
}

function erode(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return sweep(sweep(mask, width, height, radius, 1, width, 0), width, height, radius, width, height, 0);
}

/** Spreads `value` along one direction: 1 dilates, 0 erodes (what lies outside the picture erodes nothing). */
function sweep(
  mask: Uint8Array,
  width: number,
  height: number,
  radius: number,
  step: number,
  length: number,
  value: 0 | 1,
): Uint8Array {
  const out = mask.slice();
  const lines = (width * height) / length;
  const lineStep = step === 1 ? width : 1;
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStep;
    let until = -1;
    for (let at = 0; at < length; at += 1) {
      if (mask[start + at * step] === value) {
        for (
          let near = Math.max(until + 1, at - radius);
          near <= Math.min(length - 1, at + radius);
          near += 1
        ) {
          out[start + near * step] = value;
        }
        until = at + radius;
      }
    }
  }
  return out;
}

/** Sets what cannot be reached from the frame over unset pixels. */
function fillHoles(mask: Uint8Array, width: number, height: number): Uint8Array {
  const filled = new Uint8Array(mask.length).fill(1);
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (mask[at] === 0 && filled[at] === 1) {
      filled[at] = 0;
      stack.push(at);
    }
  };
  for (let x = 0; x < width; x += 1) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y += 1) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < mask.length - width) visit(at + width);
  }
  return filled;
}

function largestComponent(
  mask: Uint8Array,
  width: number,
  height: number,
): { members: Uint8Array; area: number } {
  const seen = new Uint8Array(mask.length);
  let best: number[] = [];
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] === 0 || seen[start] === 1) continue;
    const component = [start];
    seen[start] = 1;
    const visit = (at: number): void => {
      if (mask[at] === 1 && seen[at] === 0) {
        seen[at] = 1;
        component.push(at);
      }
    };
    for (let next = 0; next < component.length; next += 1) {
      const at = component[next] as number;
      const x = at % width;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    if (component.length > best.length) best = component;
  }
  const members = new Uint8Array(mask.length);
  for (const at of best) members[at] = 1;
  return { members, area: best.length };
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

/** Share of the picture that differs from the background outside the sheet and a little around it. */
function outsideShare(mask: Uint8Array, width: number, height: number, corners: Corners): number {
  let outside = 0;
  const edges = corners.map((corner, index) => {
    const next = corners[(index + 1) % 4] as Point;
    const length = Math.hypot(next.x - corner.x, next.y - corner.y) || 1;
    return { x: corner.x, y: corner.y, dx: (next.x - corner.x) / length, dy: (next.y - corner.y) / length };
  });
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      if (mask[y * width + x] === 0) continue;
      for (const edge of edges) {
        if (edge.dx * (y - edge.y) - edge.dy * (x - edge.x) < -AROUND) {
          outside += 1;
          break;
        }
      }
    }
  }
  return outside / (width * height);
}

/** Shadows and rounding around a sheet, pixels at about 50 dpi. */
const AROUND = 3;
