import { SlipPaper } from './slip-paper.ts';

/** A letter as it would be on paper. */
export interface Letter {
  readonly character: string;
  /** Times as wide and as high as font A. */
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
}

/** One line of paper. `broken` where the printer had to break it because it was longer than the paper is wide. */
export interface PaperLine {
  readonly letters: readonly Letter[];
  readonly broken: boolean;
  /** A band of dots in the place of letters. */
  readonly dots?: PaperDots;
}

/** Dots of one bit, 1 black, rows padded to whole bytes. */
export interface PaperDots {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** What lies under the cutter after one cut. */
export interface PaperSlip {
  readonly lines: readonly PaperLine[];
  /** Contents of the QR codes, in order. */
  readonly qrCodes: readonly string[];
}

/** What carrying out one command did, where somebody outside has to know. */
export type Effect =
  | { readonly kind: 'line' }
  | { readonly kind: 'cut'; readonly slip: PaperSlip }
  /** GS r 1 */
  | { readonly kind: 'asked-when-printed' }
  /** Star's ETB: counts once everything before it is printed. */
  | { readonly kind: 'counted' }
  /** Star's ESC RS E and CAN: the counter begins anew. */
  | { readonly kind: 'counter-cleared' }
  /** GS a n */
  | { readonly kind: 'automatic-status'; readonly mask: number }
  | { readonly kind: 'none' };

export const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';
export const CP858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

/** Upper halves of the code pages by Epson's numbers (ESC t). Written from the standards, not from an encoder's tables. */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [0, CP437],
  // Katakana: only its horizontal line is used by anybody here.
  [1, `${'\uFFFD'.repeat(0x15)}─${'\uFFFD'.repeat(0x6a)}`],
  [16, upperHalf('windows-1252')],
  [19, CP858],
  [40, upperHalf('iso-8859-15')],
]);

export function upperHalf(label: string): string {
  return new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, index) => 128 + index));
}

/** A command that this interpreter does not know: a mistake of the sender, or something it has to learn. */
export class UnknownCommand extends Error {}

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
/** How the commands that have a name after their first byte are called. */
const PREFIXES: ReadonlyMap<number, string> = new Map([
  [ESC, 'ESC'],
  [GS, 'GS'],
  [FS, 'FS'],
]);
/** Dots across of one letter of font A. */
const LETTER_DOTS = 12;
const LF = 0x0a;
const CR = 0x0d;

/** GS v 0 m xL xH yL yH: bytes across and rows down (Epson ESC/POS reference, "Print raster bit image"). */
const RASTER_HEADER = 8;

function rasterSize(command: Uint8Array): { readonly width: number; readonly height: number } {
  const [, , , , xL = 0, xH = 0, yL = 0, yH = 0] = command;
  return { width: (xL + xH * 256) * 8, height: yL + yH * 256 };
}

/** How many bytes the command at the start of `bytes` has; nothing while some are missing. */
function lengthOf(bytes: Uint8Array): number | undefined {
  const [first = 0, second, third, fourth, fifth] = bytes;
  const prefix = PREFIXES.get(first);
  if (prefix === undefined) return 1;
  if (second === undefined) return undefined;
  const name = `${prefix} ${String.fromCharCode(second)}`;
  switch (name) {
    case 'ESC @':
    case 'ESC 2':
    case 'FS .':
      return 2;
    case 'ESC  ':
    case 'ESC !':
    case 'ESC 3':
    case 'ESC E':
    case 'ESC J':
    case 'ESC M':
    case 'ESC R':
    case 'ESC a':
    case 'ESC d':
    case 'ESC t':
    case 'ESC {':
    case 'ESC -':
    case 'ESC G':
    case 'ESC V':
    case 'GS !':
    case 'GS B':
    case 'GS a':
    case 'GS b':
    case 'GS r':
    case 'FS -':
    case 'FS C':
      return 3;
    case 'ESC $':
    case 'ESC \\':
    case 'GS L':
    case 'GS W':
    case 'GS P':
    case 'FS S':
      return 4;
    case 'GS V':
      if (third === undefined) return undefined;
      return third === 65 || third === 66 ? 4 : 3;
    case 'GS v': {
      if (bytes.length < RASTER_HEADER) return undefined;
      const { width, height } = rasterSize(bytes);
      return RASTER_HEADER + (width / 8) * height;
    }
    case 'GS (':
    case 'ESC (':
    case 'FS (':
      return fourth === undefined || fifth === undefined ? undefined : 5 + fourth + fifth * 256;
    default:
      throw new UnknownCommand(
        `${name} (${[...bytes.subarray(0, 8)].map((byte) => byte.toString(16)).join(' ')})`,
      );
  }
}

