import type { Raster } from '../raster.ts';
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

/** Pixels of a row that are looked up along a straight, evenly divided line: no perspective bends it by a hundredth of a pixel. */
const SPAN = 32;
/** Fixed point of places within a span: 1 pixel. */
const PIXEL = 65_536;
/** Half a sixteenth, so that cutting rounds. */
const HALF_STEP = PIXEL / 32;

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
  const out: Raster = { width, height, channels, data: new Uint8Array(width * height * channels) };
  const [a, b, c, d, e, f, g, h] = projection;
  const limitX = source.width - 1.001;
  const limitY = source.height - 1.001;
  for (let y = 0; y < height; y += 1) {
    // Pixel centres, in both pictures.
    const rowX = b * (y + 0.5) + c;
    const rowY = e * (y + 0.5) + f;
    const rowW = h * (y + 0.5) + 1;
    let w = 1 / (g * 0.5 + rowW);
    let fromX = (a * 0.5 + rowX) * w - 0.5;
    let fromY = (d * 0.5 + rowY) * w - 0.5;
    for (let x = 0; x < width; x += SPAN) {
      const count = Math.min(SPAN, width - x);
      w = 1 / (g * (x + count + 0.5) + rowW);
      const toX = (a * (x + count + 0.5) + rowX) * w - 0.5;
      const toY = (d * (x + count + 0.5) + rowY) * w - 0.5;
      const to = (y * width + x) * channels;
      const inside =
        Math.min(fromX, toX) >= 0 &&
        Math.min(fromY, toY) >= 0 &&
        Math.max(fromX, toX) < limitX &&
        Math.max(fromY, toY) < limitY;
      const stepX = (toX - fromX) / count;
      const stepY = (toY - fromY) / count;
      if (inside) innerSpan(source, out.data, to, count, fromX, fromY, stepX, stepY);
      else edgeSpan(source, out.data, to, count, fromX, fromY, stepX, stepY, outside);
      fromX = toX;
      fromY = toY;
    }
  }
  return out;
}

/** Looks up `count` pixels that all lie within the source. */
function innerSpan(
  { width: sourceWidth, channels, data: pixels }: Raster,
  data: Uint8Array,
  to: number,
  count: number,
  fromX: number,
  fromY: number,
  stepX: number,
  stepY: number,
): void {
  let x = (fromX * PIXEL + HALF_STEP) | 0;
  let y = (fromY * PIXEL + HALF_STEP) | 0;
  const dx = (stepX * PIXEL) | 0;
  const dy = (stepY * PIXEL) | 0;
  const below = sourceWidth * channels;
  for (let at = to; at < to + count * channels; at += channels) {
    // Sixteenths: finer steps than the eye, and the products stay small integers.
    const u = (x >> 12) & 15;
    const v = (y >> 12) & 15;
    const se = u * v;
    const sw = (v << 4) - se;
    const ne = (u << 4) - se;
    const nw = 256 - ne - sw - se;
    let from = ((y >> 16) * sourceWidth + (x >> 16)) * channels;
    for (let channel = at; channel < at + channels; channel += 1, from += 1) {
      data[channel] =
        ((pixels[from] as number) * nw +
          (pixels[from + channels] as number) * ne +
          (pixels[from + below] as number) * sw +
          (pixels[from + below + channels] as number) * se +
          128) >>
        8;
    }
    x += dx;
    y += dy;
  }
}

/** Looks up pixels of which some may lie outside of the source, or on its rim. */
function edgeSpan(
  { width: sourceWidth, height: sourceHeight, channels, data: pixels }: Raster,
  data: Uint8Array,
  to: number,
  count: number,
  fromX: number,
  fromY: number,
  stepX: number,
  stepY: number,
  outside: readonly number[],
): void {
  const limitX = sourceWidth - 1;
  const limitY = sourceHeight - 1;
  for (let index = 0; index < count; index += 1) {
    const x = fromX + index * stepX;
    const y = fromY + index * stepY;
    const at = to + index * channels;
    if (!(x > -0.5 && y > -0.5 && x < limitX + 0.5 && y < limitY + 0.5)) {
      for (let channel = 0; channel < channels; channel += 1) data[at + channel] = outside[channel] ?? 255;
      continue;
    }
    const left = Math.min(limitX, Math.max(0, Math.floor(x)));
    const top = Math.min(limitY, Math.max(0, Math.floor(y)));
    const right = Math.min(limitX, left + 1);
    const bottom = Math.min(limitY, top + 1);
    const u = Math.min(1, Math.max(0, x - left));
    const v = Math.min(1, Math.max(0, y - top));
    for (let channel = 0; channel < channels; channel += 1) {
      const of = (column: number, row: number): number =>
        pixels[(row * sourceWidth + column) * channels + channel] as number;
      const above = of(left, top) * (1 - u) + of(right, top) * u;
      const below = of(left, bottom) * (1 - u) + of(right, bottom) * u;
      data[at + channel] = above * (1 - v) + below * v + 0.5;
    }
  }
}
