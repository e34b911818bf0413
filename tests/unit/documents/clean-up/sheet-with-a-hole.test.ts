import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inWorkspace, kernels } from '../../../../main/documents/kernels/workspace.ts';
import { noise } from '../jbig2/bitmaps.ts';

interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Masks of every small size: rectangles with holes, bridges and dust. */
const masks: fc.Arbitrary<Mask> = fc
  .record({
    width: fc.integer({ min: 1, max: 60 }),
    height: fc.integer({ min: 1, max: 50 }),
    things: fc.integer({ min: 0, max: 14 }),
    dust: fc.constantFrom(0, 0.02, 0.3),
    seed: fc.nat(),
  })
  .map(({ width, height, things, dust, seed }) => {
    const random = noise(seed);
    const data = Uint8Array.from({ length: width * height }, () => (random() < dust ? 1 : 0));
    for (let thing = 0; thing < things; thing += 1) {
      const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
      const [wide, high] = [1 + Math.floor(random() * width), 1 + Math.floor(random() * height)];
      const value = random() < 0.7 ? 1 : 0;
      for (let y = top; y < Math.min(height, top + high); y += 1)
        data.fill(value, y * width + left, y * width + Math.min(width, left + wide));
    }
    return { width, height, data };
  });

/** 1 where any (or every) pixel of the picture within `radius` is set. */
function spread({ width, height, data }: Mask, radius: number, dilates: boolean): Mask {
  const out = data.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const near: number[] = [];
    for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row += 1)
      near.push(
        ...data.subarray(
          row * width + Math.max(0, x - radius),
          row * width + Math.min(width, x + radius + 1),
        ),
      );
    return dilates ? Math.max(...near) : Math.min(...near);
  });
  return { width, height, data: out };
}

/** Things of one colour that hang together by their sides: the places of each. */
function things({ width, height, data }: Mask, colour: number): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  for (const start of data.keys()) {
    if (data[start] !== colour || seen.has(start)) continue;
    const thing = [start];
    seen.add(start);
    for (const at of thing) {
      const x = at % width;
      const beside = [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width];
      for (const near of beside) {
        if (near < 0 || near >= width * height || data[near] !== colour || seen.has(near)) continue;
        seen.add(near);
        thing.push(near);
      }
    }
    found.push(thing);
  }
  return found;
}

function filled(mask: Mask): Mask {
  const { width, height } = mask;
  const data = mask.data.slice();
  for (const hole of things(mask, 0)) {
    const open = hole.some(
      (at) => at % width === 0 || at % width === width - 1 || at < width || at >= width * (height - 1),
    );
    if (!open) for (const at of hole) data[at] = 1;
  }
  return { ...mask, data };
}

/** Has a kernel work on a mask in place. */
function worked<Outcome>(
  { width, height, data }: Mask,
  work: (mask: number, other: number, places: number) => Outcome,
): { outcome: Outcome; left: Uint8Array } {
  return inWorkspace((space) => {
    const mask = space.put(data);
    const other = space.room(data.length + width + 64);
    // What comes after must not be touched.
    const places = space.room(4 * data.length);
    const after = space.put(new Uint8Array(64).fill(7));
    const outcome = work(mask, other, places);
    expect([...space.bytes(after, 64)]).toEqual(new Array(64).fill(7));
    expect(width * height).toBe(data.length);
    return { outcome, left: space.bytes(mask, data.length).slice() };
  });
}

describe('a mask of what differs from the background', () => {
  it('has its gaps closed, its holes filled and thin things taken off, up to every edge', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const { width, height } = mask;
        const closed = spread(spread(mask, 2, true), 2, false);
        const expected = spread(spread(filled(closed), 4, false), 4, true);
        const { left } = worked(mask, (at, other, places) => {
          kernels.makeSolid(at, width, height, other, places);
        });
        expect(left).toEqual(expected.data);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps its largest thing only, the first of several', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const { width, height } = mask;
        const [largest = []] = things(mask, 1).sort((a, b) => b.length - a.length);
        const { outcome, left } = worked(mask, (at, other, places) =>
          kernels.keepLargest(at, width, height, other, places),
        );
        expect(outcome).toBe(largest.length);
        const members = new Set(largest);
        expect(left).toEqual(mask.data.map((_, at) => (members.has(at) ? 1 : 0)));
      }),
      { numRuns: 150 },
    );
  });

  it('is what any channel sets apart by more than the tolerance', () => {
    const colours = fc.uint8Array({ minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(colours, { minLength: 1, maxLength: 40 }),
        colours,
        fc.nat(120),
        (pixels, colour, most) => {
          const [red = 0, green = 0, blue = 0] = colour;
          const apart = (pixel: Uint8Array, channel: number): boolean =>
            Math.abs((pixel[channel] ?? 0) - (colour[channel] ?? 0)) > most;
          const [coloured, grey, white, light] = inWorkspace((space) => {
            const from = space.put(Uint8Array.from(pixels.flatMap((pixel) => [...pixel])));
            const reds = space.put(Uint8Array.from(pixels, (pixel) => pixel[0] ?? 0));
            const out = space.room(pixels.length);
            const seen = (): number[] => [...space.bytes(out, pixels.length)];
            kernels.differenceMask(from, 3, pixels.length, red, green, blue, most, out);
            const ofColour = seen();
            kernels.differenceMask(reds, 1, pixels.length, red, 0, 0, most, out);
            const ofGrey = seen();
            kernels.whitenessOf(from, pixels.length, out);
            const levels = seen();
            kernels.lightMask(reds, pixels.length, red, out);
            return [ofColour, ofGrey, levels, seen()];
          });
          expect(coloured).toEqual(
            pixels.map((pixel) => ([0, 1, 2].some((channel) => apart(pixel, channel)) ? 1 : 0)),
          );
          expect(grey).toEqual(pixels.map((pixel) => (apart(pixel, 0) ? 1 : 0)));
          expect(white).toEqual(pixels.map((pixel) => Math.min(...pixel)));
          expect(light).toEqual(pixels.map((pixel) => ((pixel[0] ?? 0) >= red ? 1 : 0)));
        },
      ),
    );
  });

  it('lies outside of a sheet where it is more than a little away from any of its sides', () => {
    const [width, height] = [40, 30];
    const square = [10, 8, 1, 0, 30, 8, 0, 1, 30, 22, -1, 0, 10, 22, 0, -1];
    const outside = inWorkspace((space) => {
      const [mask, edges] = [space.room(width * height), space.put(Float64Array.from(square))];
      space.bytes(mask, width * height).fill(1);
      return kernels.countOutside(mask, width, height, edges, 4, 3);
    });
    // The rim of two pixels is not looked at; within three pixels of the sheet all is taken for its own.
    expect(outside).toBe(36 * 26 - 27 * 21);
  });
});
