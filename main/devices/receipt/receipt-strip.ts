import { PDFDocument } from 'pdf-lib';
import type { Receipt } from '../../domain/receipt.ts';
import { heightOf, layReceipt, type PaperStyle } from './receipt-layout.ts';
import { type ReceiptFonts, Typeface } from './typeface.ts';

const POINTS_PER_INCH = 72;

/** Letters as high as those of the printer's own font A (24 dots at 203 dpi) and a little more: joined scripts need it. */
function strip(width: number): PaperStyle {
  return {
    left: 0,
    width,
    sizes: { title: 15, strong: 11, text: 10, label: 9, reference: 20, referenceLeast: 13 },
    labelWidth: width,
    gap: 6,
    labelGap: 6,
    looseness: 0.6,
    pairs: 'below',
    qrSide: Math.min(width, 130),
    qrCentred: true,
  };
}

/**
 * Renders a receipt as a PDF of one page, as wide as the print head and as high as it takes, to be drawn as dots: for
 * printers whose code pages lack its letters.
 *
 * @param dots Width of the print head: 576 on 80 mm paper, 384 on 58 mm.
 * @param dpi Dots per inch of the print head, 203 or 180.
 */
export async function renderReceiptStrip(
  receipt: Receipt,
  fonts: ReceiptFonts,
  dots: number,
  dpi: number,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const regular = await Typeface.embed(document, fonts.regular);
  const bold = await Typeface.embed(document, fonts.bold);
  const width = (dots * POINTS_PER_INCH) / dpi;
  const blocks = layReceipt(receipt, strip(width), regular, bold);
  const height = blocks.reduce((sum, block) => sum + block.before + heightOf(block.rows) + block.after, 0);
  const page = document.addPage([width, Math.max(height, 1)]);
  let y = height;
  for (const block of blocks) {
    y -= block.before;
    for (const row of block.rows) {
      row.draw(page, y);
      y -= row.height;
    }
    y -= block.after;
  }
  return document.save();
}
