import type { CleanUp } from '../../domain/document.ts';
import type { Bitmap } from '../jbig2/bitmap.ts';
import { paperColour } from '../paper.ts';
import { atDpi, type Raster, SEEN_DPI, toGrey } from '../raster.ts';
import { contentBounds } from './content-bounds.ts';
import { inkMask, inkPoints, transposed } from './ink-points.ts';
import type { Point } from './polygon.ts';
import { type LineEvidence, lineEvidence } from './reading-direction.ts';
import { findSheet, type Sheet } from './sheet.ts';
import { measureSkew } from './skew.ts';
import { fromRectangle, project, warp } from './warp.ts';
import { whitenPaper } from './white-paper.ts';

/** A page as it was put right, at `dpi` dots per inch of its paper. */
export interface CleanPage {
  readonly page: Raster;
  readonly dpi: number;
  /** Absent where nothing was asked. */
  readonly done: CleanUp | undefined;
}

type Corners = readonly [Point, Point, Point, Point];

/** Resolution at which sheets are looked for; lines are at `SEEN_DPI`. */
const SHEET_DPI = 50;
/** Skew below this is not seen, and turning costs sharpness, degrees. */
const LEAST_SKEW = 0.1;
/** Sharpness from which the lines of a page are believed. */
const BELIEVED_SHARPNESS = 6;
/** What is found on a background and is no longer than this is a card, inches (ISO/IEC 7810 ID-2 is 4.13). */
const LARGEST_CARD = 4.5;

/** The page, and smaller pictures of it for those who look at it. */
interface Views {
  readonly page: Raster;
  readonly dpi: number;
  /** In its colours, at about 50 dpi. */
  readonly small: Raster;
  /** Grey, at about 150 dpi. */
  readonly lines: Raster;
  /** What was made out of `lines` already, by the corners it lies between. */
  readonly inked: Map<Corners, InkedView>;
}

/** Ink of a part of the page at about 150 dpi. */
interface InkedView {
  readonly mask: Bitmap;
  /** The mask turned by a quarter. */
  readonly side: Bitmap;
}

/**
 * Puts a page right: finds the sheet or card and crops to it, corrects perspective, straightens, turns it the right way
 * up, makes the paper white. All geometry is one projection, so that the pixels are resampled once. Takes `page` over: its
 * pixels may be changed.
 *
 * @param seen The same page at `SEEN_DPI`.
 */
export function cleanUp(
  page: Raster,
  dpi: number,
  seen: Raster = atDpi(page, dpi, SEEN_DPI),
): CleanPage & { readonly done: CleanUp } {
  const views: Views = {
    page,
    dpi,
    small: atDpi(seen, Math.min(dpi, SEEN_DPI), SHEET_DPI),
    lines: toGrey(seen),
    inked: new Map(),
  };
  const sheet = locate(views);
  const straight = straighten(views, sheet);
  const turn = readingTurn(views, straight.corners);
  const { width, height, corners } = turned(straight, turn);
  const moved = sheet !== undefined || straight.degrees !== 0 || turn !== 0 || straight.trimmed;
  const outside = moved ? paperColour(views.small) : [];
  const placed = moved ? warp(page, fromRectangle(width, height, corners), width, height, outside) : page;
  const card = sheet !== undefined && Math.max(width, height) < LARGEST_CARD * dpi;
  const white = card
    ? false // A card's ground is printed: it is no paper to be made white.
    : whitenPaper(placed, moved ? view(views.small, views, corners, SHEET_DPI, outside) : views.small);
  return {
    page: placed,
    dpi: sheet?.shape === 'quadrilateral' ? knownPaperDpi(width, height, dpi) : dpi,
    done: {
      cropped: sheet !== undefined || straight.trimmed,
      perspective: sheet?.shape === 'quadrilateral',
      degrees: Math.round(straight.degrees * 100) / 100,
      turned: turn,
      whitened: white,
    },
  };
}

/** What lies between these corners of the page, seen in one of the smaller pictures of it, at about `target` dpi. */
function view(
  from: Raster,
  { page, dpi }: Views,
  corners: Corners,
  target: number,
  outside: readonly number[],
): Raster {
  const { width, height } = sizeOf(corners);
  const ratio = Math.min(1, target / dpi);
  const toWidth = Math.max(2, Math.round(width * ratio));
  const toHeight = Math.max(2, Math.round(height * ratio));
  return warp(
    from,
    fromRectangle(toWidth, toHeight, scaled(corners, from, page)),
    toWidth,
    toHeight,
    outside,
  );
}

