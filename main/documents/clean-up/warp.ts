import { inWorkspace, kernels } from '../kernels/workspace.ts';
import { pictureBytes } from '../picture-memory.ts';
import type { Raster } from '../raster.ts';
import type { Bounds } from './content-bounds.ts';
import type { Point } from './polygon.ts';

/** A plane projection, row by row: (x, y) goes to ((ax + by + c) / w, (dx + ey + f) / w) with w = gx + hy + 1. */
export type Projection = readonly [number, number, number, number, number, number, number, number];

type Four = readonly [Point, Point, Point, Point];

/** The projection that takes the corners of a `width` by `height` rectangle, clockwise from the top left, to `corners`. */
export function fromRectangle(width: number, height: number, corners: Four): Projection {
  const [p0, p1, p2, p3] = corners;
  // P. Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, 2.2.3, from the unit square.
  const sx = p0.x - p1.x + p2.x - p3.x;
  const sy = p0.y - p1.y + p2.y - p3.y;
  const dx1 = p1.x - p2.x;
  const dy1 = p1.y - p2.y;
  const dx2 = p3.x - p2.x;
  const dy2 = p3.y - p2.y;
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = determinant === 0 ? 0 : (sx * dy2 - dx2 * sy) / determinant;
  const h = determinant === 0 ? 0 : (dx1 * sy - sx * dy1) / determinant;
  return [
    (p1.x - p0.x + g * p1.x) / width,
    (p3.x - p0.x + h * p3.x) / height,
    p0.x,
    (p1.y - p0.y + g * p1.y) / width,
    (p3.y - p0.y + h * p3.y) / height,
    p0.y,
    g / width,
    h / height,
  ];
}

/** Where a projection takes a point. */
export function project(projection: Projection, { x, y }: Point): Point {
  const [a, b, c, d, e, f, g, h] = projection;
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** Pixels of a tile: few enough that it and what it is looked up in stay near the processor. A multiple of a span, 32. */
const TILE = { width: 512, height: 64 } as const;

/**
 * Draws a picture of `width` by `height` whose every pixel is looked up in `source` where `projection` takes it,
 * between the four pixels around it. What lies outside takes the colour `outside`.
 */
export function warp(
  source: Raster,
  projection: Projection,
  width: number,
  height: number,
  outside: readonly number[],
): Raster {
  const { channels } = source;
  const out: Raster = { width, height, channels, data: pictureBytes(width * height * channels) };
  const beyond = Uint8Array.from({ length: channels }, (_, channel) => outside[channel] ?? 255);
  for (let top = 0; top < height; top += TILE.height) {
    for (let left = 0; left < width; left += TILE.width) {
      const right = Math.min(width, left + TILE.width);
      warpTile(
        source,
        projection,
        out,
        { left, top, right, bottom: Math.min(height, top + TILE.height) },
        beyond,
      );
    }
  }
  return out;
}

/** Looks up one tile: what it needs of the source is copied beside it. */
function warpTile(
  source: Raster,
  projection: Projection,
  out: Raster,
  tile: Bounds,
  outside: Uint8Array,
): void {
  const { channels, data } = source;
  const { left, top } = tile;
  const [width, rows] = [tile.right - left, tile.bottom - top];
  const needed = seenFrom(projection, tile, source);
  inWorkspace((space) => {
    const stride = (needed.right - needed.left) * channels;
    const from = space.room(stride * (needed.bottom - needed.top));
    const target = space.room(width * rows * channels);
    const [places, beyond] = [space.put(Float64Array.from(projection)), space.put(outside)];
    for (let row = needed.top; row < needed.bottom; row += 1) {
      const at = (row * source.width + needed.left) * channels;
      space.set(from + (row - needed.top) * stride, data.subarray(at, at + stride));
    }
    const origin = from - needed.top * stride - needed.left * channels;
    kernels.warpTile(
      origin,
      stride,
      source.width,
      source.height,
      channels,
      places,
      left,
      top,
      width,
      rows,
      beyond,
      target,
    );
    const drawn = space.bytes(target, width * rows * channels);
    for (let row = 0; row < rows; row += 1) {
      const line = drawn.subarray(row * width * channels, (row + 1) * width * channels);
      out.data.set(line, ((top + row) * out.width + left) * channels);
    }
  });
}

/** Pixels around a place that are looked at, and one for rounding. */
const AROUND = 2;

/** The part of the source in which every place of a tile is looked up. */
function seenFrom(projection: Projection, { left, top, right, bottom }: Bounds, source: Raster): Bounds {
  const [, , , , , , g, h] = projection;
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  // Where a corner lies on the horizon or behind it, what is between the corners may be anywhere.
  if (!corners.every(({ x, y }) => g * x + h * y + 1 > 0))
    return { left: 0, top: 0, right: source.width, bottom: source.height };
  const places = corners.map((corner) => project(projection, corner));
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [firstX, firstY] = [
    clamp(Math.floor(Math.min(...xs)) - AROUND, source.width - 1),
    clamp(Math.floor(Math.min(...ys)) - AROUND, source.height - 1),
  ];
  return {
    left: firstX,
    top: firstY,
    right: clamp(Math.ceil(Math.max(...xs)) + AROUND, source.width),
    bottom: clamp(Math.ceil(Math.max(...ys)) + AROUND, source.height),
  };
}
