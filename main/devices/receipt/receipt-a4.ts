import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, type PDFFont, type PDFPage, rgb, setCharacterSpacing } from 'pdf-lib';
import type { Receipt, ReceiptLine } from '../../domain/receipt.ts';
import { QUIET_ZONE, qrModules } from './qr-modules.ts';
import { type MeasureText, printable, wrapText } from './text-wrapping.ts';

/** TrueType or OpenType files that cover the receipt's language (`assets/fonts`). */
export interface ReceiptFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** All lengths in points, 1/72 inch. A4 is 210 × 297 mm (ISO 216). */
const PAGE = { width: 595.28, height: 841.89 } as const;
/** 21 mm: wider than the unprintable edge of any office printer, and room for a thumb. */
const MARGIN = 60;
const FOOTER = 6;
const TEXT_WIDTH = PAGE.width - 2 * MARGIN;
const LABEL_WIDTH = 120;
const COLUMN_GAP = 16;

const SIZE = {
  title: 28,
  strong: 16,
  text: 14,
  label: 13,
  reference: 34,
  referenceLeast: 20,
  footer: 10,
} as const;
/** Distance between base lines as a multiple of the size. RGAA 10.12 asks for 1.5 on screens; 1.35 is generous on paper. */
const LEADING = 1.35;
/** Of the letters of a reference, so that they are read one by one. */
const REFERENCE_SPACING = 2;
const REFERENCE_PADDING = 14;

/** 5 cm: read by a hand-held reader from 50 cm. */
const QR_SIDE = 142;

const BLACK = rgb(0, 0, 0);
const RULE_GREY = rgb(0.45, 0.45, 0.45);

/** A piece that is never cut by a page break: its height, and how it is drawn below `top`. */
interface Row {
  readonly height: number;
  readonly draw: (page: PDFPage, top: number) => void;
}

/** Rows that stay together where a page can hold them, and with the block that follows where `withNext`. */
interface Block {
  readonly before: number;
  readonly after?: number;
  readonly rows: readonly Row[];
  readonly withNext: boolean;
}

interface Face {
  readonly font: PDFFont;
  readonly measure: (size: number) => MeasureText;
  readonly clean: (text: string) => string;
}

/**
 * Renders a receipt as an A4 PDF: large letters, wide margins, as many pages as it takes, nothing cut off whatever the
 * lengths. The fonts are embedded, only the glyphs used. Characters that the fonts lack are shown as `�`; text is set
 * from left to right only: Arabic script needs another renderer.
 */
export async function renderReceiptA4(receipt: Receipt, fonts: ReceiptFonts): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const regular = await embedFace(document, fonts.regular);
  const bold = await embedFace(document, fonts.bold);
  document.setTitle(receipt.title);
  document.setLanguage(receipt.language);
  document.setProducer('Borne');
  document.setCreator('Borne');

  const blocks = receipt.lines.map((line) => blockOf(line, regular, bold));
  const pages = place(document, blocks);
  if (pages.length > 1) {
    for (const [index, page] of pages.entries()) numberPage(page, `${index + 1} / ${pages.length}`, regular);
  }
  return document.save();
}

async function embedFace(document: PDFDocument, bytes: Uint8Array): Promise<Face> {
  // No ligatures, no kerning: every letter stands for itself, and a width is the sum of its graphemes, which wrapText needs.
  const font = await document.embedFont(bytes, {
    subset: true,
    features: { liga: false, clig: false, dlig: false, kern: false },
  });
  const characters: ReadonlySet<number> = new Set(font.getCharacterSet());
  return {
    font,
    measure: (size) => {
      const known = new Map<string, number>();
      return (text) => {
        let width = known.get(text);
        if (width === undefined) {
          width = font.widthOfTextAtSize(text, size);
          known.set(text, width);
        }
        return width;
      };
    },
    clean: (text) => printable(text, (codePoint) => characters.has(codePoint)),
  };
}

function blockOf(line: ReceiptLine, regular: Face, bold: Face): Block {
  switch (line.kind) {
    case 'title':
      return {
        before: 6,
        rows: textRows(line.text, bold, SIZE.title, MARGIN, TEXT_WIDTH),
        withNext: true,
      };
    case 'strong':
      return {
        before: 12,
        rows: textRows(line.text, bold, SIZE.strong, MARGIN, TEXT_WIDTH),
        withNext: true,
      };
    case 'text':
      return {
        before: 4,
        rows: textRows(line.text, regular, SIZE.text, MARGIN, TEXT_WIDTH),
        withNext: false,
      };
    case 'field':
      return { before: 5, rows: fieldRows(line.label, line.value, regular, bold), withNext: false };
    case 'reference':
      return {
        before: 14,
        rows: referenceRows(line.label, line.value, regular, bold),
        after: 8,
        withNext: false,
      };
    case 'rule':
      return { before: 8, rows: [ruleRow()], withNext: false };
    case 'list':
      return {
        before: 4,
        rows: line.items.flatMap((item) => textRows(`– ${item}`, regular, SIZE.text, MARGIN, TEXT_WIDTH)),
        withNext: false,
      };
    case 'qr':
      return {
        before: 12,
        rows: [...textRows(line.label, bold, SIZE.strong, MARGIN, TEXT_WIDTH), qrRow(line.content)],
        withNext: false,
      };
    case 'pair': {
      const own = blockOf(line.own, regular, bold);
      return { ...own, rows: [...own.rows, ...blockOf(line.french, regular, bold).rows] };
    }
  }
}

