import { describe, expect, it } from 'vitest';
import { whitenPaper } from '../../../../main/documents/clean-up/white-paper.ts';
import { type Raster, shrink } from '../../../../main/documents/raster.ts';
import { blankPage, paint, pixelAt } from '../fictional-page.ts';
import { DPI, HIGH, letter, WIDE } from './fictional-scan.ts';

function whitened(page: Raster): Raster {
  const small = shrink(page, Math.round((WIDE * 50) / DPI), Math.round((HIGH * 50) / DPI));
  if (!whitenPaper(page, small)) throw new Error('not whitened');
  return page;
}

/** The page under a light that falls off to one side, on paper of this colour. */
function lit(page: Raster, paper: readonly [number, number, number], least: number): Raster {
  const data = page.data.map((level, at) => {
    const x = Math.floor(at / 3) % WIDE;
    return level * (paper[(at % 3) as 0 | 1 | 2] / 255) * (least + ((1 - least) * x) / WIDE);
  });
  return { ...page, data };
}

/** A letter with a pencil note, a stamp, a highlighted line and a signature in blue. */
function annotated(): Raster {
  const page = letter();
  paint(page, 0.1, 0.92, 0.5, 0.924, [185, 185, 185]);
  paint(page, 0.6, 0.9, 0.75, 0.97, [215, 80, 90]);
  paint(page, 0.1, 0.3, 0.5, 0.315, [255, 245, 90]);
  paint(page, 0.3, 0.95, 0.5, 0.954, [50, 60, 170]);
  return page;
}

describe('what is written on paper that is made white', () => {
  const page = whitened(lit(annotated(), [238, 228, 208], 0.6));

  it('is on white, in the light and in the shadow', () => {
    for (const x of [0.02, 0.5, 0.97])
      for (const y of [0.02, 0.5, 0.88]) {
        expect(Math.min(...pixelAt(page, x, y))).toBeGreaterThanOrEqual(250);
      }
  });

  it('keeps its pencil', () => {
    expect(Math.max(...pixelAt(page, 0.3, 0.922))).toBeLessThan(215);
  });

  it('keeps the colours of stamp, highlighter and signature', () => {
    const [stampRed, stampGreen] = pixelAt(page, 0.68, 0.93);
    expect(stampRed - stampGreen).toBeGreaterThan(90);
    const [, markGreen, markBlue] = pixelAt(page, 0.3, 0.3075);
    expect(markGreen - markBlue).toBeGreaterThan(70);
    const [inkRed, , inkBlue] = pixelAt(page, 0.4, 0.952);
    expect(inkBlue - inkRed).toBeGreaterThan(70);
  });
});

describe('what is no white paper', () => {
  it('is left alone when it is a photograph', () => {
    const photo = blankPage(WIDE, HIGH);
    for (let tile = 0; tile < 600; tile += 1) {
      const [x, y] = [(tile % 20) / 20, Math.floor(tile / 20) / 30];
      const tone = 60 + ((tile * 7_919) % 160);
      paint(photo, x, y, x + 0.05, y + 1 / 30, [tone, tone * 0.8, tone * 0.7]);
    }
    expect(whitenPaper(photo, shrink(photo, 413, 585))).toBe(false);
  });

  it('is left alone when it is white already', () => {
    const page = letter();
    expect(whitenPaper(page, shrink(page, 413, 585))).toBe(false);
  });

  it('keeps the colour of coloured paper', () => {
    const [red, , blue] = pixelAt(whitened(lit(letter(), [250, 170, 180], 0.7)), 0.02, 0.02);
    expect(red).toBeGreaterThan(240);
    expect(red - blue).toBeGreaterThan(50);
  });
});
