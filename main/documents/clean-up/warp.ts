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
  const data = new Uint8Array(width * height * channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const level = outside[channel] ?? 255;
    if (channels === 1) data.fill(level);
    else for (let at = channel; at < data.length; at += channels) data[at] = level;
  }
  const [a, b, c, d, e, f, g, h] = projection;
  const limitX = source.width - 1;
  const limitY = source.height - 1;
  const { data: pixels, width: sourceWidth } = source;
  const flat = g === 0 && h === 0;
  for (let y = 0; y < height; y += 1) {
    // Pixel centres, in both pictures.
    const rowX = b * (y + 0.5) + c;
    const rowY = e * (y + 0.5) + f;
    const rowW = h * (y + 0.5) + 1;
    let to = y * width * channels;
    for (let x = 0; x < width; x += 1, to += channels) {
      const w = flat ? 1 : 1 / (g * (x + 0.5) + rowW);
      const sourceX = (a * (x + 0.5) + rowX) * w - 0.5;
      const sourceY = (d * (x + 0.5) + rowY) * w - 0.5;
      if (!(sourceX > -0.5 && sourceY > -0.5 && sourceX < limitX + 0.5 && sourceY < limitY + 0.5)) continue;
      const column = sourceX < 0 ? 0 : sourceX >= limitX ? limitX - 1 : sourceX | 0;
      const line = sourceY < 0 ? 0 : sourceY >= limitY ? limitY - 1 : sourceY | 0;
      // Sixteenths: finer steps than the eye, and the products stay small integers.
      const u = sourceX < column ? 0 : Math.min(16, ((sourceX - column) * 16 + 0.5) | 0);
      const v = sourceY < line ? 0 : Math.min(16, ((sourceY - line) * 16 + 0.5) | 0);
      const upper = (line * sourceWidth + column) * channels;
      const lower = upper + sourceWidth * channels;
      const nw = (16 - u) * (16 - v);
      const ne = u * (16 - v);
      const sw = (16 - u) * v;
      const se = u * v;
      if (channels === 1) {
        data[to] =
          ((pixels[upper] as number) * nw +
            (pixels[upper + 1] as number) * ne +
            (pixels[lower] as number) * sw +
            (pixels[lower + 1] as number) * se +
            128) >>
          8;
        continue;
      }
      data[to] =
        ((pixels[upper] as number) * nw +
          (pixels[upper + 3] as number) * ne +
          (pixels[lower] as number) * sw +
          (pixels[lower + 3] as number) * se +
          128) >>
        8;
      data[to + 1] =
        ((pixels[upper + 1] as number) * nw +
          (pixels[upper + 4] as number) * ne +
          (pixels[lower + 1] as number) * sw +
          (pixels[lower + 4] as number) * se +
          128) >>
        8;
      data[to + 2] =
        ((pixels[upper + 2] as number) * nw +
          (pixels[upper + 5] as number) * ne +
          (pixels[lower + 2] as number) * sw +
          (pixels[lower + 5] as number) * se +
          128) >>
        8;
    }
  }
  return { width, height, channels, data };
}
