import { describe, expect, it } from 'vitest';
import { cleanUp } from '../../../../main/documents/clean-up/clean-up.ts';
import type { Point } from '../../../../main/documents/clean-up/polygon.ts';
import { findSheet } from '../../../../main/documents/clean-up/sheet.ts';
import { shrink } from '../../../../main/documents/raster.ts';
import { blankPage, paint, pixelAt } from '../fictional-page.ts';
import { DPI, HIGH, laidAskew, laidOn, letter, print, table, WIDE } from './fictional-scan.ts';

/** A card of ID-1 proportions, 506 by 319 pixels at 150 dpi. */
function card() {
  const face = blankPage(506, 319, 3, [190, 205, 235]);
  paint(face, 0.05, 0.2, 0.3, 0.8, [120, 100, 95]);
  print(face, { left: 180, top: 60, right: 480, bottom: 300 });
  return face;
}

function rectangleAt(left: number, top: number, width: number, height: number, degrees: number) {
  const radians = (degrees * Math.PI) / 180;
  const at = (x: number, y: number): Point => ({
    x: left + Math.cos(radians) * x - Math.sin(radians) * y,
    y: top + Math.sin(radians) * x + Math.cos(radians) * y,
  });
  return [at(0, 0), at(width, 0), at(width, height), at(0, height)] as const;
}

describe('a card on the glass', () => {
  it.each([0, -3, 7])('is cut out and straightened when it lies at %i degrees', (degrees) => {
    const scan = laidOn(blankPage(WIDE, HIGH), card(), rectangleAt(200, 300, 506, 319, degrees));
    const clean = cleanUp(scan, DPI);
    expect(clean.done.cropped).toBe(true);
    expect(Math.abs(clean.done.degrees - degrees)).toBeLessThan(0.6);
    expect(Math.abs(clean.page.width - 506)).toBeLessThan(16);
    expect(Math.abs(clean.page.height - 319)).toBeLessThan(16);
    const [red, , blue] = pixelAt(clean.page, 0.5, 0.06);
    expect(blue - red).toBeGreaterThan(20);
  });

  it('is found on a dark lid too', () => {
    const scan = laidOn(blankPage(WIDE, HIGH, 3, [30, 30, 32]), card(), rectangleAt(500, 900, 506, 319, 2));
    expect(cleanUp(scan, DPI).done.cropped).toBe(true);
  });

  it('loses nothing: with a note beside it, everything stays', () => {
    const scan = laidOn(blankPage(WIDE, HIGH), card(), rectangleAt(200, 300, 506, 319, 0));
    print(scan, { left: 300, top: 1200, right: 800, bottom: 1300 });
    expect(cleanUp(scan, DPI).page.height).toBeGreaterThan(1000);
  });
});

describe('a letter that fills the glass', () => {
  it.each([0, 1.7])('is not cropped, laid at %d degrees', (degrees) => {
    const scan = laidAskew(letter(), degrees);
    const clean = cleanUp(scan, DPI);
    expect(clean.done.cropped).toBe(false);
    expect([clean.page.width, clean.page.height]).toEqual([WIDE, HIGH]);
  });

  it('is not cropped to a frame that is printed on it', () => {
    const scan = letter();
    for (const edge of [0.2, 0.8]) {
      paint(scan, 0.1, edge, 0.9, edge + 0.002, [0, 0, 0]);
      paint(scan, edge === 0.2 ? 0.1 : 0.898, 0.2, edge === 0.2 ? 0.102 : 0.9, 0.8, [0, 0, 0]);
    }
    expect(cleanUp(scan, DPI).done.cropped).toBe(false);
  });
});

describe('a receipt on the glass', () => {
  it('is cut out with all its print', () => {
    const scan = blankPage(WIDE, HIGH);
    print(scan, { left: 400, top: 200, right: 700, bottom: 1200 });
    const clean = cleanUp(scan, DPI);
    expect(clean.done.cropped).toBe(true);
    expect(clean.page.width).toBeGreaterThan(300);
    expect(clean.page.width).toBeLessThan(420);
    expect(clean.page.height).toBeGreaterThan(960);
  });
});

describe('a photographed sheet', () => {
  const corners = [
    { x: 260, y: 180 },
    { x: 1330, y: 260 },
    { x: 1450, y: 1790 },
    { x: 130, y: 1660 },
  ] as const;

  it('is found on a table of wood', () => {
    const photo = laidOn(table(1600, 2000), letter(), corners);
    const sheet = findSheet(shrink(photo, 533, 667));
    expect(sheet?.shape).toBe('quadrilateral');
    for (const [index, corner] of corners.entries()) {
      const found = sheet?.corners[index as 0 | 1 | 2 | 3] ?? { x: 0, y: 0 };
      expect(Math.hypot(found.x * 3 - corner.x, found.y * 3 - corner.y)).toBeLessThan(20);
    }
  });

  it('is put square, and takes the size of the paper it has the proportions of', () => {
    const clean = cleanUp(laidOn(table(1600, 2000), letter(), corners), DPI);
    expect(clean.done).toMatchObject({ cropped: true, perspective: true });
    const [red, green, blue] = pixelAt(clean.page, 0.03, 0.03);
    expect(Math.min(red, green, blue)).toBeGreaterThan(240);
  });

  it('is not seen in a page of old paper that darkens towards its rim', () => {
    const page = letter();
    for (let at = 0; at < page.data.length; at += 3) {
      const x = (at / 3) % WIDE;
      const light = 1 - 0.35 * (Math.abs(x - WIDE / 2) / (WIDE / 2)) ** 3;
      for (const [channel, level] of [0.95, 0.88, 0.72].entries()) {
        page.data[at + channel] = (page.data[at + channel] ?? 0) * light * level;
      }
    }
    expect(cleanUp(page, DPI).done.cropped).toBe(false);
  });
});
