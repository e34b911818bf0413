import type { PaperSurface } from './paper-surface.ts';
import type { SeededRandom } from './random.ts';

/** How a paper lies on the scanner and what time did to it. */
export interface Look {
  /** Clockwise, as when it was laid down carelessly. */
  readonly skewDegrees?: number;
  /** From the upper left corner of the scanner's bed, millimetres. */
  readonly offset?: readonly [number, number];
  /** Colour of the paper itself. */
  readonly paper?: string;
  /** Shadows: of a book's spine at the left, of folds in three, of a lid that was not closed. */
  readonly shadow?: 'spine' | 'folds' | 'open-lid';
  /** Marks of use: a coffee ring, staple holes, punched holes. */
  readonly marks?: readonly ('coffee' | 'staple' | 'punched')[];
  /** Print of the other side that shows through: 0 none to 1 strong. */
  readonly showThrough?: number;
}

/** A paper: its size and what is on it. Drawing is pure: the same seed gives the same paper. */
export interface PaperDesign {
  readonly id: string;
  /** What a person at the desk calls it. */
  readonly title: string;
  /** Millimetres. */
  readonly size: readonly [number, number];
  readonly seed: number;
  readonly look: Look;
  draw(paper: PaperSurface, random: SeededRandom): void;
}

export const A4: readonly [number, number] = [210, 297];
