import {
  CP437,
  CP858,
  type Effect,
  type PaperSlip,
  UnknownCommand,
  upperHalf,
} from './escpos-interpreter.ts';
import { SlipPaper } from './slip-paper.ts';

/** Upper halves of code pages by Star's numbers (ESC GS t), written from the standards. 0 is Star's own "normal". */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [0, CP437],
  [1, CP437],
  [4, CP858],
  [32, upperHalf('windows-1252')],
]);

const ESC = 0x1b;
const GS = 0x1d;
const RS = 0x1e;
const LF = 0x0a;
const CAN = 0x18;
const ETB = 0x17;
/** NUL, CR, and the two that turn letters upside down and back. */
const IGNORED: ReadonlySet<number> = new Set([0x00, 0x0d, 0x0f, 0x12]);
/** Rows of a band of ESC X, in columns of three bytes. */
const COLUMN_ROWS = 24;
/** ESC GS S m xL xH yL yH n: bytes across and rows down. */
const RASTER_HEADER = 9;

/** Lengths of commands after ESC, ESC GS and ESC RS (Star Line Mode Command Specifications, 3). */
const AFTER_ESC: ReadonlyMap<string, number> = new Map([
  ...['@', 'E', 'F', '4', '5', '0', 'M', 'P', ':'].map((name) => [name, 2] as const),
  ...['-', 'z', 'd', 'a', ' ', 'l', 'Q', 'R', 'J'].map((name) => [name, 3] as const),
  ...['i', 's'].map((name) => [name, 4] as const),
]);
const AFTER_GS: ReadonlyMap<string, number> = new Map([
  ...['t', 'a', 'P'].map((name) => [name, 4] as const),
  ...['A', 'R'].map((name) => [name, 5] as const),
  ['\u0003', 6],
]);
const AFTER_RS: ReadonlyMap<string, number> = new Map(['F', 'a', 'E', 'R'].map((name) => [name, 4] as const));

function word(low = 0, high = 0): number {
  return low + high * 256;
}

/** How many bytes the command at the start of `bytes` has; nothing while some are missing. */
function lengthOf(bytes: Uint8Array): number | undefined {
  const [first, second, third, fourth, fifth, sixth, seventh] = bytes;
  if (first !== ESC) return 1;
  if (second === undefined) return undefined;
  const name = String.fromCharCode(second);
  if (name === 'X') return fourth === undefined ? undefined : 4 + 3 * word(third, fourth);
  if (second !== GS && second !== RS) return AFTER_ESC.get(name) ?? unknown(bytes);
  if (third === undefined) return undefined;
  const inner = String.fromCharCode(third);
  if (second === RS) return AFTER_RS.get(inner) ?? unknown(bytes);
  if (inner === 'S') {
    if (seventh === undefined) return undefined;
    return RASTER_HEADER + word(fifth, sixth) * word(seventh, bytes[7]);
  }
  return AFTER_GS.get(inner) ?? unknown(bytes);
}

function unknown(bytes: Uint8Array): never {
  throw new UnknownCommand([...bytes.subarray(0, 8)].map((byte) => byte.toString(16)).join(' '));
}

/** Carries out Star Line Mode and StarPRNT bytes as `EscposInterpreter` does ESC/POS: what receipts use, nothing else. */
export class StarInterpreter {
  readonly #columns: number;
  readonly #paper: SlipPaper;
  #waiting: Uint8Array = new Uint8Array(0);
  #codepage = CP437;
  /** A band that waits for its line to be fed. */
  #band: Uint8Array | undefined;

  constructor(columns: number) {
    this.#columns = columns;
    this.#paper = new SlipPaper(columns);
  }

  get slip(): PaperSlip {
    return this.#paper.slip;
  }

  push(bytes: Uint8Array): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
  }

  clear(): void {
    this.#waiting = new Uint8Array(0);
    this.#paper.forgetLine();
  }

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
    if (first === ETB) return { kind: 'counted' };
    if (first === CAN) return { kind: 'counter-cleared' };
    if (IGNORED.has(first)) return { kind: 'none' };
    if (first === ESC) {
      if (second === GS) return this.#afterGs(command);
      if (second === RS) return this.#afterRs(third);
      return this.#afterEsc(String.fromCharCode(second), command);
    }
    if (first < 0x20) throw new UnknownCommand(`control 0x${first.toString(16)}`);
    this.#paper.print(first < 0x80 ? String.fromCharCode(first) : (this.#codepage[first - 0x80] ?? '\uFFFD'));
    return { kind: 'none' };
  }

  #afterEsc(name: string, command: Uint8Array): Effect {
    const [, , third = 0, fourth = 0] = command;
    switch (name) {
      case '@':
        this.#codepage = CP437;
        this.#paper.plain();
        return { kind: 'none' };
      case 'E':
      case 'F':
        this.#paper.bold = name === 'E';
        return { kind: 'none' };
      case 'i':
        this.#paper.height = third + 1;
        this.#paper.width = fourth + 1;
        return { kind: 'none' };
      case 'a':
        for (let line = 0; line < third; line += 1) this.#feed();
        return { kind: 'line' };
      case 'd':
        return { kind: 'cut', slip: this.#paper.cut() };
      case 'X':
        if (this.#paper.inLine) throw new UnknownCommand('a band in the middle of a line');
        if (word(third, fourth) > this.#columns * 12) throw new UnknownCommand('a band wider than the paper');
        this.#band = Uint8Array.from(command.subarray(4));
        return { kind: 'none' };
      default:
        // Spacing, underline, colours: known by their length, and without a letter to add.
        return { kind: 'none' };
    }
  }

  #afterGs(command: Uint8Array): Effect {
    const [, , third = 0, fourth = 0, fifth, sixth, seventh, eighth] = command;
    const name = String.fromCharCode(third);
    if (name === 't') {
      const page = CODE_PAGES.get(fourth);
      if (page === undefined) throw new UnknownCommand(`code page ${fourth}`);
      this.#codepage = page;
    }
    if (name === 'S') {
      const bits = Uint8Array.from(command.subarray(RASTER_HEADER));
      this.#paper.band({ width: word(fifth, sixth) * 8, height: word(seventh, eighth), bits });
      return { kind: 'line' };
    }
    return { kind: 'none' };
  }

  #afterRs(third: number): Effect {
    return String.fromCharCode(third) === 'E' ? { kind: 'counter-cleared' } : { kind: 'none' };
  }

  #feed(): Effect {
    const band = this.#band;
    this.#band = undefined;
    if (band === undefined) this.#paper.feed();
    else this.#paper.band(rowsOf(band));
    return { kind: 'line' };
  }
}

/** Dots in columns of three bytes, top bit first, as rows. */
function rowsOf(columns: Uint8Array): { width: number; height: number; bits: Uint8Array } {
  const width = columns.length / 3;
  const bytes = Math.ceil(width / 8);
  const bits = new Uint8Array(bytes * COLUMN_ROWS);
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < COLUMN_ROWS; y += 1) {
      if ((((columns[x * 3 + (y >> 3)] ?? 0) >> (7 - (y & 7))) & 1) === 0) continue;
      const at = y * bytes + (x >> 3);
      bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width: bytes * 8, height: COLUMN_ROWS, bits };
}
