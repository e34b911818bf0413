import { type PDFPage, rgb, setCharacterSpacing } from 'pdf-lib';
import { directionOf, type Receipt, type ReceiptLine } from '../../domain/receipt.ts';
import { QUIET_ZONE, qrModules } from './qr-modules.ts';
import { type MeasureText, wrapText } from './text-wrapping.ts';
import type { Typeface } from './typeface.ts';

/** Sizes of letters, points. */
export interface LetterSizes {
  readonly title: number;
  readonly strong: number;
  readonly text: number;
  readonly label: number;
  readonly reference: number;
  /** A reference that does not fit on one line is made smaller down to this, then wrapped. */
  readonly referenceLeast: number;
}

/** What differs between kinds of paper. Lengths in points, 1/72 inch. */
export interface PaperStyle {
  readonly left: number;
  readonly width: number;
  readonly sizes: LetterSizes;
  /** Widest that the labels of fields may be. */
  readonly labelWidth: number;
  /** Between two columns of languages. */
  readonly gap: number;
  /** Between a label and its value. */
  readonly labelGap: number;
  /** Multiplies the space between lines of different kinds. */
  readonly looseness: number;
  /** Whether two languages stand side by side or one below the other. */
  readonly pairs: 'beside' | 'below';
  readonly qrSide: number;
  readonly qrCentred: boolean;
}

/** A piece that is never cut by a page break: its height, and how it is drawn below `top`. */
export interface Row {
  readonly height: number;
  readonly draw: (page: PDFPage, top: number) => void;
}

/** Rows that stay together where a page can hold them, and with the block that follows where `withNext`. */
export interface Block {
  readonly before: number;
  readonly after: number;
  readonly rows: readonly Row[];
  readonly withNext: boolean;
}

interface Column {
  readonly left: number;
  readonly width: number;
  readonly direction: 'ltr' | 'rtl';
}

/** Distance between base lines as a multiple of the size. RGAA 10.12 asks for 1.5 on screens; 1.35 is generous on paper. */
const LEADING = 1.35;
/** Of the letters of a reference, so that they are read one by one. */
const REFERENCE_SPACING = 2;
const LABEL_SHARE = 0.4;
/** A square of a QR code is drawn this much too large, so that no white line is left between two. */
const QR_OVERLAP = 0.02;

const BLACK = rgb(0, 0, 0);
const RIGHT_TO_LEFT_LETTERS = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const RULE_GREY = rgb(0.45, 0.45, 0.45);

/** Sets a receipt in blocks for one kind of paper, in the direction of its language. */
export function layReceipt(
  receipt: Receipt,
  style: PaperStyle,
  regular: Typeface,
  bold: Typeface,
): readonly Block[] {
  const setter = new LineSetter(style, regular, bold);
  const column = { left: style.left, width: style.width, direction: directionOf(receipt.language) };
  return receipt.lines.map((line) => setter.blockOf(line, column));
}

export function heightOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.height, 0);
}

/** From the top of a row to its base line, so that ascenders and descenders both stay inside the row. */
function baseline(size: number): number {
  return size * (LEADING / 2 + 0.36);
}

class LineSetter {
  readonly #style: PaperStyle;
  readonly #regular: Typeface;
  readonly #bold: Typeface;

  constructor(style: PaperStyle, regular: Typeface, bold: Typeface) {
    this.#style = style;
    this.#regular = regular;
    this.#bold = bold;
  }

