import type { Failure, Result } from '../domain/result.ts';
import type { PrintError, ReceiptPrinter } from './receipt-printer.ts';
import type { ScanError, Scanner, ScanSource } from './scanner.ts';

/** Resolutions that a source offers, dots per inch: each one, or the ends of a range. */
export type OfferedResolutions =
  | { readonly kind: 'discrete'; readonly values: readonly number[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number };

/** What one source of a scanner says it can do. Empty lists and `null` where the device does not say. */
export interface SourceFacts {
  readonly source: ScanSource;
  /** Both sides of a sheet in one pass. */
  readonly bothSides: boolean;
  /** Largest area, millimetres. */
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly resolutions: OfferedResolutions | null;
  readonly colours: readonly ('colour' | 'grey')[];
  /** Media types of pages. */
  readonly mediaTypes: readonly string[];
}

/** What a scanner says of itself. */
export interface ScannerFacts {
  /** In the maker's words, made fit for a screen; empty where the device does not say. */
  readonly makeAndModel: string;
  readonly sources: readonly SourceFacts[];
}

/** What a printer says of itself. */
export interface PrinterFacts {
  /** In the maker's words, made fit for a screen; empty where the device does not say. */
  readonly makeAndModel: string;
  /** Media types that it takes; empty where it does not say. */
  readonly mediaTypes: readonly string[];
  /** Letters on a line of a receipt roll, as configured; `null` for sheets. */
  readonly columns: number | null;
}

/** A scanner that can also say what it is, for staff. */
export interface ScannerWithFacts extends Scanner {
  facts(signal: AbortSignal): Promise<Result<ScannerFacts, Failure<ScanError>>>;
}

/** A printer that can also say what it is, for staff. */
export interface PrinterWithFacts extends ReceiptPrinter {
  facts(signal: AbortSignal): Promise<Result<PrinterFacts, Failure<PrintError>>>;
}
