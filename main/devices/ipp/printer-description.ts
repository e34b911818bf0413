import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import type { IppAttributes } from './ipp-message.ts';
import { PRINTER_STATE } from './ipp-vocabulary.ts';
import { type PrinterReason, readReasons, saysMediaLow } from './printer-reasons.ts';

/** PWG 5101.1 name of A4. */
export const A4_MEDIA = 'iso_a4_210x297mm';
/** A4 in hundredths of a millimetre, as `printer-input-tray` counts. */
const A4_SIDES = [21_000, 29_700] as const;

/** What is asked of a printer, and nothing else: some lists are long. */
export const PRINTER_ATTRIBUTES = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'printer-input-tray',
  'printer-make-and-model',
  'document-format-supported',
  'media-ready',
  'sides-supported',
  'job-sheets-supported',
  'print-scaling-supported',
  'pwg-raster-document-resolution-supported',
  'pwg-raster-document-type-supported',
] as const;

const keyword = z.string().min(1).max(255);
/** What a device says beside the point, or says wrongly, is as if it had said nothing. */
const keywords = z.array(keyword).max(2_000).catch([]);

/** A resolution as it is on the wire: across, along, and 3 for dots per inch (RFC 8010, section 3.9). */
const RESOLUTION_BYTES = 9;
const DOTS_PER_INCH = 3;
const resolutions = z
  .array(z.unknown())
  .max(100)
  .transform((values) => values.flatMap(dotsPerInch))
  .catch([]);

function dotsPerInch(value: unknown): readonly number[] {
  const bytes =
    value instanceof Uint8Array
      ? value
      : typeof value === 'string'
        ? Buffer.from(value, 'latin1')
        : undefined;
  if (bytes === undefined || bytes.length !== RESOLUTION_BYTES) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const across = view.getInt32(0);
  return across === view.getInt32(4) && view.getUint8(8) === DOTS_PER_INCH ? [across] : [];
}

const printerAttributes = z.object({
  'printer-state': z.tuple([
    z.union([
      z.literal(PRINTER_STATE.idle),
      z.literal(PRINTER_STATE.processing),
      z.literal(PRINTER_STATE.stopped),
    ]),
  ]),
  'printer-state-reasons': keywords,
  'printer-is-accepting-jobs': z.tuple([z.boolean()]).catch([true]),
  'printer-input-tray': z.array(z.string().max(1_023)).max(64).catch([]),
  'printer-make-and-model': z.tuple([z.string().max(1_023)]).catch(['']),
  'document-format-supported': keywords,
  'media-ready': keywords,
  'sides-supported': keywords,
  'job-sheets-supported': keywords,
  'print-scaling-supported': keywords,
  'pwg-raster-document-resolution-supported': resolutions,
  'pwg-raster-document-type-supported': keywords,
});

export interface PrinterDescription {
  /** `printer-make-and-model` as sent; empty where the device does not say. */
  readonly makeAndModel: string;
  readonly stopped: boolean;
  readonly accepting: boolean;
  readonly reasons: readonly PrinterReason[];
  /** It says that its paper will soon run out. */
  readonly mediaLow: boolean;
  /** True where the device describes its A4 trays and all of them hold nothing; false where it does not say. */
  readonly a4TraysEmpty: boolean;
  readonly formats: readonly string[];
  readonly mediaReady: readonly string[];
  readonly sides: readonly string[];
  readonly jobSheets: readonly string[];
  readonly scalings: readonly string[];
  /** Resolutions of PWG raster, dots per inch, the same along both edges. */
  readonly rasterResolutions: readonly number[];
  readonly rasterTypes: readonly string[];
}

/** `printer-not-ipp` where the printer does not even say its state. */
export function readPrinter(
  attributes: IppAttributes,
): Result<PrinterDescription, Failure<'printer-not-ipp'>> {
  const read = printerAttributes.safeParse(attributes);
  if (!read.success) return err('printer-not-ipp', 'no printer-state');
  const { data } = read;
  return ok({
    makeAndModel: data['printer-make-and-model'][0],
    stopped: data['printer-state'][0] === PRINTER_STATE.stopped,
    accepting: data['printer-is-accepting-jobs'][0],
    reasons: readReasons(data['printer-state-reasons']),
    mediaLow: saysMediaLow(data['printer-state-reasons']),
    a4TraysEmpty: allA4TraysEmpty(data['printer-input-tray']),
    formats: data['document-format-supported'],
    mediaReady: data['media-ready'],
    sides: data['sides-supported'],
    jobSheets: data['job-sheets-supported'],
    scalings: data['print-scaling-supported'],
    rasterResolutions: data['pwg-raster-document-resolution-supported'],
    rasterTypes: data['pwg-raster-document-type-supported'],
  });
}

/**
 * Reads `printer-input-tray` (PWG 5100.13, section 5.6.4): `key=value;` pairs, `mediafeed` and `mediaxfeed` in hundredths
 * of a millimetre, `level` in sheets, negative where unknown.
 */
function allA4TraysEmpty(trays: readonly string[]): boolean {
  const levels = trays.flatMap((tray) => {
    const fields = new Map(tray.split(';').map((field) => [field.split('=')[0], field.split('=')[1]]));
    const sides = [Number(fields.get('mediafeed')), Number(fields.get('mediaxfeed'))].sort((a, b) => a - b);
    const a4 = sides.every((side, index) => Math.abs(side - (A4_SIDES[index] ?? 0)) <= 100);
    return a4 ? [Number(fields.get('level'))] : [];
  });
  return levels.length > 0 && levels.every((level) => level === 0);
}

/**
 * Why this printer cannot print a receipt now; nothing where it can.
 *
 * A reason that the device itself calls a report or a warning does not count while the printer runs: one of two trays may
 * be empty. Empty paper does count where the device's own trays confirm it.
 */
export function notReady(printer: PrinterDescription): PrintError | undefined {
  const [worst] = printer.reasons;
  if (!printer.accepting) return worst?.code ?? 'printer-refused';
  if (printer.stopped) return worst?.code ?? 'printer-paused';
  if (worst?.severity === 'error') return worst.code;
  const saysEmpty = printer.reasons.some((reason) => reason.code === 'printer-media-empty');
  if (saysEmpty && printer.a4TraysEmpty) return 'printer-media-empty';
  return undefined;
}

/** Whether the printer lists the format. One that lists none at all is believed to take what it is given. */
export function takes(printer: PrinterDescription, format: string): boolean {
  return printer.formats.length === 0 || printer.formats.some((known) => known.toLowerCase() === format);
}
