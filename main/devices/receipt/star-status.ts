import type { PrintError } from '../../ports/receipt-printer.ts';
import type { RollState } from './roll-talk.ts';

/*
 * Star Line Mode and StarPRNT: commands of status and the block that answers them, after Star's "Line Thermal Printer,
 * STAR Line Mode Command Specifications" (3-70 to 3-72, appendix 5.2) and "StarPRNT Command Specifications" (2-84).
 */

/** ESC RS a 0: no status but what is asked for. */
export const STAR_NO_AUTOMATIC_STATUS = Uint8Array.of(0x1b, 0x1e, 0x61, 0);

/** ESC ACK SOH, "real-time printer status": answered at once with the ASB block, even when the printer is offline. */
export const STAR_STATUS = Uint8Array.of(0x1b, 0x06, 0x01);

/** ESC RS E 0: the counter of ETB begins at zero. */
export const STAR_COUNT_FROM_ZERO = Uint8Array.of(0x1b, 0x1e, 0x45, 0);

/** ETB: waits in the buffer until everything before it is printed and the motor stands, then counts one more. */
export const STAR_COUNT_WHEN_PRINTED = Uint8Array.of(0x17);

/** CAN: cancels what is to be printed and initialises. */
export const STAR_CANCEL = Uint8Array.of(0x18);

/** Two headers, five bytes of status: the least that a printer sends. */
const BLOCK_LEAST_BYTES = 7;
/** Header 1 has five bits for the length. */
const BLOCK_MOST_BYTES = 31;
/** Longest status data behind a block (5.2.4). */
const EXTENSION_MOST_BYTES = 0x0200;

/** Length of a block by its first header: bits 1 to 3, then 5 and 6. Nothing where the byte is no header. */
export function blockLength(header: number): number | undefined {
  if ((header & 0b1001_0001) !== 1) return undefined;
  const length = ((header >> 1) & 0b111) | (((header >> 5) & 0b11) << 3);
  return length >= BLOCK_LEAST_BYTES && length <= BLOCK_MOST_BYTES ? length : undefined;
}

/** One block as the printer sent it, without what may follow it. */
export type StarBlock = Uint8Array;

/** What the start of a stream of bytes is. */
export type StarReading =
  | { readonly kind: 'block'; readonly block: StarBlock; readonly bytes: number }
  /** More has to come. */
  | { readonly kind: 'incomplete' }
  /** No block begins here: so many bytes mean nothing. */
  | { readonly kind: 'noise'; readonly bytes: number };

/**
 * Reads a block at the start of `bytes`. Every byte of it but the first header has its bits 0 and 4 at zero, by which
 * a block is told from noise. On a network, bit 7 of the second header says that a length and as many bytes follow.
 */
export function readBlock(bytes: Uint8Array): StarReading {
  const length = blockLength(bytes[0] ?? 0);
  if (length === undefined) return { kind: 'noise', bytes: 1 };
  const rest = bytes.subarray(1, length);
  if (rest.some((byte, index) => (byte & (index === 0 ? 0b0001_0001 : 0b1001_0001)) !== 0)) {
    return { kind: 'noise', bytes: 1 };
  }
  if (bytes.length < length) return { kind: 'incomplete' };
  const block = bytes.slice(0, length);
  if (((bytes[1] ?? 0) & 0x80) === 0) return { kind: 'block', block, bytes: length };
  const [high, low] = bytes.subarray(length, length + 2);
  if (high === undefined || low === undefined) return { kind: 'incomplete' };
  const following = high * 256 + low;
  if (following > EXTENSION_MOST_BYTES) return { kind: 'noise', bytes: 1 };
  if (bytes.length < length + 2 + following) return { kind: 'incomplete' };
  return { kind: 'block', block, bytes: length + 2 + following };
}

const bit = (byte: number | undefined, index: number): boolean => (((byte ?? 0) >> index) & 1) === 1;

/** What a block says of the printer: its third to sixth bytes. Paper near its end still prints. */
export function stateOf(block: StarBlock): RollState {
  return { problem: inTheWay(block), mediaLow: bit(block[5], 2) || bit(block[5], 1) };
}

function inTheWay([, , printer, error, more, paper]: StarBlock): PrintError | undefined {
  if (bit(printer, 5) || bit(more, 1)) return 'printer-cover-open';
  if (bit(paper, 3)) return 'printer-media-empty';
  // Cutter, mechanism, presenter: what is behind them is paper.
  if (bit(error, 3) || bit(error, 2) || bit(more, 2)) return 'printer-jam';
  if (bit(error, 5)) return 'printer-refused';
  if (bit(error, 6)) return 'printer-busy';
  if (bit(printer, 3)) return 'printer-paused';
  return undefined;
}

/** Whether an ETB was carried out since the last block was fetched; the printer forgets it by saying so. */
export function countedSince(block: StarBlock): boolean {
  return bit(block[2], 1);
}

/** How many ETB were carried out since the counter began, modulo 32; nothing where the printer does not count (old ones). */
export function countOf(block: StarBlock): number | undefined {
  const byte = block[7];
  return byte === undefined ? undefined : ((byte >> 1) & 0b111) | (((byte >> 5) & 0b11) << 3);
}
