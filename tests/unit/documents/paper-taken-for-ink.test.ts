import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paperColour, seemsBlank } from '../../../main/documents/paper.ts';
import { type Raster, toGrey } from '../../../main/documents/raster.ts';

const picture: fc.Arbitrary<Raster> = fc
  .tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 60 }),
    fc.constantFrom(1, 3),
    fc.integer({ min: 0, max: 215 }),
    fc.integer({ min: 1, max: 40 }),
  )
  .chain(([width, height, channels, least, spread]) => {
    const length = width * height * channels;
    return fc
      .uint8Array({ minLength: length, maxLength: length, max: spread })
      .map((data): Raster => ({ width, height, channels, data: data.map((level) => least + level) }));
  });

/** The most frequent level of each channel, of the pixels at least half as light as the lightest; the lightest where even. */
function mostFrequent({ channels, data }: Raster): number[] {
  const pixels = Array.from({ length: data.length / channels }, (_, pixel) =>
    data.subarray(channels * pixel, channels * (pixel + 1)),
  );
  const lightness = (pixel: Uint8Array): number => pixel[channels >> 1] ?? 0;
  const lightest = Math.max(...pixels.map(lightness));
  const light = pixels.filter((pixel) => lightness(pixel) >= lightest / 2);
  return [0, 1, 2].map((channel) => {
    const counts = new Array<number>(256).fill(0);
    for (const pixel of light) {
      const level = pixel[Math.min(channel, channels - 1)] ?? 0;
      counts[level] = (counts[level] ?? 0) + 1;
    }
    return Math.max(64, counts.lastIndexOf(Math.max(...counts.slice(1), counts[255] ?? 0)));
  });
}

it('the colour of the paper is the most frequent one of what is light, whatever the size', () => {
  fc.assert(
    fc.property(picture, (page) => {
      expect([...paperColour(page)]).toEqual(mostFrequent(page));
    }),
    { numRuns: 200 },
  );
});

it('a page is blank until more than a few pixels are darker or more coloured than its paper', () => {
  fc.assert(
    fc.property(picture, (page) => {
      const { width, height, channels, data } = page;
      const [red = 0, green = 0, blue = 0] = paperColour(page);
      const paper = channels === 1 ? red : (77 * red + 150 * green + 29 * blue) / 256;
      const grey = toGrey(page).data;
      const [left, top] = [Math.round(0.02 * width), Math.round(0.02 * height)];
      let something = 0;
      for (let y = top; y < height - top; y += 1)
        for (let x = left; x < width - left; x += 1) {
          const at = y * width + x;
          const [r = 0, g = 0, b = 0] = data.subarray(3 * at, 3 * at + 3);
          const away = [r - red, g - green, b - blue];
          const apart = channels === 3 ? Math.max(...away) - Math.min(...away) : 0;
          if ((grey[at] ?? 0) < paper - 40 || apart > 40) something += 1;
        }
      expect(seemsBlank(page)).toBe(something <= 0.0002 * width * height);
    }),
    { numRuns: 200 },
  );
});
