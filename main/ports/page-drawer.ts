import type { Failure, Result } from '../domain/result.ts';

/** One page of a PDF as dots: 8-bit grey, 0 black, from the top left, row by row without padding. */
export interface DrawnSheet {
  /** Pages of the whole PDF. */
  readonly pages: number;
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** The same as a grey JPEG. */
export interface DrawnJpeg {
  readonly pages: number;
  readonly jpeg: Uint8Array;
}

export type DrawError = 'image-unreadable' | 'image-too-large' | 'engine-failed' | 'engine-timeout';

/** Draws pages for printers that take no PDF, in a process of its own. Aborting answers `engine-failed`. */
export interface PageDrawer {
  /** @param page From 0. @param dpi Dots per inch of the paper, 72 to 600. */
  drawGrey(
    pdf: Uint8Array,
    page: number,
    dpi: number,
    signal: AbortSignal,
  ): Promise<Result<DrawnSheet, Failure<DrawError>>>;
  drawJpeg(
    pdf: Uint8Array,
    page: number,
    dpi: number,
    signal: AbortSignal,
  ): Promise<Result<DrawnJpeg, Failure<DrawError>>>;
}
