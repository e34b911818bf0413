import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cleanUp } from '../../../../main/documents/clean-up/clean-up.ts';
import type { Raster } from '../../../../main/documents/raster.ts';
import { CURRICULUM } from '../../../simulators/papers/designs/curriculum.ts';
import { scanPaper } from '../../../simulators/papers/scan-paper.ts';
import { blankPage, paint, pixelAt } from '../fictional-page.ts';
import { DPI, HIGH, letter, print, WIDE } from './fictional-scan.ts';

/** A curriculum vitae whose left third is dark, with light print and a face on it, on a glass a little larger than A4. */
async function curriculum(): Promise<Raster> {
  const jpeg = await scanPaper(CURRICULUM, { dpi: DPI, colour: 'colour', width: 1275, height: 1755 });
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) };
}

/** How far the colours of two places lie apart, levels. */
function apart(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((level, channel) => Math.abs(level - (other[channel] ?? 0))));
}

describe('a page with a dark column', () => {
  it('keeps it: what is printed there belongs to the page', async () => {
    const page = await curriculum();
    const before = { width: page.width, height: page.height };
    const clean = cleanUp(page, DPI);
    expect(clean.done.cropped).toBe(false);
    expect({ width: clean.page.width, height: clean.page.height }).toEqual(before);
  });

  it('keeps it even: nothing glows around a face or print on it', async () => {
    const clean = cleanUp(await curriculum(), DPI);
    expect(clean.done.whitened).toBe(true);
    const column = [0.68, 0.75, 0.85, 0.93].flatMap((down) =>
      [0.05, 0.15, 0.28].map((across) => pixelAt(clean.page, across, down)),
    );
    for (const place of column) expect(apart(place, column[0] ?? [])).toBeLessThan(30);
    expect(Math.max(...pixelAt(clean.page, 0.05, 0.35))).toBeLessThan(150);
  });

  it('keeps a dark head with light print as well', () => {
    const page = letter();
    paint(page, 0, 0, 1, 0.16, [40, 50, 90]);
    const inverted = blankPage(WIDE, HIGH);
    print(inverted, { left: 120, top: 60, right: WIDE - 120, bottom: 240 });
    for (let at = 0; at < inverted.data.length; at += 1)
      if ((inverted.data[at] ?? 255) < 128) page.data[at] = 240;
    // The lid beside and below the sheet.
    paint(page, 0.965, 0, 1, 1, [120, 120, 118]);
    paint(page, 0, 0.975, 1, 1, [120, 120, 118]);
    const clean = cleanUp(page, DPI);
    expect(clean.page.height).toBeGreaterThan(0.95 * HIGH);
    expect(Math.max(...pixelAt(clean.page, 0.03, 0.05))).toBeLessThan(160);
  });
});

it('what is dark around a sheet and has nothing on it is still cut off', () => {
  const page = letter();
  paint(page, 0.8, 0, 1, 1, [22, 22, 24]);
  paint(page, 0, 0.85, 1, 1, [22, 22, 24]);
  const clean = cleanUp(page, DPI);
  expect(clean.done.cropped).toBe(true);
  expect(Math.abs(clean.page.width - 0.8 * WIDE)).toBeLessThan(12);
  expect(Math.abs(clean.page.height - 0.85 * HIGH)).toBeLessThan(12);
});
