import type { Receipt } from '../domain/receipt.ts';
import type { Failure, Result } from '../domain/result.ts';

export type PrintError =
  | 'printer-offline'
  | 'printer-busy'
  | 'printer-refused'
  | 'printer-untrusted'
  | 'printer-paused'
  | 'printer-media-empty'
  | 'printer-jam'
  | 'printer-cover-open'
  | 'printer-toner-empty'
  | 'printer-format'
  | 'printer-not-ipp'
  | 'printer-timeout'
  | 'print-aborted'
  | 'print-cancelled';

/** What is known of a print job. `sent` is not `printed`: only the device's own "completed" is. */
export type PrintProgress =
  | { readonly state: 'sent' }
  | { readonly state: 'waiting'; readonly reason: PrintError }
  | { readonly state: 'printed' }
  | { readonly state: 'failed'; readonly reason: PrintError };

/** How a job ended that came out. */
export type Printed = Result<{ readonly state: 'printed' }, Failure<PrintError>>;

/** A printer that can print now. */
export interface PrinterReady {
  readonly ready: true;
  /** It says that its paper will soon run out. */
  readonly mediaLow: boolean;
}

/** The terminal's printer, whatever paper it has. */
export interface ReceiptPrinter {
  /** `roll` prints receipts alone, as narrow as its paper; `a4` prints receipts and ready A4 documents. */
  readonly paper: 'a4' | 'roll';
  /** Asks the device whether it can print now. */
  status(signal: AbortSignal): Promise<Result<PrinterReady, Failure<PrintError>>>;
  /**
   * Says what will probably be printed soon, so that what takes long (letters that have to be drawn) is ready when it is
   * asked for. Nothing is sent. What was made of the receipt is forgotten when `signal` aborts.
   */
  expect(receipt: Receipt, signal: AbortSignal): void;
  /**
   * Sends the receipt and follows the job until its real end, `onProgress` telling each change. Aborting `signal`
   * cancels the job on the device.
   */
  print(
    receipt: Receipt,
    onProgress: (progress: PrintProgress) => void,
    signal: AbortSignal,
  ): Promise<Printed>;
  /**
   * The same for papers that are ready as an A4 PDF: a CV, copies. `printer-format` on a roll, where nothing of A4 could be
   * read.
   */
  printPdf(
    pdf: Uint8Array,
    onProgress: (progress: PrintProgress) => void,
    signal: AbortSignal,
  ): Promise<Printed>;
}
