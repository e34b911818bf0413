import type { BarcodeRead } from '../../ports/hid-reader.ts';
import { symbologyOf } from './aim-identifier.ts';
import type { BarcodeLayout } from './barcode-layout.ts';

/** Longest code put together, bytes. A QR code holds 7,089 digits, more than any other (ISO/IEC 18004). */
const CODE_MAX_BYTES = 7_168;
/** Longest time between two reports of one code, milliseconds: readers send them back to back. */
const NEXT_REPORT_LIMIT_MS = 1_000;

/** What one report amounted to. `other` is a report of another kind, such as the state of the trigger. */
export type BarcodeOutcome =
  | { readonly kind: 'read'; readonly read: BarcodeRead }
  | { readonly kind: 'partial' }
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed' };

interface Piece {
  readonly aim: string;
  readonly data: Uint8Array;
  readonly continued: boolean;
}

const MALFORMED = { kind: 'malformed' } as const;

/** Puts the reports of one reader together to codes. */
export class BarcodeAssembly {
  readonly #layouts: readonly BarcodeLayout[];
  #pieces: Piece[] = [];
  #bytes = 0;
  #lastAt = 0;

  /** @param layouts Tried in their order; the first that fits a report is taken. */
  constructor(layouts: readonly BarcodeLayout[]) {
    this.#layouts = layouts;
  }

  /**
   * Takes one report as it came.
   *
   * @param now Milliseconds of any steady clock.
   */
  take(report: Uint8Array, now: number): BarcodeOutcome {
    const numbered = this.#layouts.filter(({ reportId }) => reportId === undefined || reportId === report[0]);
    if (numbered.length === 0 && report.length > 0) return { kind: 'other' };
    const piece = firstOf(numbered, (layout) => readPiece(layout, report));
    if (piece === undefined) {
      this.#forget();
      return MALFORMED;
    }
    if (now - this.#lastAt > NEXT_REPORT_LIMIT_MS) this.#forget();
    this.#lastAt = now;
    const first = this.#pieces[0];
    if (
      (first !== undefined && first.aim !== piece.aim) ||
      this.#bytes + piece.data.length > CODE_MAX_BYTES
    ) {
      this.#forget();
      return MALFORMED;
    }
    this.#pieces.push(piece);
    this.#bytes += piece.data.length;
    // A piece without data that announces another would let a device keep us waiting for ever.
    if (piece.continued && piece.data.length > 0) return { kind: 'partial' };
    const bytes = withoutLineEnd(Buffer.concat(this.#pieces.map(({ data }) => data)));
    this.#forget();
    if (bytes.length === 0) return MALFORMED;
    return {
      kind: 'read',
      read: { symbology: symbologyOf(piece.aim), aim: piece.aim, bytes, text: textOf(bytes) },
    };
  }

  #forget(): void {
    this.#pieces = [];
    this.#bytes = 0;
  }
}

function firstOf<Item, Value>(
  items: readonly Item[],
  of: (item: Item) => Value | undefined,
): Value | undefined {
  for (const item of items) {
    const value = of(item);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readPiece(layout: BarcodeLayout, report: Uint8Array): Piece | undefined {
  const { reportBytes, lengthAt, symbologyAt, dataAt, dataBytes, continuedAt } = layout;
  if (report.length < reportBytes) return undefined;
  // Windows hands out every report as long as the longest one, filled with zeros.
  if (report.subarray(reportBytes).some((byte) => byte !== 0)) return undefined;
  const aim = symbologyAt === undefined ? '' : readIdentifier(report.subarray(symbologyAt, symbologyAt + 3));
  if (aim === undefined) return undefined;
  const field = report.subarray(dataAt, dataAt + dataBytes);
  const length = lengthAt === undefined ? lengthWithoutPadding(field) : (report[lengthAt] ?? 0);
  if (length > field.length) return undefined;
  const flags = continuedAt === undefined ? 0 : (report[continuedAt.byte] ?? 0) & continuedAt.mask;
  return { aim, data: Uint8Array.from(field.subarray(0, length)), continued: flags !== 0 };
}

/** `]` and two characters, or nothing at all: three zeros. */
function readIdentifier(bytes: Uint8Array): string | undefined {
  if (bytes.every((byte) => byte === 0)) return '';
  const text = Buffer.from(bytes).toString('latin1');
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : undefined;
}

function lengthWithoutPadding(field: Uint8Array): number {
  let length = field.length;
  while (length > 0 && field[length - 1] === 0) length -= 1;
  return length;
}

/** Readers are often set to add a carriage return, a line feed or both, as if they typed. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let length = bytes.length;
  if (length > 0 && bytes[length - 1] === 0x0a) length -= 1;
  if (length > 0 && bytes[length - 1] === 0x0d) length -= 1;
  return Uint8Array.from(bytes.subarray(0, length));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