function qrRow(content: string): Row {
  const code = qrModules(content);
  const square = QR_SIDE / (code.size + 2 * QUIET_ZONE);
  return {
    height: QR_SIDE,
    draw: (page, top) => {
      for (let row = 0; row < code.size; row += 1) {
        for (let column = 0; column < code.size; column += 1) {
          if (!code.dark(row, column)) continue;
          const x = MARGIN + (column + QUIET_ZONE) * square;
          const y = top - (row + QUIET_ZONE + 1) * square;
          page.drawRectangle({ x, y, width: square, height: square, color: BLACK });
        }
      }
    },
  };
}

function textRows(text: string, face: Face, size: number, left: number, width: number): readonly Row[] {
  const height = size * LEADING;
  return wrapText(face.clean(text), face.measure(size), width).map((line) => ({
    height,
    draw: (page, top) => drawLine(page, line, face, size, left, top - baseline(size)),
  }));
}

/** From the top of a row to its base line, so that ascenders and descenders both stay inside the row. */
function baseline(size: number): number {
  return size * (LEADING / 2 + 0.36);
}

function drawLine(page: PDFPage, text: string, face: Face, size: number, x: number, y: number): void {
  page.drawText(text, { x, y, size, font: face.font, color: BLACK });
}

function fieldRows(label: string, value: string, regular: Face, bold: Face): readonly Row[] {
  const valueLeft = MARGIN + LABEL_WIDTH + COLUMN_GAP;
  const labels = textRows(label, regular, SIZE.label, MARGIN, LABEL_WIDTH);
  const values = textRows(value, bold, SIZE.text, valueLeft, TEXT_WIDTH - LABEL_WIDTH - COLUMN_GAP);
  const rows: Row[] = [];
  for (let index = 0; index < Math.max(labels.length, values.length); index += 1) {
    const left = labels[index];
    const right = values[index];
    rows.push({
      height: Math.max(left?.height ?? 0, right?.height ?? 0),
      draw: (page, top) => {
        // The smaller label stands on the same base line as the value.
        left?.draw(page, top - (right === undefined ? 0 : baseline(SIZE.text) - baseline(SIZE.label)));
        right?.draw(page, top);
      },
    });
  }
  return rows;
}

/** A reference in a frame, in the largest letters that keep it on one line, wrapped where even the smallest do not. */
function referenceRows(label: string, value: string, regular: Face, bold: Face): readonly Row[] {
  const inner = TEXT_WIDTH - 2 * REFERENCE_PADDING;
  const text = bold.clean(value);
  const spaced =
    (measure: MeasureText): MeasureText =>
    (part) =>
      measure(part) + REFERENCE_SPACING * [...part].length;
  const natural = spaced(bold.measure(SIZE.reference))(text);
  const size = Math.max(SIZE.referenceLeast, Math.min(SIZE.reference, (SIZE.reference * inner) / natural));
  const lines = wrapText(text, spaced(bold.measure(size)), inner);
  const labels = textRows(label, regular, SIZE.label, MARGIN + REFERENCE_PADDING, inner);

  const rows: Row[] = [
    ...labels,
    ...lines.map(
      (line): Row => ({
        height: size * LEADING,
        draw: (page, top) => {
          page.pushOperators(setCharacterSpacing(REFERENCE_SPACING));
          drawLine(page, line, bold, size, MARGIN + REFERENCE_PADDING, top - baseline(size));
          page.pushOperators(setCharacterSpacing(0));
        },
      }),
    ),
  ];
  // Sides row by row, so that the frame follows the text over a page break.
  return rows.map((row, index) => {
    const first = index === 0 ? REFERENCE_PADDING / 2 : 0;
    const last = index === rows.length - 1 ? REFERENCE_PADDING / 2 : 0;
    const height = row.height + first + last;
    return {
      height,
      draw: (page, top) => {
        const right = MARGIN + TEXT_WIDTH;
        const bottom = top - height;
        stroke(page, MARGIN, top, MARGIN, bottom);
        stroke(page, right, top, right, bottom);
        if (first > 0) stroke(page, MARGIN, top, right, top);
        if (last > 0) stroke(page, MARGIN, bottom, right, bottom);
        row.draw(page, top - first);
      },
    };
  });
}

function stroke(page: PDFPage, fromX: number, fromY: number, toX: number, toY: number): void {
  page.drawLine({ start: { x: fromX, y: fromY }, end: { x: toX, y: toY }, thickness: 1.5, color: BLACK });
}

function ruleRow(): Row {
  return {
    height: 6,
    draw: (page, top) =>
      page.drawLine({
        start: { x: MARGIN, y: top - 1 },
        end: { x: MARGIN + TEXT_WIDTH, y: top - 1 },
        thickness: 1,
        color: RULE_GREY,
      }),
  };
}

function heightOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.height, 0);
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
    y -= block.after ?? 0;
  }
  return pages;
}

function numberPage(page: PDFPage, text: string, face: Face): void {
  const width = face.font.widthOfTextAtSize(text, SIZE.footer);
  drawLine(page, text, face, SIZE.footer, PAGE.width - MARGIN - width, MARGIN - SIZE.footer);
}
