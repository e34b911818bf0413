import { expect, test } from 'vitest';
import { blackPixels } from '../../../../main/documents/jbig2/bitmap.ts';
import { segmentPage } from '../../../../main/documents/mrc/segment-page.ts';
import { textLike } from '../jbig2/bitmaps.ts';
import { blurred, type Colour, differing, lit, print, sheet } from './papers.ts';

const WIDTH = 900;
const HEIGHT = 600;
const MARKS = textLike(WIDTH, HEIGHT, 5);

function letter(paper: Colour, ink: Colour) {
  const page = sheet(WIDTH, HEIGHT, paper);
  print(page, MARKS, ink);
  return blurred(page);
}

test('the shadow of a hand leaves paper paper and ink ink', () => {
  // From full light at the left to a third at the right, within the width of a hand.
  const shadowed = lit(
    letter([245, 243, 238], [30, 30, 35]),
    (x) => 1 - 0.67 * Math.min(1, Math.max(0, (x - 0.4) * 3)),
    1.5,
  );
  const mask = segmentPage(shadowed, 300).mask(300);
  expect(differing(mask, MARKS)).toBeLessThan(0.012);
  expect(blackPixels(mask) / blackPixels(MARKS)).toBeGreaterThan(0.9);
  expect(blackPixels(mask) / blackPixels(MARKS)).toBeLessThan(1.15);
});

test('the hard edge of a shadow is no line', () => {
  const page = lit(sheet(WIDTH, HEIGHT, [235, 235, 235]), (x, y) => (x + y < 0.9 ? 1 : 0.8), 1);
  expect(blackPixels(segmentPage(page, 300).mask(300)) / (WIDTH * HEIGHT)).toBeLessThan(0.01);
});

test.each<[string, Colour, Colour]>([
  ['yellow paper', [236, 210, 140], [60, 45, 30]],
  ['blue form', [170, 195, 225], [35, 40, 60]],
  ['grey recycled paper', [170, 168, 160], [60, 60, 60]],
])('ink on %s is found', (_, paper, ink) => {
  const mask = segmentPage(
    lit(letter(paper, ink), () => 1, 2),
    300,
  ).mask(300);
  expect(differing(mask, MARKS)).toBeLessThan(0.012);
});

test('a faint pencil on clean paper is ink', () => {
  const mask = segmentPage(
    lit(letter([250, 250, 250], [218, 218, 218]), () => 1, 0.5),
    300,
  ).mask(300);
  expect(blackPixels(mask) / blackPixels(MARKS)).toBeGreaterThan(0.85);
});

test('a faint pencil beside strong print is ink too', () => {
  const page = sheet(WIDTH, HEIGHT * 2, [250, 250, 250]);
  print(page, MARKS, [20, 20, 20]);
  print(page, MARKS, [214, 214, 214], 0, HEIGHT);
  const mask = segmentPage(
    lit(blurred(page), () => 1, 0.5),
    300,
  ).mask(300);
  const lower = { ...mask, height: HEIGHT, data: mask.data.subarray(HEIGHT * mask.stride) };
  expect(blackPixels(lower) / blackPixels(MARKS)).toBeGreaterThan(0.85);
});

test('the grain of the paper is not ink', () => {
  const page = lit(sheet(WIDTH, HEIGHT, [205, 200, 190]), () => 1, 5);
  expect(blackPixels(segmentPage(page, 300).mask(300)) / (WIDTH * HEIGHT)).toBeLessThan(0.0005);
});
