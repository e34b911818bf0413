import { PDFDocument, type PDFPage, rgb } from 'pdf-lib';
import type { Receipt } from '../../domain/receipt.ts';
import { type Block, heightOf, layReceipt, type PaperStyle, type Row } from './receipt-layout.ts';
import { type ReceiptFonts, Typeface } from './typeface.ts';

/** All lengths in points, 1/72 inch. A4 is 210 × 297 mm (ISO 216). */
const PAGE = { width: 595.28, height: 841.89 } as const;
/** 21 mm: wider than the unprintable edge of any office printer, and room for a thumb. */
const MARGIN = 60;
const FOOTER = 6;
const FOOTER_SIZE = 10;

const A4: PaperStyle = {
  ...between(MARGIN),
  sizes: { title: 28, strong: 16, text: 14, label: 13, reference: 34, referenceLeast: 20 },
  labelWidth: 120,
  gap: 16,
  labelGap: 16,
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
  labelGap: 10,
};

/** Where that saves a page: narrower margins and spaces, letters no smaller than 12 points for reading (FALC). */
const TIGHT_MARGIN = 45;
const A4_TIGHT: PaperStyle = {
  ...A4,
  ...between(TIGHT_MARGIN),
  sizes: { title: 24, strong: 14, text: 12, label: 12, reference: 30, referenceLeast: 18 },
  looseness: 0.6,
  qrSide: 128,
};
const A4_PAIRS_TIGHT: PaperStyle = {
  ...A4_PAIRS,
  ...between(TIGHT_MARGIN),
  sizes: { ...A4_PAIRS.sizes, title: 18 },
  looseness: 0.6,
  gap: 18,
  qrSide: 128,
};

function between(margin: number): Pick<PaperStyle, 'left' | 'width'> {
  return { left: margin, width: PAGE.width - 2 * margin };
}

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

  const pairs = receipt.lines.some((line) => line.kind === 'pair');
  const [wide, tight] = pairs ? ([A4_PAIRS, A4_PAIRS_TIGHT] as const) : ([A4, A4_TIGHT] as const);
  const inStyle = (style: PaperStyle): readonly Sheet[] =>
    arrange(layReceipt(receipt, style, regular, bold), style.left);
  const roomy = inStyle(wide);
  const narrow = roomy.length > 1 ? inStyle(tight) : roomy;
  const sheets = narrow.length < roomy.length ? narrow : roomy;
  const pages = sheets.map((sheet) => {
    const page = document.addPage([PAGE.width, PAGE.height]);
    for (const { row, top } of sheet) row.draw(page, top);
    return page;
  });
  if (pages.length > 1) {
    for (const [index, page] of pages.entries()) numberPage(page, `${index + 1} / ${pages.length}`, regular);
  }
  return document.save();
}

/** The rows of one page, each with the height of its top edge. */
type Sheet = readonly { readonly row: Row; readonly top: number }[];

/** Puts blocks on pages: a block moves to the next page whole, and is cut between rows only where a page cannot hold it. */
function arrange(blocks: readonly Block[], margin: number): readonly Sheet[] {
  const bottom = margin + FOOTER;
  const room = PAGE.height - margin - bottom;
  let sheet: { row: Row; top: number }[] = [];
  const sheets = [sheet];
  let y = PAGE.height - margin;
  const turn = (): void => {
    sheet = [];
    sheets.push(sheet);
    y = PAGE.height - margin;
  };

  for (const [index, block] of blocks.entries()) {
    if (block.rows.length === 0) continue;
    const own = block.before + heightOf(block.rows);
    const next = block.withNext ? blocks[index + 1] : undefined;
    const together = own + (next === undefined ? 0 : next.before + heightOf(next.rows));
    const wanted = together <= room ? together : own;
    if (sheet.length > 0 && wanted <= room && y - wanted < bottom) turn();
    if (sheet.length > 0) y -= block.before;
    for (const row of block.rows) {
      if (sheet.length > 0 && y - row.height < bottom) turn();
      sheet.push({ row, top: y });
      y -= row.height;
    }
    y -= block.after;
  }
  return sheets;
}

function numberPage(page: PDFPage, text: string, face: Typeface): void {
  const width = face.measure(FOOTER_SIZE)(text);
  face.draw(page, text, {
    x: PAGE.width - TIGHT_MARGIN - width,
    y: TIGHT_MARGIN - FOOTER_SIZE,
    size: FOOTER_SIZE,
    direction: 'ltr',
    color: rgb(0, 0, 0),
  });
}
