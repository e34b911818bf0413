import type { PaperDots, PaperLine, PaperSlip } from './escpos-interpreter.ts';

/** Paper under a print head: letters come on a line, lines on a slip, until it is cut. */
export class SlipPaper {
  readonly #columns: number;
  width = 1;
  height = 1;
  bold = false;
  #letters: PaperLine['letters'][number][] = [];
  #lines: PaperLine[] = [];
  readonly #qrCodes: string[] = [];

  /** @param columns Letters of font A on a line. */
  constructor(columns: number) {
    this.#columns = columns;
  }

  /** What was printed since the last cut. */
  get slip(): PaperSlip {
    return { lines: [...this.#lines], qrCodes: [...this.#qrCodes] };
  }

  /** Whether letters wait for their line to end. */
  get inLine(): boolean {
    return this.#letters.length > 0;
  }

  /** Letters as a printer begins with them. */
  plain(): void {
    this.width = 1;
    this.height = 1;
    this.bold = false;
  }

  print(character: string): void {
    const used = this.#letters.reduce((sum, letter) => sum + letter.width, 0);
    if (used + this.width > this.#columns) this.feed(true);
    this.#letters.push({ character, width: this.width, height: this.height, bold: this.bold });
  }

  /** @param broken Where the printer had to break the line, because it was longer than the paper is wide. */
  feed(broken = false): void {
    this.#lines.push({ letters: this.#letters, broken });
    this.#letters = [];
  }

  band(dots: PaperDots): void {
    this.#lines.push({ letters: [], broken: false, dots });
  }

  qrCode(content: string): void {
    this.#qrCodes.push(content);
  }

  /** Forgets letters that are not on paper yet. */
  forgetLine(): void {
    this.#letters = [];
  }

  cut(): PaperSlip {
    const slip = this.slip;
    this.#lines = [];
    this.#qrCodes.length = 0;
    return slip;
  }
}
