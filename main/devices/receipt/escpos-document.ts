import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Receipt } from '../../domain/receipt.ts';
import { layRoll, type RollLine } from './receipt-roll.ts';
import { printable } from './text-wrapping.ts';

/** What is loaded and how this printer numbers its code pages. */
export interface EscposPaper {
  /** Letters of font A on a line: 32 on 58 mm paper; 42 or 48 on 80 mm, as the printer's manual says. */
  readonly columns: number;
  /**
   * The code page selected before each text. `windows1252` has every letter of French, `cp858` all but œ and Œ; without
   * selecting one, accents and the euro sign come out as others (lsongdev/node-escpos#44).
   */
  readonly codepage: 'windows1252' | 'cp858' | 'iso8859-15';
  /** Whose numbers the code pages have: a name that `@point-of-sale/receipt-printer-encoder` knows. */
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

/** The bytes of a receipt for an ESC/POS printer: code page, text, cut. */
export function encodeReceipt(receipt: Receipt, paper: EscposPaper): Uint8Array {
  const clean = cleanerFor(paper.codepage);
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: paper.columns,
    codepageMapping: paper.codepageMapping,
    feedBeforeCut: FEED_BEFORE_CUT,
    newline: '\n',
  });
  encoder.initialize().codepage(paper.codepage);
  for (const line of layRoll(receipt, paper.columns, clean)) write(encoder, line, paper.columns);
  return encoder.cut('partial').encode();
}

function write(encoder: ReceiptPrinterEncoder, line: RollLine, columns: number): void {
  switch (line.kind) {
    case 'text':
      encoder.bold(line.bold).size(line.scale, line.scale).line(line.text).size(1, 1).bold(false);
      return;
    case 'rule':
      // Hyphens are in every code page; the library's own rule changes to another one for its line.
      encoder.line('-'.repeat(columns));
      return;
    case 'qr':
      encoder.align('center').qrcode(line.content, { model: 2, size: 6, errorlevel: 'm' }).align('left');
      return;
    case 'blank':
      encoder.newline();
  }
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
