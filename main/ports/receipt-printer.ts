import type { Receipt } from '../domain/receipt.ts';
import type { Failure, Result } from '../domain/result.ts';

export type PrintError =
  | 'printer-offline'
  | 'printer-busy'
  | 'printer-refused'
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

/** A printer for receipts, on whatever paper it has. */
export interface ReceiptPrinter {
  /** Asks the device whether it can print now. */
  status(signal: AbortSignal): Promise<Result<{ readonly ready: true }, Failure<PrintError>>>;
  /**
   * Sends the receipt and follows the job until its real end, `onProgress` telling each change. Aborting `signal`
   * cancels the job on the device.
   */
  print(
    receipt: Receipt,
    onProgress: (progress: PrintProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<{ readonly state: 'printed' }, Failure<PrintError>>>;
}