/** Places in one picture of a page as places in another. */
function scaled(corners: Corners, to: Raster, from: Raster): Corners {
  const [x, y] = [to.width / from.width, to.height / from.height];
  const at = (corner: Point): Point => ({ x: corner.x * x, y: corner.y * y });
  return [at(corners[0]), at(corners[1]), at(corners[2]), at(corners[3])];
}

/** The sheet in pixels of the page. */
function locate({ page, small }: Views): Sheet | undefined {
  const sheet = findSheet(small);
  return sheet === undefined
    ? undefined
    : { shape: sheet.shape, corners: scaled(sheet.corners, page, small) };
}

interface Placement {
  /** Where in the page the corners of the result lie, clockwise from the top left. */
  readonly corners: Corners;
  readonly width: number;
  readonly height: number;
  /** How far the page was turned, degrees. */
  readonly degrees: number;
  /** True where something was cut off that is no sheet's edge. */
  readonly trimmed: boolean;
}

/** Where the level page lies: the sheet's own sides where it is one, the lines of print where they say it better. */
function straighten(views: Views, sheet: Sheet | undefined): Placement {
  const corners = sheet?.corners ?? frame(views.page);
  const { width, height } = sizeOf(corners);
  const sides = Math.atan2(corners[1].y - corners[0].y, corners[1].x - corners[0].x) * (180 / Math.PI);
  const tilt = Math.abs(sides) < LEAST_SKEW ? 0 : sides;
  // The four corners of a photographed sheet already say how its lines run.
  if (sheet?.shape === 'quadrilateral') return { corners, width, height, degrees: tilt, trimmed: false };
  const skew = skewOf(views, corners);
  const degrees = skew === 0 ? tilt : sides + skew;
  const level = degrees === 0 ? { corners, width, height } : around(corners, degrees, sheet !== undefined);
  return sheet === undefined
    ? trimmed(views, { ...level, degrees, trimmed: false })
    : { ...level, degrees, trimmed: false };
}

