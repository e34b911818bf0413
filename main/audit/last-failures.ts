import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../domain/error-code.ts';
import { auditTail } from './audit-tail.ts';

/** A device whose failures staff look for. */
export type FailingDevice = 'scanner' | 'printer' | 'usb' | 'reader' | 'voice';

/** The last thing that went wrong with a device. */
export interface LastFailure {
  readonly code: ErrorCode;
  /** ISO 8601, the terminal's clock. */
  readonly at: string;
}

const line = z.object({
  at: z.iso.datetime(),
  event: z.enum(['device-failed', 'scan-failed', 'receipt-failed', 'usb-failed']),
  code: z.enum(ERROR_CODES),
});

/** Which device a code speaks of. A scan can also stop because the disk is full: that is not the scanner's failure. */
const DEVICE_OF_GROUP: Readonly<Record<string, FailingDevice>> = {
  scanner: 'scanner',
  printer: 'printer',
  print: 'printer',
  usb: 'usb',
  reader: 'reader',
  voice: 'voice',
};
/** What somebody wanted is no failure. */
const WANTED: ReadonlySet<ErrorCode> = new Set(['scan-cancelled', 'print-cancelled', 'usb-missing']);

/**
 * The last failure of each device, from the end of the audit log at `path` (`openAuditLog`). A device that never failed, or
 * not for a long time, is missing.
 */
export function lastFailures(path: string): Readonly<Partial<Record<FailingDevice, LastFailure>>> {
  const last: Partial<Record<FailingDevice, LastFailure>> = {};
  for (const entry of auditTail(path)) {
    const read = line.safeParse(entry);
    if (!read.success || WANTED.has(read.data.code)) continue;
    const { code, at } = read.data;
    const device = DEVICE_OF_GROUP[code.split('-', 1)[0] ?? ''];
    if (device !== undefined) last[device] = { code, at };
  }
  return last;
}