/**
 * Carries out ESC/POS bytes, one command at a time, and keeps what would be on the paper. Knows the commands that receipts
 * use and no others: an unknown one is an error, because a real printer would print its bytes or do something else.
 */
export class EscposInterpreter {
  readonly #columns: number;
  #waiting: Uint8Array = new Uint8Array(0);
  readonly #paper: SlipPaper;
  #codepage = CP437;
  #qrStored = '';

  constructor(columns: number) {
    this.#columns = columns;
    this.#paper = new SlipPaper(columns);
  }

  /** What was printed since the last cut. */
  get slip(): PaperSlip {
    return this.#paper.slip;
  }

  push(bytes: Uint8Array): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
  }

  /** Forgets what was not carried out yet (DLE DC4 8). */
  clear(): void {
    this.#waiting = new Uint8Array(0);
    this.#paper.forgetLine();
  }

  /** Carries out the next command; nothing where none is complete. */
  step(): Effect | undefined {
    if (this.#waiting.byteLength === 0) return undefined;
    const length = lengthOf(this.#waiting);
    if (length === undefined || length > this.#waiting.byteLength) return undefined;
    const command = this.#waiting.subarray(0, length);
    this.#waiting = this.#waiting.subarray(length);
    return this.#carryOut(command);
  }

  #carryOut(command: Uint8Array): Effect {
    const [first = 0, second = 0, third = 0] = command;
    if (first === LF) return this.#feed();
    // Printers pass over zeros: the last report of HID is filled up with them.
    if (first === CR || first === 0) return { kind: 'none' };
    const prefix = PREFIXES.get(first);
    if (prefix === undefined) {
      if (first < 0x20) throw new UnknownCommand(`control 0x${first.toString(16)}`);
      this.#paper.print(
        first < 0x80 ? String.fromCharCode(first) : (this.#codepage[first - 0x80] ?? '\uFFFD'),
      );
      return { kind: 'none' };
    }
    switch (`${prefix} ${String.fromCharCode(second)}`) {
      case 'ESC @':
        this.#codepage = CP437;
        this.#paper.plain();
        return { kind: 'none' };
      case 'ESC t': {
        const page = CODE_PAGES.get(third);
        if (page === undefined) throw new UnknownCommand(`code page ${third}`);
        this.#codepage = page;
        return { kind: 'none' };
      }
      case 'ESC E':
      case 'ESC G':
        this.#paper.bold = (third & 1) === 1;
        return { kind: 'none' };
      case 'ESC !':
        this.#paper.bold = (third & 0x08) !== 0;
        this.#paper.height = (third & 0x10) === 0 ? 1 : 2;
        this.#paper.width = (third & 0x20) === 0 ? 1 : 2;
        return { kind: 'none' };
      case 'GS !':
        this.#paper.width = (third >> 4) + 1;
        this.#paper.height = (third & 0x0f) + 1;
        return { kind: 'none' };
      case 'ESC d':
        for (let line = 0; line < third; line += 1) this.#feed();
        return { kind: 'line' };
      case 'GS V':
        return { kind: 'cut', slip: this.#paper.cut() };
      case 'GS r':
        return { kind: 'asked-when-printed' };
      case 'GS a':
        return { kind: 'automatic-status', mask: third };
      case 'GS v': {
        if (third !== 0x30 || command[3] !== 0) throw new UnknownCommand(`GS v ${third} ${command[3]}`);
        const { width, height } = rasterSize(command);
        if (width > this.#columns * LETTER_DOTS) throw new UnknownCommand(`a band of ${width} dots`);
        if (this.#paper.inLine) throw new UnknownCommand('a band in the middle of a line');
        const bits = Uint8Array.from(command.subarray(RASTER_HEADER));
        this.#paper.band({ width, height, bits });
        return { kind: 'line' };
      }
      case 'GS (':
        this.#twoDimensional(command);
        return { kind: 'none' };
      default:
        // Spacing, alignment, underline…: known by their length, and without a letter to add.
        return { kind: 'none' };
    }
  }

  /** GS ( k: QR code, functions 80 (store) and 81 (print). */
  #twoDimensional(command: Uint8Array): void {
    if (command[2] !== 0x6b || command[5] !== 49) return;
    if (command[6] === 80) this.#qrStored = Buffer.from(command.subarray(8)).toString('utf8');
    if (command[6] === 81) this.#paper.qrCode(this.#qrStored);
  }

  #feed(): Effect {
    this.#paper.feed();
    return { kind: 'line' };
  }
}

/** The text of a line, as one would read it. */
export function readLine(line: PaperLine): string {
  return line.letters.map((letter) => letter.character).join('');
}
