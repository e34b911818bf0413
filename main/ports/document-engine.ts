import type { Limits } from '../domain/budget.ts';
import type {
  AssembledDocument,
  EncodedPage,
  PageEncoding,
  PreparedPage,
  Rotation,
  TextLanguage,
} from '../domain/document.ts';
import type { CalendarDate } from '../domain/identifiers/calendar-date.ts';
import type { Reading } from '../domain/reading.ts';
import type { Failure, Result } from '../domain/result.ts';

/** What came out of a scanner or a stick, not yet trusted. */
export interface RawPage {
  readonly bytes: Uint8Array;
  /** Resolution asked of the scanner, dots per inch; used where the image does not say its own. */
  readonly dpi: number;
  /** True where `dpi` is known to be right, whatever the image says. */
  readonly dpiIsCertain?: boolean | undefined;
  /** Which page of `bytes`, from 0, where the format holds several. */
  readonly page?: number | undefined;
  /** `none` keeps the page as it was scanned: not straightened, not cropped, not cleaned. Default: `automatic`. */
  readonly cleanUp?: 'automatic' | 'none' | undefined;
  /** Where the page becomes a picture file of its own: its limit, which its quality is searched under. Default: for a PDF. */
  readonly picture?: PictureLimit | undefined;
}

/** What a picture file may weigh. */
export interface PictureLimit {
  /** Most bytes of the file. */
  readonly maxBytes: number;
  /** Legibility that is enough, as in `Limits`. */
  readonly enough?: number | undefined;
}

/** What a file holds, read from its header. */
export interface RawFile {
  readonly pages: number;
}

/** A finished file, and how each of its pages was kept. */
export interface AssembledFile extends AssembledDocument {
  /**
   * How each page was kept: one of its `summary.encodings`, or one made of two of them where a limit would have been left
   * half used; the legibility is then that of the lesser one.
   */
  readonly kept: readonly PageEncoding[];
}

export interface PageForAssembly {
  readonly summary: PreparedPage['summary'];
  readonly layers: Uint8Array;
  readonly rotation: Rotation;
  /** What a `TextReader` read on the page, put in invisibly where there is room for it. */
  readonly text?: Uint8Array | undefined;
}

export type PrepareError = 'image-unreadable' | 'image-too-large' | 'engine-failed' | 'engine-timeout';
export type AssembleError = 'does-not-fit' | 'too-many-pages' | 'engine-failed' | 'engine-timeout';

/**
 * Turns untrusted images into light pages and pages into files. Decoding happens in a process of its own:
 * it may die (`engine-failed`), the next call starts it again.
 */
export interface DocumentEngine {
  /**
   * Decodes, puts right, classifies and encodes one page at several sizes, and makes its preview. `onFirst` is given the page
   * in its first encoding alone, nearly always its most legible one, before the lighter ones are made: a file that has room
   * for it need not wait for them. It is not called for every page. Aborting answers `engine-failed` at once.
   */
  prepare(
    raw: RawPage,
    signal: AbortSignal,
    onFirst?: (page: EncodedPage) => void,
  ): Promise<Result<PreparedPage, Failure<PrepareError>>>;
  /**
   * Assembles one file within `limits`. The final length is checked on the file itself: a file over the limit is
   * never returned. With `limits.format` `jpg` the file is one picture: one page, prepared with `picture`.
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

/** The engine for those who bring files of several pages and want to know how each page was kept. */
export interface FileEngine extends DocumentEngine {
  /** A small JPEG of a page of an image or a PDF, to choose it by; of the first one where `page` (from 0) is not said. */
  thumbnail(
    bytes: Uint8Array,
    signal: AbortSignal,
    page?: number,
  ): Promise<Result<Uint8Array, Failure<PrepareError>>>;
  /** Reads what a file holds, without decoding it. */
  inspect(bytes: Uint8Array, signal: AbortSignal): Promise<Result<RawFile, Failure<PrepareError>>>;
  assemble(
    ...args: Parameters<DocumentEngine['assemble']>
  ): Promise<Result<AssembledFile, Failure<AssembleError>>>;
}

/** A page to look for a machine readable zone and codes on. */
export interface PageToRead extends Pick<RawPage, 'bytes' | 'dpi' | 'page'> {
  /** Decides the century of a birth date, which has two digits in a machine readable zone. */
  readonly today: CalendarDate;
}

/** What a hand-held reader read off a paper: untrusted. */
export interface CodeToRead {
  readonly text: string;
  readonly today: CalendarDate;
}

/**
 * Reads what is printed for machines: MRZ, 2D-Doc, QR, DataMatrix. Runs in a process of its own, beside the one that
 * prepares pages: it delays no page, and may die.
 */
export interface PaperReader {
  /**
   * Everything found on the page, the most telling first (2D-Doc, MRZ, then other codes); empty where nothing is. Takes
   * one to three seconds. Aborting answers `engine-failed` at once.
   */
  read(page: PageToRead, signal: AbortSignal): Promise<Result<readonly Reading[], Failure<PrepareError>>>;
  /** The same of a 2D-Doc or a machine readable zone that somebody held before the barcode reader; empty for any other code. */
  readCode(code: CodeToRead, signal: AbortSignal): Promise<Result<readonly Reading[], Failure<PrepareError>>>;
  /** Ends the process. */
  close(): Promise<void>;
}

/**
 * Reads the print of pages for the file's invisible text layer. Takes seconds a page, in a process of its own that runs
 * when nothing else wants to: nobody waits for it. What is not read when the file is made is left out.
 */
export interface TextReader {
  /** What the page says, as bytes for `PageForAssembly.text`, kept as they are. Aborting answers `engine-failed` at once. */
  recognise(
    page: Omit<PageForAssembly, 'text'>,
    language: TextLanguage,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, Failure<'engine-failed' | 'engine-timeout'>>>;
  /** Ends the process. */
  close(): Promise<void>;
}
