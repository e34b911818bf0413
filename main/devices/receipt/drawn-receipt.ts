import { err, ok } from '../../domain/result.ts';
import type { PageDrawer } from '../../ports/page-drawer.ts';
import { toDots } from './escpos-raster.ts';
import type { DrawReceipt } from './escpos-receipt-printer.ts';
import type { PaperMaker } from './paper-maker.ts';

/** Draws receipts for print heads, in the typefaces that ship. `print-aborted` where they could not be drawn. */
export function receiptDrawer(papers: Pick<PaperMaker, 'strip'>, drawer: PageDrawer): DrawReceipt {
  return async (receipt, dots, dpi, signal) => {
    const strip = await papers.strip(receipt, dots, dpi);
    const drawn = await drawer.drawGrey(strip, 0, dpi, signal);
    if (!drawn.ok) return err(signal.aborted ? 'print-cancelled' : 'print-aborted', drawn.error.code);
    return ok(toDots(drawn.value, dots));
  };
}
