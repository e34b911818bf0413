/** Below this grade nothing is given out: the engine answers that the document does not fit. */
export const LEGIBILITY_FLOOR = 0.3;

/** Resolution from which ordinary print loses nothing to the reader: 10-point capitals are 30 pixels high at 300 dpi. */
const FULL_DPI = 300;

/** Grade of a 1-bit page at `dpi`: strokes break up sooner than in grey. */
export function legibilityOfBilevel(dpi: number): number {
  return Math.min(1, dpi / FULL_DPI) ** 0.7;
}

/**
 * Grade of a JPEG page from its resolution and mozjpeg quality. A grade by construction, not yet calibrated by reading:
 * it only orders encodings of one page and keeps out what is below 100 dpi at quality 28.
 */
export function legibilityOfJpeg(dpi: number, quality: number): number {
  return Math.min(1, dpi / 200) ** 0.8 * Math.min(1, quality / 60) ** 0.5;
}
