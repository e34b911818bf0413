import { describe, expect, test } from 'vitest';
import { whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { segmentPage } from '../../../../main/documents/mrc/segment-page.ts';
import { blacken, textLike } from '../jbig2/bitmaps.ts';
import { blurred, type Colour, lit, meanOf, print, recomposed, sheet } from './papers.ts';

const WIDTH = 900;
const HEIGHT = 600;

/** A letter with a framed stamp of `ink` at the lower right. */
function stamped(ink: Colour) {
  const page = sheet(WIDTH, HEIGHT, [250, 249, 247]);
  print(page, textLike(WIDTH, 380, 9), [25, 25, 25]);
  const stamp = whiteBitmap(240, 150);
  blacken(stamp, 0, 0, 240, 8);
  blacken(stamp, 0, 142, 240, 8);
  blacken(stamp, 0, 0, 8, 150);
  blacken(stamp, 232, 0, 8, 150);
  for (let line = 30; line < 120; line += 30)
    for (let x = 20; x < 220; x += 14) blacken(stamp, x, line, 7, 18);
  print(page, stamp, ink, 600, 420);
  return lit(blurred(page), () => 1, 1.5);
}

const chroma = (page: ReturnType<typeof stamped>): number => {
  const [red, green, blue] = [0, 1, 2].map((channel) => meanOf(page, channel, 600, 420, 840, 570)) as [
    number,
    number,
    number,
  ];
  return Math.max(red, green, blue) - Math.min(red, green, blue);
};

describe.each<[string, Colour]>([
  ['red', [200, 30, 40]],
  ['blue', [40, 60, 190]],
  ['violet', [120, 40, 150]],
  ['green', [20, 130, 60]],
])('a %s stamp', (_, ink) => {
  const page = stamped(ink);
  const segmented = segmentPage(page, 300);
  test.each([300, 170])('keeps its colour at %i dpi', (dpi) => {
    const shown = recomposed(segmented.mask(dpi), segmented.background(60), segmented.foreground());
    const full = { ...page, data: shown.data };
    const scaled = dpi === 300 ? full : enlargeTo(shown);
    expect(chroma(scaled) / chroma(page)).toBeGreaterThan(0.8);
  });
  test('does not colour the print', () => {
    const shown = recomposed(segmented.mask(300), segmented.background(75), segmented.foreground());
    const [red, green, blue] = [0, 1, 2].map((channel) => meanOf(shown, channel, 0, 0, WIDTH, 300)) as [
      number,
      number,
      number,
    ];
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(8);
  });
});

function enlargeTo(small: ReturnType<typeof recomposed>) {
  const page = sheet(WIDTH, HEIGHT, [0, 0, 0]);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const from =
        Math.floor((y * small.height) / HEIGHT) * small.width + Math.floor((x * small.width) / WIDTH);
      for (let channel = 0; channel < 3; channel += 1)
        page.data[(y * WIDTH + x) * 3 + channel] = small.data[from * 3 + channel] ?? 0;
    }
  }
  return page;
}

test('highlighter stays behind the words it marks', () => {
  const page = sheet(WIDTH, HEIGHT, [250, 250, 250]);
  const marker = whiteBitmap(WIDTH, HEIGHT);
  blacken(marker, 100, 90, 500, 40);
  print(page, marker, [250, 240, 90]);
  print(page, textLike(WIDTH, HEIGHT, 3), [20, 20, 20]);
  const segmented = segmentPage(blurred(page), 300);
  const shown = recomposed(segmented.mask(300), segmented.background(75), segmented.foreground());
  const yellow = meanOf(shown, 0, 100, 90, 600, 130) - meanOf(shown, 2, 100, 90, 600, 130);
  expect(yellow).toBeGreaterThan(80);
});
