import type { Limits } from '../domain/budget.ts';
import type { AssembledDocument, PreparedPage, Rotation } from '../domain/document.ts';
import type { Failure, Result } from '../domain/result.ts';

/** What came out of a scanner or a stick, not yet trusted. */
export interface RawPage {
  readonly bytes: Uint8Array;
  /** Resolution asked of the scanner, dots per inch; used where the image does not say its own. */
  readonly dpi: number;
}

export interface PageForAssembly {
  readonly summary: PreparedPage['summary'];
  readonly layers: Uint8Array;
  readonly rotation: Rotation;
}

export type PrepareError = 'image-unreadable' | 'image-too-large' | 'engine-failed' | 'engine-timeout';
export type AssembleError = 'does-not-fit' | 'too-many-pages' | 'engine-failed' | 'engine-timeout';

/**
 * Turns untrusted images into light pages and pages into files. Decoding happens in a process of its own:
 * it may die (`engine-failed`), the next call starts it again.
 */
export interface DocumentEngine {
  /**
   * Decodes, classifies and encodes one page at several sizes, and makes its preview. `onPreview` is given the preview
   * as soon as the page is decoded, well before the rest is ready. Aborting answers `engine-failed` at once.
   */
  prepare(
    raw: RawPage,
    signal: AbortSignal,
    onPreview?: (preview: Uint8Array) => void,
  ): Promise<Result<PreparedPage, Failure<PrepareError>>>;
  /**
   * Assembles one file within `limits`. The final length is checked on the file itself: a file over the limit is
   * never returned.
   */
  assemble(
    pages: readonly PageForAssembly[],
    limits: Limits,
    fileName: string,
    title: string,
    signal: AbortSignal,
  ): Promise<Result<AssembledDocument, Failure<AssembleError>>>;
  /** Ends the process. */
  close(): Promise<void>;
}