  blockOf(line: ReceiptLine, column: Column): Block {
    const { sizes } = this.#style;
    switch (line.kind) {
      case 'title':
        return this.#block(6, this.#textRows(line.text, this.#bold, sizes.title, column), true);
      case 'strong':
        return this.#block(12, this.#textRows(line.text, this.#bold, sizes.strong, column), true);
      case 'text':
        return this.#block(4, this.#textRows(line.text, this.#regular, sizes.text, column));
      case 'list':
        return this.#block(
          4,
          line.items.flatMap((item) => this.#itemRows(item, column)),
        );
      case 'field':
        return this.#block(5, this.#fieldRows(line.label, line.value, column));
      case 'reference':
        return { ...this.#block(14, this.#referenceRows(line.label, line.value, column)), after: 8 };
      case 'rule':
        return this.#block(8, [this.#ruleRow(column)]);
      case 'qr':
        return this.#block(12, [
          ...this.#textRows(line.label, this.#bold, sizes.strong, column),
          this.#qrRow(line.content, column),
        ]);
      case 'pair':
        return this.#pairBlock(line, column);
    }
  }

  #block(before: number, rows: readonly Row[], withNext = false): Block {
    return { before: before * this.#style.looseness, after: 0, rows, withNext };
  }

  /** The person's language stands where they begin to read: on the left, or on the right. */
  #pairBlock(line: Extract<ReceiptLine, { kind: 'pair' }>, column: Column): Block {
    const french = 'ltr';
    if (this.#style.pairs === 'below') {
      const own = this.blockOf(line.own, column);
      const below = this.blockOf(line.french, { ...column, direction: french });
      return { ...own, rows: [...own.rows, ...below.rows] };
    }
    const width = (column.width - this.#style.gap) / 2;
    const right = column.left + width + this.#style.gap;
    const ownFirst = column.direction === 'ltr';
    const own = this.blockOf(line.own, { ...column, left: ownFirst ? column.left : right, width });
    const other = this.blockOf(line.french, {
      left: ownFirst ? right : column.left,
      width,
      direction: french,
    });
    return { ...own, rows: beside(own.rows, other.rows) };
  }

  #textRows(text: string, face: Typeface, size: number, column: Column): readonly Row[] {
    const measure = face.measure(size);
    const whole = column.direction === 'rtl' ? numbersWhole(text) : text;
    // An address in Latin letters is read from the left wherever it stands; in the other direction its number would move.
    const direction = RIGHT_TO_LEFT_LETTERS.test(text) ? column.direction : 'ltr';
    return wrapText(face.clean(whole), measure, column.width).map((line) => ({
      height: size * LEADING,
      draw: (page, top) => {
        const x =
          column.direction === 'ltr' ? column.left : column.left + column.width - widthOf(line, measure);
        face.draw(page, line, {
          x,
          y: top - baseline(size),
          size,
          direction,
          color: BLACK,
        });
      },
    }));
  }

  #itemRows(item: string, column: Column): readonly Row[] {
    const { text } = this.#style.sizes;
    const indent = text * 1.2;
    const ltr = column.direction === 'ltr';
    const rows = this.#textRows(item, this.#regular, text, {
      ...column,
      left: column.left + (ltr ? indent : 0),
      width: column.width - indent,
    });
    return rows.map((row, index) =>
      index > 0
        ? row
        : {
            height: row.height,
            draw: (page, top) => {
              const radius = text * 0.12;
              const x = ltr ? column.left + radius + 1 : column.left + column.width - radius - 1;
              page.drawCircle({ x, y: top - baseline(text) + text * 0.3, size: radius, color: BLACK });
              row.draw(page, top);
            },
          },
    );
  }

  #fieldRows(label: string, value: string, column: Column): readonly Row[] {
    const { sizes, labelGap: gap } = this.#style;
    const labelWidth = Math.min(this.#style.labelWidth, column.width * LABEL_SHARE);
    const valueWidth = column.width - labelWidth - gap;
    const ltr = column.direction === 'ltr';
    const labels = this.#textRows(label, this.#regular, sizes.label, {
      ...column,
      left: ltr ? column.left : column.left + valueWidth + gap,
      width: labelWidth,
    });
    const values = this.#textRows(value, this.#bold, sizes.text, {
      ...column,
      left: ltr ? column.left + labelWidth + gap : column.left,
      width: valueWidth,
    });
    // The smaller label stands on the same base line as the value.
    const lower = baseline(sizes.text) - baseline(sizes.label);
    return beside(
      labels.map((row) => ({ ...row, draw: (page, top) => row.draw(page, top - lower) })),
      values,
    );
  }

  /** A reference in a frame, in the largest letters that keep it on one line, wrapped where even the smallest do not. */
  #referenceRows(label: string, value: string, column: Column): readonly Row[] {
    const { sizes } = this.#style;
    const padding = sizes.text;
    const inner = { ...column, left: column.left + padding, width: column.width - 2 * padding };
    const text = this.#bold.clean(value);
    const spaced =
      (measure: MeasureText): MeasureText =>
      (part) =>
        measure(part) + REFERENCE_SPACING * [...part].length;
    const natural = spaced(this.#bold.measure(sizes.reference))(text);
    const size = Math.max(
      sizes.referenceLeast,
      Math.min(sizes.reference, (sizes.reference * inner.width) / natural),
    );
    const measure = spaced(this.#bold.measure(size));
    const lines = wrapText(text, measure, inner.width);
    const rows: Row[] = [
      ...this.#textRows(label, this.#regular, sizes.label, inner),
      ...lines.map(
        (line): Row => ({
          height: size * LEADING,
          draw: (page, top) => {
            const x =
              column.direction === 'ltr' ? inner.left : inner.left + inner.width - widthOf(line, measure);
            page.pushOperators(setCharacterSpacing(REFERENCE_SPACING));
            // A code is read from the left, whatever the language around it.
            this.#bold.draw(page, line, { x, y: top - baseline(size), size, direction: 'ltr', color: BLACK });
            page.pushOperators(setCharacterSpacing(0));
          },
        }),
      ),
    ];
    return framed(rows, column, padding / 2);
  }

  #ruleRow(column: Column): Row {
    return {
      height: 6 * this.#style.looseness,
      draw: (page, top) =>
        page.drawLine({
          start: { x: column.left, y: top - 1 },
          end: { x: column.left + column.width, y: top - 1 },
          thickness: 1,
          color: RULE_GREY,
        }),
    };
  }

  #qrRow(content: string, column: Column): Row {
    const code = qrModules(content);
    const side = Math.min(this.#style.qrSide, column.width);
    const square = side / (code.size + 2 * QUIET_ZONE);
    const free = column.width - side;
    const left = column.left + (this.#style.qrCentred ? free / 2 : column.direction === 'ltr' ? 0 : free);
    return {
      height: side,
      draw: (page, top) => {
        for (let row = 0; row < code.size; row += 1) {
          for (let column = 0; column < code.size; column += 1) {
            if (!code.dark(row, column)) continue;
            page.drawRectangle({
              x: left + (column + QUIET_ZONE) * square,
              y: top - (row + QUIET_ZONE + 1) * square,
              width: square + QR_OVERLAP,
              height: square + QR_OVERLAP,
              color: BLACK,
            });
          }
        }
      },
    };
  }
}

