import { PDFDocument, type PDFPage, rgb } from 'pdf-lib';
import type { Receipt } from '../../domain/receipt.ts';
import { type Block, heightOf, layReceipt, type PaperStyle } from './receipt-layout.ts';
import { type ReceiptFonts, Typeface } from './typeface.ts';

/** All lengths in points, 1/72 inch. A4 is 210 × 297 mm (ISO 216). */
const PAGE = { width: 595.28, height: 841.89 } as const;
/** 21 mm: wider than the unprintable edge of any office printer, and room for a thumb. */
const MARGIN = 60;
const FOOTER = 6;
const FOOTER_SIZE = 10;

const A4: PaperStyle = {
  left: MARGIN,
  width: PAGE.width - 2 * MARGIN,
  sizes: { title: 28, strong: 16, text: 14, label: 13, reference: 34, referenceLeast: 20 },
  labelWidth: 120,
  gap: 16,
  looseness: 1,
  pairs: 'beside',
  // 5 cm: read by a hand-held reader from 50 cm.
  qrSide: 142,
  qrCentred: false,
};

/** Two languages side by side leave half the width to each: smaller letters keep the lines from becoming ragged. */
const A4_PAIRS: PaperStyle = {
  ...A4,
  sizes: { title: 20, strong: 13, text: 12, label: 11, reference: 30, referenceLeast: 18 },
  gap: 24,
};

/**
 * Renders a receipt as an A4 PDF: large letters, wide margins, as many pages as it takes, nothing cut off whatever the
 * lengths. The fonts are embedded, only the glyphs used. Characters that the fonts lack are shown as `�`. Arabic script is
 * joined and set from right to left; the marks that stand above or below its letters are put where the font's own widths
 * put them, not moved letter by letter.
 */
export async function renderReceiptA4(receipt: Receipt, fonts: ReceiptFonts): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const regular = await Typeface.embed(document, fonts.regular);
  const bold = await Typeface.embed(document, fonts.bold);
  document.setTitle(receipt.title);
  document.setLanguage(receipt.language);
  document.setProducer('Borne');
  document.setCreator('Borne');

  const style = receipt.lines.some((line) => line.kind === 'pair') ? A4_PAIRS : A4;
  const pages = place(document, layReceipt(receipt, style, regular, bold));
  if (pages.length > 1) {
    for (const [index, page] of pages.entries()) numberPage(page, `${index + 1} / ${pages.length}`, regular);
  }
  return document.save();
}

/** Puts blocks on pages: a block moves to the next page whole, and is cut between rows only where a page cannot hold it. */
function place(document: PDFDocument, blocks: readonly Block[]): readonly PDFPage[] {
  const bottom = MARGIN + FOOTER;
  const room = PAGE.height - MARGIN - bottom;
  const pages: PDFPage[] = [];
  let page = document.addPage([PAGE.width, PAGE.height]);
  pages.push(page);
  let y = PAGE.height - MARGIN;
  let fresh = true;
  const turn = (): void => {
    page = document.addPage([PAGE.width, PAGE.height]);
    pages.push(page);
    y = PAGE.height - MARGIN;
    fresh = true;
  };

  for (const [index, block] of blocks.entries()) {
    if (block.rows.length === 0) continue;
    const own = block.before + heightOf(block.rows);
    const next = block.withNext ? blocks[index + 1] : undefined;
    const together = own + (next === undefined ? 0 : next.before + heightOf(next.rows));
    const wanted = together <= room ? together : own;
    if (!fresh && wanted <= room && y - wanted < bottom) turn();
    if (!fresh) y -= block.before;
    for (const row of block.rows) {
      if (!fresh && y - row.height < bottom) turn();
      row.draw(page, y);
      y -= row.height;
      fresh = false;
    }
    y -= block.after;
  }
  return pages;
}

function numberPage(page: PDFPage, text: string, face: Typeface): void {
  const width = face.measure(FOOTER_SIZE)(text);
  face.draw(page, text, {
    x: PAGE.width - MARGIN - width,
    y: MARGIN - FOOTER_SIZE,
    size: FOOTER_SIZE,
    direction: 'ltr',
    color: rgb(0, 0, 0),
  });
}
