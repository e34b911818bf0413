import type { TextSize } from './access.ts';

/**
 * How large text must be on this terminal's screen. EN 301 549, 5.1.4: a capital H covers at least 0.7° at the distance
 * the screen is read from. At 600 mm, 2 × 600 × tan(0.35°) = 7.3 mm.
 */

/** Height of a capital, in parts of the font size: Marianne and Atkinson Hyperlegible Next both have 0.70. */
const CAPITAL_SHARE = 0.7;

/** From how far the screen is read, millimetres. */
const READING_DISTANCE_MM = 600;

/** 0.7°, in radians. */
const LEAST_ANGLE = (0.7 * Math.PI) / 180;

/** Least height of a capital read from `distanceMm`, millimetres. */
export function leastCapitalMm(distanceMm: number = READING_DISTANCE_MM): number {
  return 2 * distanceMm * Math.tan(LEAST_ANGLE / 2);
}

/** 1 rem at the normal size: 24 px at 1080 px of the shorter side, as `renderer/theme/base.css` has it. Pixels. */
function normalRemPx(width: number, height: number): number {
  return Math.max(16, Math.min(width, height) / 45);
}

/** By how much each size is larger than the normal one; WCAG 1.4.4 asks for 200 %. */
const TEXT_SCALES: Readonly<Record<TextSize, number>> = {
  normal: 1,
  large: 1.3,
  larger: 1.6,
  largest: 2,
};

/**
 * The least font size of essential text — titles of tiles, questions and answers, and the buttons that lead on and back — in rem.
 * What is above every screen grows half as much (`renderer/theme/text-size.css`), and is not reckoned with.
 */
const ESSENTIAL_TEXT_REM: Readonly<Record<TextSize, number>> = {
  normal: 1.375,
  large: 1.375,
  larger: 1.25,
  largest: 1.25,
};

export interface ScreenSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What its maker states, inches. */
  readonly diagonalInches: number;
}

/** Height of a capital of essential text on that screen at that size, millimetres. */
export function essentialCapitalMm(screen: ScreenSize, size: TextSize): number {
  const { width, height, diagonalInches } = screen;
  const pxPerMm = Math.hypot(width, height) / (diagonalInches * 25.4);
  const fontPx = normalRemPx(width, height) * TEXT_SCALES[size] * ESSENTIAL_TEXT_REM[size];
  return (fontPx * CAPITAL_SHARE) / pxPerMm;
}

/** Beyond this size most screens no longer fit without sliding: it is for the person to choose, not where a visit starts. */
const LARGEST_START: TextSize = 'large';

/**
 * The size a visit starts with: the smallest at which essential text reaches `leastCapitalMm`, but no larger than `large`.
 * On a screen too small for that (below about 21 inches at 1080 lines) the person reaches it by a larger size.
 */
export function startingTextSize(screen: ScreenSize): TextSize {
  return essentialCapitalMm(screen, 'normal') >= leastCapitalMm() ? 'normal' : LARGEST_START;
}
