import type { PrintError } from '../../ports/receipt-printer.ts';

/** DLE EOT n, "transmit real-time status": answered at once, even when the printer is offline (Epson ESC/POS reference). */
export const REAL_TIME_STATUS = {
  printer: Uint8Array.of(0x10, 0x04, 1),
  offlineCause: Uint8Array.of(0x10, 0x04, 2),
  errorCause: Uint8Array.of(0x10, 0x04, 3),
  paper: Uint8Array.of(0x10, 0x04, 4),
} as const;

/** GS a 0: no status but what is asked for. */
export const NO_AUTOMATIC_STATUS = Uint8Array.of(0x1d, 0x61, 0);

/**
 * GS r 1, "transmit paper sensor status". Unlike DLE EOT it waits in the buffer: its answer says that everything before it
 * was printed.
 */
export const SAY_WHEN_PRINTED = Uint8Array.of(0x1d, 0x72, 1);

/** DLE DC4 8, "clear buffers" (fn 8 with its six fixed bytes): nothing of the receipt comes out later. */
export const CLEAR_BUFFERS = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** What a byte from the printer answers. The fixed bits tell: DLE EOT has `0xx1xx10`, GS r has `0xx0xxxx`. */
export function answerKind(byte: number): 'real-time' | 'printed' | 'other' {
  if ((byte & 0b1001_0011) === 0b0001_0010) return 'real-time';
  if ((byte & 0b1001_0000) === 0) return 'printed';
  return 'other';
}

/** The four answers to `REAL_TIME_STATUS`. */
export interface RealTimeStatus {
  readonly printer: number;
  readonly offlineCause: number;
  readonly errorCause: number;
  readonly paper: number;
}

const bit = (byte: number, index: number): boolean => ((byte >> index) & 1) === 1;

/** Why the printer cannot print; nothing where it can. Paper near its end still prints. */
export function inTheWay(status: RealTimeStatus): PrintError | undefined {
  if (bit(status.offlineCause, 2)) return 'printer-cover-open';
  if (bit(status.paper, 5) || bit(status.paper, 6) || bit(status.offlineCause, 5))
    return 'printer-media-empty';
  // Bit 3: the cutter is stuck; what is behind it is paper.
  if (bit(status.errorCause, 3)) return 'printer-jam';
  // Bit 5: only the power switch helps.
  if (bit(status.errorCause, 5)) return 'printer-refused';
  // Bit 6: a hot print head, over by itself.
  if (bit(status.errorCause, 6)) return 'printer-busy';
  if (bit(status.printer, 3)) return 'printer-paused';
  return undefined;
}

/** Whether the sensor sees the end of the roll coming (DLE EOT 4, bits 2 and 3). Printers without that sensor never say so. */
export function mediaLow({ paper }: RealTimeStatus): boolean {
  return bit(paper, 2) || bit(paper, 3);
}
