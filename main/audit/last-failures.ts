import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../domain/error-code.ts';

/** A device whose failures staff look for. */
export type FailingDevice = 'scanner' | 'printer' | 'usb' | 'reader';

/** The last thing that went wrong with a device. */
export interface LastFailure {
  readonly code: ErrorCode;
  /** ISO 8601, the terminal's clock. */
  readonly at: string;
}

/** Bytes read from the end of the log, and of the one set aside before it: some weeks of a busy terminal. */
const TAIL_BYTES = 1_000_000;

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
};
/** What somebody wanted is no failure. */
const WANTED: ReadonlySet<ErrorCode> = new Set(['scan-cancelled', 'print-cancelled', 'usb-missing']);

function tailOf(path: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const { size } = statSync(path);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(descriptor, bytes, 0, bytes.length, Math.max(0, size - bytes.length));
    return bytes.subarray(0, read).toString('utf8');
  } catch {
    // There is no log yet, or it is not ours to read: nothing is known then.
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function parsed(text: string): z.infer<typeof line> | undefined {
  try {
    const read = line.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    // The first line of a tail may be cut, and so may the last one of a crash.
    return undefined;
  }
}

/**
 * The last failure of each device, from the end of the audit log at `path` (`openAuditLog`). A device that never failed, or
 * not for a long time, is missing.
 */
export function lastFailures(path: string): Readonly<Partial<Record<FailingDevice, LastFailure>>> {
  const last: Partial<Record<FailingDevice, LastFailure>> = {};
  for (const text of [`${path}.1`, path].flatMap((file) => tailOf(file).split('\n'))) {
    const read = parsed(text);
    if (read === undefined || WANTED.has(read.code)) continue;
    const device = DEVICE_OF_GROUP[read.code.split('-', 1)[0] ?? ''];
    if (device !== undefined) last[device] = { code: read.code, at: read.at };
  }
  return last;
}
