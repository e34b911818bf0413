import type { Receipt } from '../../domain/receipt.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';

/** Makes the bytes of a receipt whose letters have to be drawn. */
export type Draw = (
  receipt: Receipt,
  signal: AbortSignal,
) => Promise<Result<Uint8Array, Failure<PrintError>>>;

/**
 * The receipt that will probably be printed next, drawn while the visitor reads the screen: starting the process that
 * draws takes seconds, and paper should move at once. Holds one receipt, and nothing after its visit.
 */
export class ExpectedReceipt {
  readonly #draw: Draw;
  #held: { readonly key: string; readonly bytes: ReturnType<Draw> } | undefined;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** Begins to draw. A receipt that was expected before is forgotten; the same one is not drawn twice. */
  draw(receipt: Receipt, signal: AbortSignal): void {
    const key = JSON.stringify(receipt);
    if (signal.aborted || this.#held?.key === key) return;
    // A drawing that is under way is let be: to stop it is to end the process that draws.
    const held = { key, bytes: this.#draw(receipt, signal) };
    this.#held = held;
    signal.addEventListener(
      'abort',
      () => {
        if (this.#held === held) this.#held = undefined;
      },
      { once: true },
    );
  }

  /** The bytes of this receipt, waiting for them where they are being drawn; nothing where it was not expected or not drawn. */
  async take(
    receipt: Receipt,
  ): Promise<Extract<Awaited<ReturnType<Draw>>, { readonly ok: true }> | undefined> {
    if (this.#held?.key !== JSON.stringify(receipt)) return undefined;
    const drawn = await this.#held.bytes;
    return drawn.ok ? drawn : undefined;
  }
}
