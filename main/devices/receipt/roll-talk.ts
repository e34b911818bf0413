import type { Failure, Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import type { RollLink } from './roll-link.ts';

/** Who hears what comes from the printer. */
export interface RollListener {
  /** Takes bytes from the printer. False where it says more than a printer would: then it is none. */
  take(bytes: Uint8Array): boolean;
  /** Nothing can come any more. */
  lose(): void;
  readonly lost: boolean;
}

/** How a receipt printer is. */
export interface RollState {
  /** What is in its way. */
  readonly problem: PrintError | undefined;
  readonly mediaLow: boolean;
}

/** A conversation with a receipt printer in its own language, for the length of one job or one question. */
export interface RollTalk extends RollListener {
  /**
   * Asks how the printer is.
   *
   * @param answerMs How long one answer is waited for.
   * @returns `printer-timeout` where it does not answer, `printer-offline` where the link is lost.
   */
  ask(link: RollLink, answerMs: number, signal: AbortSignal): Promise<Result<RollState, Failure<PrintError>>>;
  /**
   * Sends a document, and behind it the question whether everything before was printed. `printer-timeout` where nothing
   * could be known of its end: then it was not sent.
   */
  send(
    link: RollLink,
    document: Uint8Array,
    answerMs: number,
    signal: AbortSignal,
  ): Promise<Result<undefined, Failure<PrintError>>>;
  /** Whether the printer says that the document was printed, waiting up to `ms`. */
  printed(link: RollLink, ms: number, signal: AbortSignal): Promise<boolean>;
  /** What empties the printer's buffer. Whether it did cannot be asked. */
  readonly cancel: Uint8Array;
}
