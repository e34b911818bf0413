/** A resolution that a scanner can have had, dots per inch. */
const PLAUSIBLE_DPI = { least: 50, most: 1_300 } as const;
/** Below this a stated resolution is a default of cameras and screens (72, 96), not of a scanner. */
const SCREEN_DPI = 100;
/** The longest side of a paper that a desk scanner takes, inches (A3 is 16.5). */
const LONGEST_INCHES = 17.5;
/** The longest side of A4, inches. */
const A4_INCHES = 11.69;

/**
 * The resolution that gives a page its true paper size: the image's own where it makes a paper, else the one asked of
 * the scanner, else the one at which the page is as long as A4 (photographs state 72 dpi or nothing).
 */
export function paperDpi(width: number, height: number, stated: number | undefined, asked: number): number {
  const longest = Math.max(width, height);
  const trusted = stated !== undefined && stated >= SCREEN_DPI ? stated : undefined;
  for (const dpi of [trusted, asked]) {
    if (dpi === undefined || dpi < PLAUSIBLE_DPI.least || dpi > PLAUSIBLE_DPI.most) continue;
    if (longest / dpi <= LONGEST_INCHES) return nearWhole(dpi);
  }
  return Math.max(PLAUSIBLE_DPI.least, longest / A4_INCHES);
}

/** What is no longer than this is a card, inches (ISO/IEC 7810 ID-2 is 4.13): so small that a picture of it is light. */
const CARD_INCHES = 4.5;

/** True where the whole page is no larger than a card. */
export function isCard(page: { readonly width: number; readonly height: number }, dpi: number): boolean {
  return Math.max(page.width, page.height) <= CARD_INCHES * dpi;
}

/** Resolutions are whole numbers that files keep in metres or centimetres: 299.9994 was 300. */
function nearWhole(dpi: number): number {
  const whole = Math.round(dpi);
  return Math.abs(dpi - whole) < 0.02 ? whole : dpi;
}
