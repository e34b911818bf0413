import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import type { PDFDocument, PDFFont, PDFPage, RGB } from 'pdf-lib';
import { type VisualRun, visualRuns } from './reading-order.ts';
import { type MeasureText, printable } from './text-wrapping.ts';

/** One weight: TrueType files for Latin, Greek and Cyrillic, and for Arabic script (`assets/fonts`). */
export interface WeightFiles {
  readonly latin: Uint8Array;
  readonly arabic: Uint8Array;
}

/** The typefaces of printed papers. */
export interface ReceiptFonts {
  readonly regular: WeightFiles;
  readonly bold: WeightFiles;
}

/** Reads the typefaces that ship (`assets/fonts`). */
export function readReceiptFonts(folder: string): ReceiptFonts {
  const weight = (name: string): WeightFiles => ({
    latin: readFileSync(join(folder, `open-sans-${name}.ttf`)),
    arabic: readFileSync(join(folder, `vazirmatn-${name}.ttf`)),
  });
  return { regular: weight('regular'), bold: weight('bold') };
}

/** Where a line of text is drawn: its left end on the base line, in points. */
export interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly direction: 'ltr' | 'rtl';
  readonly color: RGB;
}

/** Letters of Arabic script, their marks, signs and digits, and the joiners that Persian and Pashto cannot do without. */
const ARABIC = /\p{Script=Arabic}|[\u060C\u061B\u061F\u0640\u064B-\u0655\u0660-\u0669\u0670]|\u200C|\u200D/u;
/** What makes fontkit take a text for Arabic, and turn it around. */
const TURNED_BY_FONTKIT = /\p{Script=Arabic}/u;

/** A part of a run that one font draws. */
interface Piece {
  readonly text: string;
  readonly arabic: boolean;
}

/** One weight in one document: measures and draws lines of any of the languages, mixed as they come. */
export class Typeface {
  readonly #latin: PDFFont;
  readonly #arabic: PDFFont;
  readonly #latinLetters: ReadonlySet<number>;
  readonly #arabicLetters: ReadonlySet<number>;
  readonly #widths = new Map<string, number>();

  private constructor(latin: PDFFont, arabic: PDFFont) {
    this.#latin = latin;
    this.#arabic = arabic;
    this.#latinLetters = new Set(latin.getCharacterSet());
    this.#arabicLetters = new Set(arabic.getCharacterSet());
  }

  /** Embeds both fonts; only the glyphs that are used reach the file. */
  static async embed(document: PDFDocument, files: WeightFiles): Promise<Typeface> {
    document.registerFontkit(fontkit);
    // Latin: no ligatures, no kerning: a width is then the sum of its letters, which breaking lines needs. Arabic cannot do
    // without its forms; there the sum of the words is what counts.
    const latin = await document.embedFont(files.latin, {
      subset: true,
      features: { liga: false, clig: false, dlig: false, kern: false },
    });
    const arabic = await document.embedFont(files.arabic, { subset: true, features: { kern: false } });
    return new Typeface(latin, arabic);
  }

  /** Makes a text of letters that this typeface has; see `printable`. */
  clean(text: string): string {
    return printable(text, (codePoint) => this.#latinLetters.has(codePoint) || this.#hasArabic(codePoint));
  }

  /** Widths in points. */
  measure(size: number): MeasureText {
    return (text) => this.#emWidth(text) * size;
  }

  /** Draws one line of a cleaned text. */
  draw(page: PDFPage, text: string, place: LinePlace): void {
    let { x } = place;
    for (const run of visualRuns(text, place.direction)) {
      for (const piece of this.#inOrderOfPaper(run)) {
        const font = piece.arabic ? this.#arabic : this.#latin;
        page.drawText(piece.text, { x, y: place.y, size: place.size, font, color: place.color });
        x += font.widthOfTextAtSize(piece.text, place.size);
      }
    }
  }

  #emWidth(text: string): number {
    let width = this.#widths.get(text);
    if (width === undefined) {
      width = this.#pieces(text).reduce(
        (sum, piece) => sum + (piece.arabic ? this.#arabic : this.#latin).widthOfTextAtSize(piece.text, 1),
        0,
      );
      this.#widths.set(text, width);
    }
    return width;
  }

  #hasArabic(codePoint: number): boolean {
    return ARABIC.test(String.fromCodePoint(codePoint)) && this.#arabicLetters.has(codePoint);
  }

  /** Cuts a text where the font changes. */
  #pieces(text: string): readonly Piece[] {
    const pieces: { text: string; arabic: boolean }[] = [];
    for (const character of text) {
      const arabic = this.#hasArabic(character.codePointAt(0) ?? 0);
      const piece = pieces.at(-1);
      if (piece?.arabic === arabic) piece.text += character;
      else pieces.push({ text: character, arabic });
    }
    return pieces;
  }

  /**
   * The pieces of a run from left to right, each as its font wants it. Fontkit turns Arabic around by itself, even Persian
   * digits, which are read from the left; what it does not turn and should, or turns and should not, is turned here.
   */
  #inOrderOfPaper(run: VisualRun): readonly Piece[] {
    const pieces = this.#pieces(run.text);
    const ordered = run.rightToLeft ? [...pieces].reverse() : pieces;
    return ordered.map((piece) =>
      (piece.arabic && TURNED_BY_FONTKIT.test(piece.text)) === run.rightToLeft
        ? piece
        : { ...piece, text: [...piece.text].reverse().join('') },
    );
  }
}
