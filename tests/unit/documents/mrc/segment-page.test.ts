import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blackPixels, unpackBitmap, whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { segmentPage } from '../../../../main/documents/mrc/segment-page.ts';
import { blacken, noise, textLike } from '../jbig2/bitmaps.ts';
import { blurred, differing, lit, meanOf, print, recomposed, sheet } from './papers.ts';

test('mask and layers put together again are close to the page', () => {
  const page = sheet(901, 603, [244, 240, 230]);
  print(page, textLike(901, 603, 5), [35, 30, 60]);
  const scan = lit(blurred(page), (x) => 1 - 0.2 * x, 1.5);
  const segmented = segmentPage(scan, 300);
  expect(segmented.kind).toBe('mixed');
  const shown = recomposed(segmented.mask(300), segmented.background(75), segmented.foreground());
  let away = 0;
  for (let at = 0; at < scan.data.length; at += 1)
    away += Math.abs((scan.data[at] ?? 0) - (shown.data[at] ?? 0));
  expect(away / scan.data.length).toBeLessThan(9);
  for (let channel = 0; channel < 3; channel += 1) {
    expect(
      Math.abs(meanOf(shown, channel, 0, 0, 901, 603) - meanOf(scan, channel, 0, 0, 901, 603)),
    ).toBeLessThan(4);
  }
});

test('the background is smooth where ink was: no ghost of the letters', () => {
  const page = sheet(900, 600, [230, 230, 230]);
  print(page, textLike(900, 600, 5), [20, 20, 20]);
  const background = segmentPage(blurred(page), 300).background(75);
  for (const level of background?.data ?? []) expect(Math.abs(level - 230)).toBeLessThan(12);
});

test('white paper has no background at all', () => {
  const page = sheet(900, 600, [255, 255, 255]);
  print(page, textLike(900, 600, 5), [20, 20, 20]);
  const segmented = segmentPage(blurred(page), 300);
  expect(segmented.background(75)).toBeUndefined();
  const ink = segmented.foreground();
  expect(ink.kind === 'ink' ? Math.max(...ink.colour) : 255).toBeLessThan(120);
});

test('two inks are an image, one ink is a colour', () => {
  const page = sheet(900, 1200, [255, 255, 255]);
  print(page, textLike(900, 600, 5), [20, 20, 20]);
  expect(segmentPage(blurred(page), 300).foreground().kind).toBe('ink');
  print(page, textLike(900, 600, 6), [200, 20, 20], 0, 600);
  expect(segmentPage(blurred(page), 300).foreground().kind).toBe('image');
});

test('a page in black and white is its mask, large black areas included', () => {
  const marks = textLike(900, 600, 8);
  blacken(marks, 200, 200, 400, 300);
  const page = sheet(900, 600, [255, 255, 255], 1);
  print(page, marks, [0, 0, 0]);
  const segmented = segmentPage(page, 300);
  expect(segmented.kind).toBe('bilevel');
  expect(segmented.background(75)).toBeUndefined();
  expect(segmented.foreground()).toEqual({ kind: 'ink', colour: [0, 0, 0] });
  expect(differing(segmented.mask(300), marks)).toBeLessThan(0.003);
  const half = segmented.mask(150);
  expect([half.width, half.height]).toEqual([450, 300]);
  expect(blackPixels(half) / (blackPixels(marks) / 4)).toBeGreaterThan(0.85);
});

test('a page that is texture all over is a photograph', () => {
  const page = sheet(600, 400, [0, 0, 0]);
  const random = noise(3);
  for (let at = 0; at < page.data.length; at += 1)
    page.data[at] = 120 + 40 * Math.sin(at / 7) + random() * 60;
  expect(segmentPage(page, 150).kind).toBe('photograph');
});

test('a blank sheet has an empty mask', () => {
  const segmented = segmentPage(
    lit(sheet(700, 500, [240, 238, 233]), () => 1, 1),
    300,
  );
  expect(segmented.kind).toBe('mixed');
  expect(blackPixels(segmented.mask(300))).toBe(0);
  expect(segmented.foreground()).toEqual({ kind: 'ink', colour: [0, 0, 0] });
});

test('a coarse scan is enlarged before ink is told from paper: strokes keep their place and weight', () => {
  const fine = textLike(1200, 800, 4);
  const coarse = sheet(600, 400, [240, 240, 240], 1);
  const page = sheet(1200, 800, [240, 240, 240], 1);
  print(page, fine, [30, 30, 30]);
  for (let y = 0; y < 400; y += 1) {
    for (let x = 0; x < 600; x += 1)
      coarse.data[y * 600 + x] = meanOf(page, 0, 2 * x, 2 * y, 2 * x + 2, 2 * y + 2);
  }
  const mask = segmentPage(coarse, 150).mask(300);
  expect([mask.width, mask.height]).toEqual([1200, 800]);
  expect(differing(mask, fine)).toBeLessThan(0.02);
});

test('any size of page gives layers of the right size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 90 }),
      fc.constantFrom<1 | 3>(1, 3),
      fc.constantFrom(75, 96, 150, 200, 300, 400, 600),
      fc.nat(),
      (width, height, channels, dpi, seed) => {
        const random = noise(seed);
        const page = sheet(width, height, [0, 0, 0], channels);
        for (let at = 0; at < page.data.length; at += 1) page.data[at] = random() * 256;
        const segmented = segmentPage(page, dpi);
        for (const target of [300, 240, 170]) {
          const mask = segmented.mask(target);
          const ratio = Math.min(target, 2 * dpi) / dpi;
          // A page of almost the resolution asked for is its own mask, and both steps round to whole pixels.
          expect(Math.abs(mask.width - width * ratio)).toBeLessThanOrEqual(3 + 0.06 * width);
          expect(Math.abs(mask.height - height * ratio)).toBeLessThanOrEqual(3 + 0.06 * height);
          expect(mask.data.length).toBeGreaterThanOrEqual(mask.stride * mask.height);
        }
        const background = segmented.background(75);
        if (background !== undefined)
          expect(background.data.length).toBe(background.width * background.height * channels);
        const foreground = segmented.foreground();
        if (foreground.kind === 'image') {
          expect(foreground.image.data.length).toBe(
            foreground.image.width * foreground.image.height * channels,
          );
        }
      },
    ),
    { numRuns: 80 },
  );
});

test('a full stop in the last corner of an empty bitmap stays', () => {
  const marks = whiteBitmap(33, 17);
  blacken(marks, 30, 14, 3, 3);
  const page = sheet(33, 17, [255, 255, 255], 1);
  print(page, marks, [0, 0, 0]);
  const kept = blackPixels(segmentPage(page, 300).mask(300));
  expect(kept).toBeGreaterThanOrEqual(6);
  expect(kept).toBeLessThanOrEqual(9);
});

test('paper between two lines stays paper at every resolution, however rows are rounded', () => {
  const [width, height, every, thick] = [601, 937, 83, 5];
  const data = new Uint8Array(width * height).fill(240);
  for (let top = every; top + every < height; top += every) {
    for (let y = top; y < top + thick; y += 1) data.fill(20, y * width + 100, y * width + width - 100);
  }
  const segmented = segmentPage({ width, height, channels: 1, data }, 300);
  for (const dpi of [300, 240, 200, 170]) {
    const mask = segmented.mask(dpi);
    const black = unpackBitmap(mask);
    const stray = black.filter((value, at) => {
      const row = (Math.floor(at / mask.width) + 0.5) * (height / mask.height);
      const below = row % every;
      return value === 1 && below > thick + 3 && below < every - 3;
    });
    expect(stray.length, `${dpi} dpi`).toBe(0);
  }
});
