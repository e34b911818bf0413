import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../domain/error-code.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Failure } from '../../domain/result.ts';
import type { PrintError, ReceiptPrinter } from '../../ports/receipt-printer.ts';
import type { Scanner, ScanSettings } from '../../ports/scanner.ts';
import type { TestKind, TestOutcome } from '../../ports/self-test.ts';
import type { UsbDrives } from '../../ports/usb-drives.ts';

/** Folder that a stick test leaves on the stick; numbered where it exists. */
const STICK_FOLDER = 'Essai de la borne';
const STICK_FILE = 'essai.txt';
/** Length of the test's file: several blocks of any file system, and over at once on any stick. */
const STICK_FILE_BYTES = 256 * 1_024;

/** Milliseconds of a clock that never goes back, as a whole number. */
function since(start: number): number {
  return Math.round(performance.now() - start);
}

function failed(
  test: TestKind,
  start: number,
  failure: Failure,
): Extract<TestOutcome, { readonly passed: false }> {
  return {
    test,
    passed: false,
    problem: failure.code,
    detail: failure.detail ?? null,
    durationMs: since(start),
  };
}

/**
 * Scans and forgets each page as it comes. What is on the paper goes nowhere; that the pages are whole was already
 * checked by the driver.
 */
export async function tryScan(
  scanner: Scanner,
  settings: ScanSettings,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const start = performance.now();
  let bytes = 0;
  let { dpi } = settings;
  const scanned = await scanner.scan(
    settings,
    async (page) => {
      bytes += page.bytes.byteLength;
      dpi = page.dpi;
    },
    signal,
  );
  if (!scanned.ok) return failed('scan', start, timedOut(scanned.error, 'scan-cancelled', 'scanner-timeout'));
  const { pages } = scanned.value;
  return { test: 'scan', passed: true, source: settings.source, pages, bytes, dpi, durationMs: since(start) };
}

/** Prints the page and follows it to its end. Given up, the job is cancelled and what was in its way is the answer. */
export async function tryPrint(
  printer: ReceiptPrinter,
  page: Receipt,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const start = performance.now();
  let inTheWay: PrintError = 'printer-timeout';
  const printed = await printer.print(
    page,
    (progress) => {
      if (progress.state === 'waiting') inTheWay = progress.reason;
    },
    signal,
  );
  if (!printed.ok) return failed('print', start, timedOut(printed.error, 'print-cancelled', inTheWay));
  return { test: 'print', passed: true, durationMs: since(start) };
}

/** Copies a file to the stick, which the driver reads back and compares before it unmounts the stick. */
export async function tryStick(usb: UsbDrives, signal: AbortSignal): Promise<TestOutcome> {
  const start = performance.now();
  const words = 'Ce fichier d’essai de la borne ne contient rien. Vous pouvez le supprimer.\r\n';
  const bytes = Buffer.from(words.repeat(Math.ceil(STICK_FILE_BYTES / Buffer.byteLength(words))), 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const exported = await usb.export(STICK_FOLDER, [{ name: STICK_FILE, bytes, sha256 }], signal);
  if (!exported.ok) return failed('stick', start, exported.error);
  const { folder, files, removable } = exported.value;
  return { test: 'stick', passed: true, folder, files, removable, durationMs: since(start) };
}

/** A test that ran out of time was cancelled by us: what staff must hear is what kept it. */
function timedOut(failure: Failure, cancelled: ErrorCode, instead: ErrorCode): Failure {
  return failure.code === cancelled ? { ...failure, code: instead } : failure;
}