/**
 * Groups of digits held together: a no-break space between two digits belongs to the number (UAX 9, W4), an ordinary one
 * would turn the groups of a telephone number around where the text runs from right to left.
 */
function numbersWhole(text: string): string {
  return text.replace(/(?<=\d) (?=\d)/gu, '\u00A0');
}

/** Words and the spaces between them, as `wrapText` counts them: Arabic letters are joined within a word only. */
function widthOf(line: string, measure: MeasureText): number {
  const words = line.split(' ');
  return words.reduce((sum, word) => sum + measure(word), 0) + (words.length - 1) * measure(' ');
}

/** Two lists of rows next to each other, each line as high as the higher one. */
function beside(one: readonly Row[], other: readonly Row[]): readonly Row[] {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => {
    const left = one[index];
    const right = other[index];
    return {
      height: Math.max(left?.height ?? 0, right?.height ?? 0),
      draw: (page, top) => {
        left?.draw(page, top);
        right?.draw(page, top);
      },
    };
  });
}

/** Sides row by row, so that the frame follows the text over a page break. */
function framed(rows: readonly Row[], column: Column, padding: number): readonly Row[] {
  return rows.map((row, index) => {
    const first = index === 0 ? padding : 0;
    const last = index === rows.length - 1 ? padding : 0;
    const height = row.height + first + last;
    return {
      height,
      draw: (page, top) => {
        const right = column.left + column.width;
        const bottom = top - height;
        stroke(page, column.left, top, column.left, bottom);
        stroke(page, right, top, right, bottom);
        if (first > 0) stroke(page, column.left, top, right, top);
        if (last > 0) stroke(page, column.left, bottom, right, bottom);
        row.draw(page, top - first);
      },
    };
  });
}

function stroke(page: PDFPage, fromX: number, fromY: number, toX: number, toY: number): void {
  page.drawLine({ start: { x: fromX, y: fromY }, end: { x: toX, y: toY }, thickness: 1.5, color: BLACK });
}
