import { describe, expect, it } from 'vitest';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { preparePage } from '../../../main/documents/page-preparation.ts';
import { seemsBlank } from '../../../main/documents/paper.ts';
import type { Raster } from '../../../main/documents/raster.ts';
import { BLANK_BACK } from '../../simulators/papers/designs/plain-pages.ts';
import { scanPaper } from '../../simulators/papers/scan-paper.ts';
import { blankPage, paint, printLines } from './fictional-page.ts';

const codec = await openImageCodec();
const WIDE = 827;
const HIGH = 1169;

/** The page with the grain of a scanner, and darker towards one side. */
function scanned(page: Raster): Raster {
  let state = 9;
  for (let at = 0; at < page.data.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const light = 1 - (0.06 * (Math.floor(at / 3) % WIDE)) / WIDE;
    page.data[at] = Math.max(0, Math.min(255, (page.data[at] ?? 0) * light - 8 + (state >>> 28)));
  }
  return page;
}

describe('a page that carries nothing', () => {
  it('seems blank, grain and all', () => {
    expect(seemsBlank(scanned(blankPage(WIDE, HIGH, 3, [250, 248, 244])))).toBe(true);
  });

  it('seems blank although the other side shows through', () => {
    const page = blankPage(WIDE, HIGH, 3, [248, 248, 246]);
    printLines(page, 4, [226, 226, 224]);
    expect(seemsBlank(scanned(page))).toBe(true);
  });

  it('seems blank although its edge throws a shadow', () => {
    const page = blankPage(WIDE, HIGH);
    paint(page, 0, 0, 0.012, 1, [90, 90, 90]);
    expect(seemsBlank(page)).toBe(true);
  });
});

describe('the back of a stapled sheet', () => {
  it.each([
    [150, 'colour'],
    [200, 'grey'],
    [300, 'colour'],
  ] as const)('is blank, and not cut down to its staple, at %i dpi in %s', async (dpi, colour) => {
    const bytes = await scanPaper(BLANK_BACK, { dpi, colour });
    const page = await preparePage({ bytes, dpi }, codec);
    expect(page).toMatchObject({
      ok: true,
      value: { summary: { blank: true, cleanUp: { cropped: false } } },
    });
  });
});

describe('a page that carries little', () => {
  it.each([
    ['a signature', [40, 40, 60], 0.006],
    ['a faint stamp', [240, 170, 175], 0.03],
    ['a pencil note', [170, 170, 170], 0.006],
  ] as const)('%s is not blank', (_, colour, tall) => {
    const page = blankPage(WIDE, HIGH, 3, [250, 250, 248]);
    paint(page, 0.6, 0.8, 0.75, 0.8 + tall, colour);
    expect(seemsBlank(scanned(page))).toBe(false);
  });
});