/** Cuts a page down to what is on it, where that is a strip in the middle of an empty glass: a receipt. */
function trimmed(views: Views, placement: Placement): Placement {
  const { width, height, corners } = placement;
  const whole = isFrame(corners, views.page);
  const seen = toGrey(
    whole ? views.small : view(views.small, views, corners, SHEET_DPI, paperColour(views.small)),
  );
  const bounds = contentBounds(seen, SHEET_DPI);
  if (bounds === undefined) return placement;
  const look = fromRectangle(width, height, corners);
  const at = (x: number, y: number): Point =>
    project(look, { x: (x * width) / seen.width, y: (y * height) / seen.height });
  const { left, top, right, bottom } = bounds;
  const cut: Corners = [at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
  return { ...sizeOf(cut), corners: cut, degrees: placement.degrees, trimmed: true };
}

function frame(page: Raster): Corners {
  const { width, height } = page;
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}

/** The rectangle turned by `degrees` around the middle of `corners`: as large as they are, or large enough to hold them. */
function around(
  corners: Corners,
  degrees: number,
  hold: boolean,
): { corners: Corners; width: number; height: number } {
  const centre = { x: mean(corners.map((corner) => corner.x)), y: mean(corners.map((corner) => corner.y)) };
  const radians = (degrees * Math.PI) / 180;
  const cosine = Math.cos(radians);
  const sine = Math.sin(radians);
  let { width, height } = sizeOf(corners);
  if (hold) {
    const along = corners.map(({ x, y }) => cosine * (x - centre.x) + sine * (y - centre.y));
    const across = corners.map(({ x, y }) => cosine * (y - centre.y) - sine * (x - centre.x));
    width = Math.round(Math.max(...along) - Math.min(...along));
    height = Math.round(Math.max(...across) - Math.min(...across));
  }
  const at = (along: number, across: number): Point => ({
    x: centre.x + cosine * along - sine * across,
    y: centre.y + sine * along + cosine * across,
  });
  const [right, bottom] = [width / 2, height / 2];
  return {
    width,
    height,
    corners: [at(-right, -bottom), at(right, -bottom), at(right, bottom), at(-right, bottom)],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The longer of each two opposite sides, whole pixels. */
function sizeOf([nw, ne, se, sw]: Corners): { width: number; height: number } {
  const side = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
  return {
    width: Math.max(1, Math.round(Math.max(side(nw, ne), side(sw, se)))),
    height: Math.max(1, Math.round(Math.max(side(nw, sw), side(ne, se)))),
  };
}

/** How much sharper lines that run down must be to be the page's lines: tables and columns line up downwards too. */
const DOWN_SHARPER = 2;

/** The skew of the lines in a part of the page, degrees; 0 where it is too small to see or there are no lines. */
function skewOf(views: Views, corners: Corners): number {
  const { mask, side } = inkBetween(views, corners);
  const across = measureSkew(inkPoints(mask));
  const down = measureSkew(inkPoints(side));
  const sideways = (down?.sharpness ?? 0) > DOWN_SHARPER * (across?.sharpness ?? 1);
  const skew = sideways ? down : across;
  if (skew === undefined || skew.sharpness < BELIEVED_SHARPNESS || Math.abs(skew.degrees) < LEAST_SKEW)
    return 0;
  // Transposing is a mirror: it turns the angle round.
  return sideways ? -skew.degrees : skew.degrees;
}

function inkBetween(views: Views, corners: Corners): InkedView {
  const known = views.inked.get(corners);
  if (known !== undefined) return known;
  const seen = isFrame(corners, views.page)
    ? views.lines
    : view(views.lines, views, corners, SEEN_DPI, [255]);
  const mask = inkMask(seen);
  const inked = { mask, side: transposed(mask) };
  views.inked.set(corners, inked);
  return inked;
}

function isFrame([nw, ne, se, sw]: Corners, { width, height }: Raster): boolean {
  const origin = nw.x === 0 && nw.y === 0 && ne.y === 0 && sw.x === 0;
  return origin && ne.x === width && se.x === width && se.y === height && sw.y === height;
}

type Turn = 0 | 90 | 180 | 270;

/** Fewest stretches of print that say which way up a page is. */
const FEWEST_LINES = 10;
/** Standard deviations from an even split of upright and inverted stretches. */
const SURE = 3.3;

/** By how much the level page has to be turned clockwise to be read. */
function readingTurn(views: Views, corners: Corners): Turn {
  const inked = inkBetween(views, corners);
  const across = lineEvidence(inked.mask);
  const down = lineEvidence(inked.side);
  if (runsDown(inked, across, down)) {
    // Transposing mirrors: what reads upright there reads from the top down here, and is turned back anticlockwise.
    const sign = direction(down);
    return sign === 0 ? 0 : sign > 0 ? 90 : 270;
  }
  return direction(across) < 0 ? 180 : 0;
}

function runsDown({ mask, side }: InkedView, across: LineEvidence, down: LineEvidence): boolean {
  if (down.lines < FEWEST_LINES || down.lines < 1.3 * across.lines) return false;
  if (down.lines >= 3 * across.lines) return true;
  const level = measureSkew(inkPoints(mask))?.sharpness ?? 1;
  const upright = measureSkew(inkPoints(side))?.sharpness ?? 1;
  return upright > 2 * level;
}

/** 1 upright, -1 upside down, 0 where the lines do not say. */
function direction({ lines, upright, inverted }: LineEvidence): -1 | 0 | 1 {
  if (lines < FEWEST_LINES) return 0;
  const deviation = (upright - inverted) / Math.sqrt(upright + inverted || 1);
  return deviation > SURE ? 1 : deviation < -SURE ? -1 : 0;
}

/** The placement turned by quarters: the same place in the page, another corner first. */
function turned(placement: Placement, turn: Turn): { width: number; height: number; corners: Corners } {
  const { width, height, corners } = placement;
  const shift = (4 - turn / 90) % 4;
  const at = (index: number): Point => corners[(index + shift) % 4] as Point;
  const swapped = turn === 90 || turn === 270;
  return {
    width: swapped ? height : width,
    height: swapped ? width : height,
    corners: [at(0), at(1), at(2), at(3)],
  };
}

/** Sheets of known proportions: long over short side, and the long side in inches (ISO 216 A4, ISO/IEC 7810 ID-1). */
const KNOWN_PAPERS = [
  { proportion: Math.SQRT2, inches: 11.69 },
  { proportion: 1.586, inches: 3.37 },
] as const;

/** The resolution of a photographed sheet whose proportions are known: the camera's own says nothing about paper. */
function knownPaperDpi(width: number, height: number, dpi: number): number {
  const long = Math.max(width, height);
  const proportion = long / Math.min(width, height);
  const paper = KNOWN_PAPERS.find((known) => Math.abs(known.proportion - proportion) < 0.05);
  return paper === undefined ? dpi : long / paper.inches;
}
