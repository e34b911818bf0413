import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromRectangle, warp } from '../../../../main/documents/clean-up/warp.ts';
import type { Raster } from '../../../../main/documents/raster.ts';

const side = fc.integer({ min: 1, max: 150 });
const nudge = fc.double({ min: -3, max: 3, noNaN: true });

it.each([1, 3] as const)(
  'keeps paper paper up to its rim, wherever its corners lie, %i channels',
  (channels) => {
    fc.assert(
      fc.property(
        fc.tuple(side, side, side, side),
        fc.array(nudge, { minLength: 8, maxLength: 8 }),
        ([width, height, toWidth, toHeight], moved) => {
          const paper: Raster = {
            width,
            height,
            channels,
            data: new Uint8Array(width * height * channels).fill(201),
          };
          const corner = (x: number, y: number, index: number) => ({
            x: x + (moved[2 * index] ?? 0),
            y: y + (moved[2 * index + 1] ?? 0),
          });
          const corners = [
            corner(0, 0, 0),
            corner(width, 0, 1),
            corner(width, height, 2),
            corner(0, height, 3),
          ] as const;
          const drawn = warp(
            paper,
            fromRectangle(toWidth, toHeight, corners),
            toWidth,
            toHeight,
            [201, 201, 201],
          );
          expect(drawn.data.length).toBe(toWidth * toHeight * channels);
          expect(drawn.data.every((level) => level === 201)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  },
);
