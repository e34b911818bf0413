import type { Point } from '../../../../main/documents/clean-up/polygon.ts';
import { fromRectangle, warp } from '../../../../main/documents/clean-up/warp.ts';
import type { Raster } from '../../../../main/documents/raster.ts';
import { blankPage, paint } from '../fictional-page.ts';

export const DPI = 150;
/** A4 at 150 dpi. */
export const WIDE = 1240;
export const HIGH = 1754;

/**
 * Lines of marks with the proportions of Latin print: a core as high as an x, more tails above than below. Every line
 * starts and ends elsewhere, and words have their own lengths.
 */
export function print(
  page: Raster,
  from: { left: number; top: number; right: number; bottom: number },
  seed = 5,
): void {
  const { width, height } = page;
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const mark = (x: number, top: number, wide: number, bottom: number): void =>
    paint(page, x / width, top / height, (x + wide) / width, bottom / height, [25, 25, 30]);
  for (let line = from.top + 20; line < from.bottom - 8; line += 26) {
    const end = from.right - random() * 0.3 * (from.right - from.left);
    for (let x = from.left; x < end; ) {
      for (let letter = 0; letter < 2 + random() * 7 && x < end; letter += 1) {
        const kind = random();
        const top = kind < 0.28 ? line - 16 : line - 10;
        const bottom = kind > 0.9 ? line + 5 : line;
        mark(x, top, 2, bottom);
        mark(x, line - 10, 6, line - 8);
        if (random() < 0.6) mark(x, line - 2, 6, line);
        x += 9;
      }
      x += 9;
    }
  }
}

/** A letter: a page full of print on white. */
export function letter(seed = 5): Raster {
  const page = blankPage(WIDE, HIGH);
  print(page, { left: 120, top: 150, right: WIDE - 120, bottom: HIGH - 200 }, seed);
  return page;
}

/** The page as it comes out when it lies turned clockwise by `degrees` on the glass, around its middle. */
export function laidAskew(page: Raster, degrees: number, lid: readonly number[] = [255, 255, 255]): Raster {
  const { width, height } = page;
  const radians = (-degrees * Math.PI) / 180;
  const at = (x: number, y: number): Point => ({
    x: width / 2 + Math.cos(radians) * (x - width / 2) - Math.sin(radians) * (y - height / 2),
    y: height / 2 + Math.sin(radians) * (x - width / 2) + Math.cos(radians) * (y - height / 2),
  });
  const corners = [at(0, 0), at(width, 0), at(width, height), at(0, height)] as const;
  return warp(page, fromRectangle(width, height, corners), width, height, lid);
}

/** `sheet` drawn on `ground` between four corners of it, clockwise from where its top left goes. */
export function laidOn(
  ground: Raster,
  sheet: Raster,
  corners: readonly [Point, Point, Point, Point],
): Raster {
  // The way back, from the ground to the sheet, is the projection of the four places onto the sheet's corners.
  const back = inverse(fromRectangle(sheet.width, sheet.height, corners));
  const drawn = warp(sheet, back, ground.width, ground.height, [1, 2, 3]);
  const data = ground.data.slice();
  for (let at = 0; at < data.length; at += 3) {
    const isOutside = drawn.data[at] === 1 && drawn.data[at + 1] === 2 && drawn.data[at + 2] === 3;
    if (!isOutside) data.set(drawn.data.subarray(at, at + 3), at);
  }
  return { ...ground, data };
}

type Projection = Parameters<typeof warp>[1];

/** The adjugate of the projection's matrix, scaled so that its last element is 1. */
function inverse([a, b, c, d, e, f, g, h]: Projection): Projection {
  const last = a * e - b * d;
  const scaled = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
  ].map((value) => value / last);
  return scaled as unknown as Projection;
}

/** A table of wood: brown, with grain. */
export function table(width: number, height: number): Raster {
  const ground = blankPage(width, height, 3, [150, 110, 70]);
  for (let at = 0; at < ground.data.length; at += 3) {
    const y = Math.floor(at / 3 / width);
    const x = (at / 3) % width;
    const grain = Math.round(14 * Math.sin(y / 9 + Math.sin(x / 90)));
    for (let channel = 0; channel < 3; channel += 1) {
      ground.data[at + channel] = Math.max(0, Math.min(255, (ground.data[at + channel] ?? 0) + grain));
    }
  }
  return ground;
}
