import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanUp } from '../../../../main/documents/clean-up/clean-up.ts';
import { inkMask, inkPoints } from '../../../../main/documents/clean-up/ink-points.ts';
import { measureSkew } from '../../../../main/documents/clean-up/skew.ts';
import { fromRectangle, project } from '../../../../main/documents/clean-up/warp.ts';
import { type Raster, toGrey } from '../../../../main/documents/raster.ts';
import { blankPage } from '../fictional-page.ts';
import { DPI, HIGH, laidAskew, letter, WIDE } from './fictional-scan.ts';

function skewOf(page: Raster): number | undefined {
  return measureSkew(inkPoints(inkMask(toGrey(page))))?.degrees;
}

describe('a page laid askew', () => {
  it.each([-12.3, -3.7, -0.9, -0.3, 0, 0.15, 0.6, 2.2, 8.4, 15])(
    'by %d degrees is measured to a tenth',
    (degrees) => {
      expect(skewOf(laidAskew(letter(), degrees))).toBeCloseTo(degrees, 0.7);
      expect(Math.abs((skewOf(laidAskew(letter(), degrees)) ?? 99) - degrees)).toBeLessThan(0.1);
    },
  );

  it('is level afterwards', () => {
    for (const degrees of [-6.1, -0.7, 1.4]) {
      const clean = cleanUp(laidAskew(letter(), degrees), DPI);
      expect(Math.abs(clean.done.degrees - degrees)).toBeLessThan(0.1);
      expect(Math.abs(skewOf(clean.page) ?? 99)).toBeLessThan(0.1);
    }
  });

  it('keeps its size and is not touched when it is level', () => {
    const page = letter();
    const clean = cleanUp(page, DPI);
    expect(clean.done).toEqual({
      cropped: false,
      perspective: false,
      degrees: 0,
      turned: 0,
      whitened: false,
    });
    expect(clean.page).toBe(page);
  });

  it('is not guessed where there is nothing to go by', () => {
    expect(skewOf(blankPage(WIDE, HIGH))).toBeUndefined();
    expect(cleanUp(blankPage(WIDE, HIGH), DPI).done.degrees).toBe(0);
  });
});

describe('a page turned by quarters', () => {
  it.each([90, 180, 270] as const)('by %i degrees is turned back', (turned) => {
    const page = letter();
    const { width, height } = page;
    const quarter = turned / 90;
    const swapped = quarter % 2 === 1;
    const scan = blankPage(swapped ? height : width, swapped ? width : height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [toX, toY] =
          quarter === 1
            ? [height - 1 - y, x]
            : quarter === 2
              ? [width - 1 - x, height - 1 - y]
              : [y, width - 1 - x];
        const to = (toY * scan.width + toX) * 3;
        scan.data.set(page.data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), to);
      }
    }
    const clean = cleanUp(scan, DPI);
    expect(clean.done.turned).toBe((360 - turned) % 360);
    expect([clean.page.width, clean.page.height]).toEqual([width, height]);
    expect(Buffer.compare(Buffer.from(clean.page.data), Buffer.from(page.data))).toBe(0);
  });
});

describe('a projection', () => {
  const coordinate = fc.double({ min: -200, max: 200, noNaN: true });
  it('takes the corners of a rectangle where it says, whatever quadrilateral that is', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          coordinate,
          coordinate,
          coordinate,
          coordinate,
          coordinate,
          coordinate,
          coordinate,
          coordinate,
        ),
        fc.integer({ min: 2, max: 4000 }),
        fc.integer({ min: 2, max: 4000 }),
        (by, width, height) => {
          // Corners of a square moved by less than would fold it.
          const corners = [
            { x: by[0] / 2, y: by[1] / 2 },
            { x: 500 + by[2] / 2, y: by[3] / 2 },
            { x: 500 + by[4] / 2, y: 500 + by[5] / 2 },
            { x: by[6] / 2, y: 500 + by[7] / 2 },
          ] as const;
          const projection = fromRectangle(width, height, corners);
          const places = [
            { x: 0, y: 0 },
            { x: width, y: 0 },
            { x: width, y: height },
            { x: 0, y: height },
          ];
          for (const [index, place] of places.entries()) {
            const to = project(projection, place);
            expect(to.x).toBeCloseTo(corners[index as 0 | 1 | 2 | 3].x, 5);
            expect(to.y).toBeCloseTo(corners[index as 0 | 1 | 2 | 3].y, 5);
          }
        },
      ),
    );
  });
});
