import { err, ok } from '../../domain/result.ts';
import type { PageDrawer } from '../../ports/page-drawer.ts';
import { toDots } from './escpos-raster.ts';
import type { DrawReceipt } from './escpos-receipt-printer.ts';
import { renderReceiptStrip } from './receipt-strip.ts';
import type { ReceiptFonts } from './typeface.ts';

/** Draws receipts for print heads, in the typefaces that ship. `print-aborted` where they could not be drawn. */
export function receiptDrawer(fonts: ReceiptFonts, drawer: PageDrawer): DrawReceipt {
  return async (receipt, dots, dpi, signal) => {
    const strip = await renderReceiptStrip(receipt, fonts, dots, dpi);
    const drawn = await drawer.drawGrey(strip, 0, dpi, signal);
    if (!drawn.ok) return err(signal.aborted ? 'print-cancelled' : 'print-aborted', drawn.error.code);
    return ok(toDots(drawn.value, dots));
  };
}
