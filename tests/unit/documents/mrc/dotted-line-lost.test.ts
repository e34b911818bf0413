import { describe, expect, test } from 'vitest';
import { blackPixels, whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { segmentPage } from '../../../../main/documents/mrc/segment-page.ts';
import { blacken, noise } from '../jbig2/bitmaps.ts';
import { anyBlack, blurred, lit, print, sheet } from './papers.ts';

const WIDTH = 1200;
const HEIGHT = 240;
const PITCH = 12;

/** A form's dotted line at 300 dpi: dots of `dot` pixels, one millimetre apart. */
function dottedForm(dot: number) {
  const marks = whiteBitmap(WIDTH, HEIGHT);
  for (let x = 30; x < WIDTH - 30; x += PITCH) blacken(marks, x, 120, dot, dot);
  const page = sheet(WIDTH, HEIGHT, [248, 248, 246]);
  print(page, marks, [40, 40, 40]);
  return lit(blurred(page), () => 1, 1);
}

describe.each([2, 3, 4])('a dotted line of %i-pixel dots', (dot) => {
  const segmented = segmentPage(dottedForm(dot), 300);
  test.each([300, 240, 200, 170])('keeps every dot at %i dpi', (dpi) => {
    const mask = segmented.mask(dpi);
    const scale = dpi / 300;
    const lost = [];
    for (let x = 30; x < WIDTH - 30; x += PITCH) {
      const [left, right] = [(x - 2) * scale, (x + dot + 2) * scale];
      if (!anyBlack(mask, left, 116 * scale, right, (122 + dot) * scale)) lost.push(x);
    }
    expect(lost).toEqual([]);
  });
});

test('grain that just crosses the threshold goes, full stops stay', () => {
  const page = sheet(WIDTH, HEIGHT, [240, 240, 240]);
  const random = noise(4);
  for (let speck = 0; speck < 400; speck += 1) {
    const at = Math.floor(random() * WIDTH * HEIGHT);
    for (let channel = 0; channel < 3; channel += 1) page.data[at * 3 + channel] = 208;
  }
  const stop = whiteBitmap(WIDTH, HEIGHT);
  for (let x = 50; x < WIDTH; x += 100) blacken(stop, x, 60, 4, 4);
  print(page, stop, [30, 30, 30]);
  const mask = segmentPage(page, 300).mask(300);
  for (let x = 50; x < WIDTH; x += 100) expect(anyBlack(mask, x, 60, x + 4, 64)).toBe(true);
  expect(blackPixels(mask)).toBeLessThan(1.7 * blackPixels(stop));
});
