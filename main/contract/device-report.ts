import { z } from 'zod';
import { ERROR_CODES } from '../domain/error-code.ts';
import { LANGUAGE_CODES } from '../domain/language.ts';

/** Devices as staff see them: on the staff screen, and as JSON from `npm run devices -- --json`. */

const code = z.enum(ERROR_CODES);
/** What a device calls itself, made fit for a screen. */
const name = z.string().max(80);
const mediaTypes = z.array(z.string().max(80)).max(64);
const durationMs = z.number().int().nonnegative();

const common = {
  address: z.string().max(300).describe('Where it is looked for, as configured; no password.'),
  makeAndModel: name.describe('What the device calls itself; empty where unknown.'),
  state: z
    .enum(['ready', 'absent', 'trouble', 'unreachable'])
    .describe(
      'absent: nothing is plugged in. trouble: it answered, and cannot work. unreachable: nobody answered, or not the one that the configuration trusts.',
    ),
  problem: code.nullable().describe('What keeps it from working now.'),
};

const resolutions = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('discrete'),
    values: z.array(z.number().int().positive()).max(20),
  }),
  z.object({ kind: z.literal('range'), min: z.number().int().positive(), max: z.number().int().positive() }),
]);

const source = z.object({
  source: z.enum(['platen', 'feeder']),
  bothSides: z.boolean().describe('Both sides of a sheet in one pass.'),
  widthMm: z.number().int().positive().nullable(),
  heightMm: z.number().int().positive().nullable(),
  resolutions: resolutions.nullable().describe('Dots per inch.'),
  colours: z.array(z.enum(['colour', 'grey'])).max(2),
  mediaTypes,
});

const scanner = z.object({
  device: z.literal('scanner'),
  protocol: z.enum(['escl', 'sane']),
  ...common,
  feederProblem: code.nullable().describe('The feeder alone is in trouble; the glass works.'),
  feederLoaded: z.boolean().nullable().describe('What the sensor says, which need not be so.'),
  sources: z.array(source).max(2),
});

const printer = z.object({
  device: z.literal('printer'),
  protocol: z.enum(['ipp', 'escpos']),
  ...common,
  mediaTypes,
  columns: z
    .number()
    .int()
    .positive()
    .nullable()
    .describe('Letters on a line of a receipt roll; null for sheets.'),
  mediaLow: z.boolean().describe('It prints, and says that its paper will soon run out.'),
});

const usb = z.object({
  device: z.literal('usb'),
  ...common,
  stick: z.object({ label: name, freeBytes: z.number().int().nonnegative() }).nullable(),
});

const reader = z.object({ device: z.literal('reader'), kind: z.enum(['barcode', 'badge']), ...common });

const voice = z.object({
  device: z.literal('voice'),
  ...common,
  start: z.enum(['key', 'headphones-or-key']).describe('What starts it, as configured.'),
  headphones: z
    .enum(['plugged', 'unplugged', 'unknown'])
    .describe('What the sockets say; unknown where they cannot tell.'),
  languages: z
    .array(z.enum(LANGUAGE_CODES))
    .max(LANGUAGE_CODES.length)
    .describe('Languages that can be heard.'),
});

/** One configured device as it is now. */
const deviceReport = z.discriminatedUnion('device', [scanner, printer, usb, reader, voice]);

/** What staff do about a code (`kiosk-config/staff-instructions.yaml`). */
export const instruction = z.string().max(300);

/** A device, with what staff need to mend it. */
export const deviceForStaff = z.object({
  report: deviceReport,
  /** What to do about `report.problem`, or else about `report.feederProblem`. */
  instruction: instruction.nullable(),
  /** The last failure that the terminal recorded, mended or not. */
  lastError: z.object({ code, at: z.iso.datetime(), instruction }).nullable(),
});

export const test = z.enum(['scan', 'print', 'stick']);

/** What came of one test. */
export const testOutcome = z.union([
  z.object({
    test: z.literal('scan'),
    passed: z.literal(true),
    source: z.enum(['platen', 'feeder']),
    pages: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative(),
    dpi: z.number().int().positive(),
    durationMs,
  }),
  z.object({ test: z.literal('print'), passed: z.literal(true), durationMs }),
  z.object({
    test: z.literal('stick'),
    passed: z.literal(true),
    folder: z.string().max(200).describe('What the test left on the stick.'),
    files: z.array(z.string().max(200)).max(10),
    removable: z.boolean().describe('Unmounted: it may be removed.'),
    durationMs,
  }),
  z.object({ test, passed: z.literal(false), problem: code, durationMs }),
]);

export type DeviceReportView = z.infer<typeof deviceReport>;
export type TestOutcomeView = z.infer<typeof testOutcome>;
