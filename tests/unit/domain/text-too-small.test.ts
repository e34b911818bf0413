import { describe, expect, it } from 'vitest';
import { TEXT_SIZES } from '../../../main/domain/access.ts';
import {
  essentialCapitalMm,
  leastCapitalMm,
  type ScreenSize,
  startingTextSize,
} from '../../../main/domain/screen-size.ts';

const screen = (diagonalInches: number, width = 1_920, height = 1_080): ScreenSize => ({
  width,
  height,
  diagonalInches,
});

describe('the capital height of EN 301 549, 5.1.4', () => {
  it('is 6.1 mm at 500 mm and 7.3 mm at 600 mm', () => {
    expect(leastCapitalMm(500)).toBeCloseTo(6.1, 1);
    expect(leastCapitalMm(600)).toBeCloseTo(7.3, 1);
    expect(leastCapitalMm()).toBe(leastCapitalMm(600));
  });

  it('is reached where each visit starts on the usual screens of kiosks, whichever way they stand', () => {
    for (const diagonal of [21.5, 24, 27, 32]) {
      for (const usual of [screen(diagonal), screen(diagonal, 1_080, 1_920)]) {
        expect(essentialCapitalMm(usual, startingTextSize(usual)), `${diagonal}″`).toBeGreaterThan(
          leastCapitalMm(),
        );
      }
    }
  });

  it('is reached by choosing a larger size where the screen is small', () => {
    expect(startingTextSize(screen(15.6))).toBe('large');
    expect(essentialCapitalMm(screen(15.6), 'large')).toBeLessThan(leastCapitalMm());
    expect(essentialCapitalMm(screen(15.6), 'larger')).toBeLessThan(leastCapitalMm());
    expect(essentialCapitalMm(screen(15.6), 'largest')).toBeGreaterThan(leastCapitalMm());
  });

  it('does not make text larger than needed on a large screen', () => {
    expect(startingTextSize(screen(32))).toBe('normal');
  });

  it('grows with each size', () => {
    const heights = TEXT_SIZES.map((size) => essentialCapitalMm(screen(24), size));
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(new Set(heights).size).toBe(TEXT_SIZES.length);
  });
});
