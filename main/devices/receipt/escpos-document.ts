import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Receipt, ReceiptLine } from '../../domain/receipt.ts';
import { type DotImage, encodeDots, toDots } from './escpos-raster.ts';
import { QUIET_ZONE, qrModules } from './qr-modules.ts';
import { layRoll, type RollLine } from './receipt-roll.ts';
import { printable } from './text-wrapping.ts';

/** What is loaded, and how this printer wants to be told what to print. */
export interface EscposPaper {
  /** `star-prnt` and `star-line` differ in who prints a line: Star's newer printers wait for a page. */
  readonly language: 'esc-pos' | 'star-prnt' | 'star-line';
  /** Letters of font A on a line: 32 on 58 mm paper; 42 or 48 on 80 mm, as the printer's manual says. */
  readonly columns: number;
  /** Dots per inch of the print head: 203, or 180 on some Epson models. */
  readonly dpi: number;
  /**
   * The code page selected before each text. `windows1252` has every letter of French, `cp858` all but œ and Œ; without
   * selecting one, accents and the euro sign come out as others (lsongdev/node-escpos#44).
   */
  readonly codepage: 'windows1252' | 'cp858' | 'iso8859-15';
  /** Whose numbers the code pages have: a name that `@point-of-sale/receipt-printer-encoder` knows. Star's languages have Star's. */
  readonly codepageMapping: 'epson' | 'epson/legacy' | 'bixolon' | 'citizen' | 'xprinter' | 'star';
}

/** What letters become that a code page lacks, before they become a question mark. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['’', "'"],
  ['‘', "'"],
  ['“', '"'],
  ['”', '"'],
  ['…', '...'],
  ['€', 'EUR'],
]);

/** Lines fed so that the last one is above the cutter. */
const FEED_BEFORE_CUT = 4;

/** Dots of one letter of font A, wide. */
const LETTER_DOTS = 12;
/** Most of the print head's width that a QR code takes. */
const QR_SHARE = 0.7;

/** Dots on a row of the print head. */
export function dotsOf(paper: EscposPaper): number {
  return paper.columns * LETTER_DOTS;
}

/** Whether the code page has every letter of the receipt, or a plain form of it: `œ` may become `oe`, `ш` nothing. */
export function codePageHolds(receipt: Receipt, paper: EscposPaper): boolean {
  const clean = cleanerFor(paper.codepage);
  return receipt.lines.flatMap(textsOf).every((text) => !clean(text.replaceAll('?', '')).includes('?'));
}

function textsOf(line: ReceiptLine): readonly string[] {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'strong':
      return [line.text];
    case 'field':
    case 'reference':
      return [line.label, line.value];
    case 'list':
      return line.items;
    case 'qr':
      return [line.label];
    case 'pair':
      return [...textsOf(line.own), ...textsOf(line.french)];
    case 'rule':
      return [];
  }
}

/** The bytes of a receipt for the printer: code page, text, cut. */
export function encodeReceipt(receipt: Receipt, paper: EscposPaper): Uint8Array {
  const clean = cleanerFor(paper.codepage);
  const encoder = encoderFor(paper);
  for (const line of layRoll(receipt, paper.columns, clean)) write(encoder, line, paper);
  return encoder.cut('partial').encode();
}

/** The same for a receipt that was drawn as dots: letters that no code page has. */
export function encodeDrawnReceipt(image: DotImage, paper: EscposPaper): Uint8Array {
  if (paper.language !== 'esc-pos') return draw(encoderFor(paper), image).cut('partial').encode();
  const before = encoderFor(paper).align('left').encode();
  const after = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: paper.columns,
    feedBeforeCut: FEED_BEFORE_CUT,
    newline: '\n',
  })
    .cut('partial')
    .encode();
  return Buffer.concat([before, encodeDots(image), after]);
}

function encoderFor(paper: EscposPaper): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({
    language: paper.language,
    columns: paper.columns,
    codepageMapping: paper.language === 'esc-pos' ? paper.codepageMapping : 'star',
    feedBeforeCut: FEED_BEFORE_CUT,
    newline: '\n',
  })
    .initialize()
    .codepage(paper.codepage);
}

function write(encoder: ReceiptPrinterEncoder, line: RollLine, paper: EscposPaper): void {
  switch (line.kind) {
    case 'text':
      encoder.bold(line.bold).size(line.scale, line.scale).line(line.text).size(1, 1).bold(false);
      return;
    case 'rule':
      // Hyphens are in every code page; the library's own rule changes to another one for its line.
      encoder.line('-'.repeat(paper.columns));
      return;
    case 'qr':
      if (paper.language === 'esc-pos') encoder.raw([...encodeDots(qrDots(line.content, dotsOf(paper)))]);
      else draw(encoder, qrDots(line.content, dotsOf(paper)));
      return;
    case 'blank':
      encoder.newline();
  }
}

/** Dots for a Star printer, in the library's own words: bands of 24 rows, in columns. */
function draw(encoder: ReceiptPrinterEncoder, dots: DotImage): ReceiptPrinterEncoder {
  const { width, height } = dots;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let dot = 0; dot < width * height; dot += 1) {
    if ((((dots.bits[dot >> 3] ?? 0) >> (7 - (dot & 7))) & 1) === 1) data.fill(0, dot * 4, dot * 4 + 3);
  }
  return encoder.image({ data, width, height }, { width, height, algorithm: 'threshold', threshold: 128 });
}

/** A QR code in the middle of the roll, drawn here: not every printer has its own. */
function qrDots(content: string, dots: number): DotImage {
  const code = qrModules(content);
  const squares = code.size + 2 * QUIET_ZONE;
  const square = Math.max(1, Math.floor((dots * QR_SHARE) / squares));
  const side = squares * square;
  const left = Math.floor((dots - side) / 2) + QUIET_ZONE * square;
  const grey = new Uint8Array(dots * side).fill(255);
  for (let row = 0; row < code.size * square; row += 1) {
    const start = (row + QUIET_ZONE * square) * dots + left;
    for (let column = 0; column < code.size * square; column += 1) {
      if (code.dark(Math.floor(row / square), Math.floor(column / square))) grey[start + column] = 0;
    }
  }
  return toDots({ width: dots, height: side, grey }, dots);
}

function cleanerFor(codepage: Codepage): (text: string) => string {
  const known = new Map<string, boolean>();
  const writable = (character: string): boolean => {
    let can = known.get(character);
    if (can === undefined) {
      const [byte] = CodepageEncoder.encode(character, codepage);
      can = character === '?' || (byte !== undefined && byte !== 0x3f);
      known.set(character, can);
    }
    return can;
  };
  return (text) => {
    const plain = [...text.normalize('NFC')]
      .map((character) => (writable(character) ? character : (PLAIN.get(character) ?? character)))
      .join('');
    return printable(plain, (codePoint) => writable(String.fromCodePoint(codePoint))).replaceAll(
      '\uFFFD',
      '?',
    );
  };
}
