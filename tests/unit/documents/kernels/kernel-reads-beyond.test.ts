import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enlarge } from '../../../../main/documents/mrc/enlarge.ts';
import { type Raster, shrink, toGrey, withoutIdleColour } from '../../../../main/documents/raster.ts';

/** Pictures of every small size: where a vector is longer than a row, and where a row ends within one. */
const picture = (channels: 1 | 3): fc.Arbitrary<Raster> =>
  fc
    .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 40 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
        .map((data) => ({ width, height, channels, data })),
    );

describe('a row shorter than a vector', () => {
  it('is made grey pixel by pixel', () => {
    fc.assert(
      fc.property(picture(3), ({ width, height, channels, data }) => {
        const expected = Array.from({ length: width * height }, (_, pixel) => {
          const [red = 0, green = 0, blue = 0] = data.subarray(3 * pixel, 3 * pixel + 3);
          return (77 * red + 150 * green + 29 * blue + 128) >> 8;
        });
        expect([...toGrey({ width, height, channels, data }).data]).toEqual(expected);
      }),
    );
  });

  it('keeps its colour where a single pixel has one', () => {
    fc.assert(
      fc.property(
        picture(1),
        fc.nat(),
        fc.integer({ min: 7, max: 200 }),
        ({ width, height, data }, at, away) => {
          const grey = Uint8Array.from(
            { length: 3 * data.length },
            (_, byte) => data[Math.floor(byte / 3)] ?? 0,
          );
          const raster: Raster = { width, height, channels: 3, data: grey };
          expect(withoutIdleColour(raster).channels).toBe(1);
          const byte = at % grey.length;
          const level = grey[byte] ?? 0;
          grey[byte] = level > 127 ? level - Math.min(away, 127) : level + Math.min(away, 128);
          expect(withoutIdleColour(raster)).toBe(raster);
        },
      ),
    );
  });

  it.each([1, 3] as const)('is shrunk to the mean of the area under each pixel, %i channels', (channels) => {
    fc.assert(
      fc.property(
        picture(channels),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 40 }),
        (raster, w, h) => {
          const width = Math.min(w, raster.width);
          const height = Math.min(h, raster.height);
          const small = shrink(raster, width, height);
          expect(small).toMatchObject({ width, height, channels });
          expect(small.data.length).toBe(width * height * channels);
          const even = { ...raster, data: new Uint8Array(raster.data.length).fill(200) };
          expect(new Set(shrink(even, width, height).data)).toEqual(new Set([200]));
          if (raster.width >= 2 * width && raster.height >= 2 * height) return;
          // Weights are whole 256ths, each at most one off.
          const taps = Math.ceil(raster.width / width) + Math.ceil(raster.height / height) + 2;
          const tolerance = taps + 1;
          for (let place = 0; place < 5; place += 1) {
            const [x, y] = [(place * 31) % width, (place * 17) % height];
            for (let channel = 0; channel < channels; channel += 1) {
              const mean = areaMean(raster, width, height, x, y, channel);
              const level = small.data[(y * width + x) * channels + channel] ?? -1;
              expect(Math.abs(level - mean)).toBeLessThanOrEqual(tolerance);
            }
          }
        },
      ),
    );
  });
});

describe('a row of odd length', () => {
  it('is enlarged without a level that is not between its neighbours and a little beyond', () => {
    fc.assert(
      fc.property(
        picture(1),
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 90 }),
        (raster, w, h) => {
          const even = { ...raster, data: new Uint8Array(raster.data.length).fill(90) };
          expect(new Set(enlarge(even, w, h, () => true).data)).toEqual(new Set([90]));
          const large = enlarge(raster, w, h, () => true);
          for (let place = 0; place < 5; place += 1) {
            const [x, y] = [(place * 37) % w, (place * 23) % h];
            expect(Math.abs((large.data[y * w + x] ?? -1) - cubicAt(raster, w, h, x, y))).toBeLessThan(0.51);
          }
        },
      ),
    );
  });
});

/** What Catmull-Rom's polynomial gives between the pixels of a source, cut at 0 and 255. */
function cubicAt(
  { width, height, data }: Raster,
  toWidth: number,
  toHeight: number,
  x: number,
  y: number,
): number {
  const weight = (away: number): number => {
    const t = Math.abs(away);
    if (t < 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
    return t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0;
  };
  const [atX, atY] = [((x + 0.5) * width) / toWidth - 0.5, ((y + 0.5) * height) / toHeight - 0.5];
  let sum = 0;
  for (let row = Math.floor(atY) - 1; row <= Math.floor(atY) + 2; row += 1) {
    for (let column = Math.floor(atX) - 1; column <= Math.floor(atX) + 2; column += 1) {
      const from = Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column));
      sum += weight(atX - column) * weight(atY - row) * (data[from] ?? 0);
    }
  }
  return Math.min(255, Math.max(0, sum));
}

/** Mean of the area of a source that lies under a target pixel, in floating point. */
function areaMean(
  { width, height, channels, data }: Raster,
  toWidth: number,
  toHeight: number,
  x: number,
  y: number,
  channel: number,
): number {
  const [left, right] = [(x * width) / toWidth, ((x + 1) * width) / toWidth];
  const [top, bottom] = [(y * height) / toHeight, ((y + 1) * height) / toHeight];
  let sum = 0;
  for (let row = Math.floor(top); row < Math.min(height, Math.ceil(bottom)); row += 1) {
    const high = Math.min(bottom, row + 1) - Math.max(top, row);
    for (let column = Math.floor(left); column < Math.min(width, Math.ceil(right)); column += 1) {
      const wide = Math.min(right, column + 1) - Math.max(left, column);
      sum += high * wide * (data[(row * width + column) * channels + channel] ?? 0);
    }
  }
  return sum / ((right - left) * (bottom - top));
}
