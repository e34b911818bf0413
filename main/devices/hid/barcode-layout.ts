import type { InputField, InputReports } from './report-descriptor.ts';

/** Usages of HID Point of Sale Usage Tables 1.02, page 0x8C, as page × 65,536 + usage. */
const SYMBOLOGY_IDENTIFIERS = [0x8c_00fb, 0x8c_00fc, 0x8c_00fd] as const;
const DECODED_DATA = 0x8c_00fe;
const DECODED_DATA_CONTINUED = 0x8c_00ff;
/** Generic Desktop: how many bytes of a buffer count. */
const BYTE_COUNT = 0x01_003b;

/** Where things lie in a scanned data report, bytes from its beginning, its number included. */
export interface BarcodeLayout {
  /** First byte of the report; nothing where the device numbers none. */
  readonly reportId: number | undefined;
  readonly reportBytes: number;
  /** How many bytes of data count; nothing where the reader pads with zeros instead of saying so. */
  readonly lengthAt: number | undefined;
  /** Three bytes: `]`, code family, modifier (ISO/IEC 15424). Nothing where the reader does not tell. */
  readonly symbologyAt: number | undefined;
  readonly dataAt: number;
  readonly dataBytes: number;
  /** The bit that announces another report of the same code. */
  readonly continuedAt: { readonly byte: number; readonly mask: number } | undefined;
}

/**
 * The layouts that readers ship with, where a device's descriptor cannot be read or does not mark its length. First:
 * report 2 of 64 bytes as Honeywell readers send it and Access-IS prints it in its manuals (LSR118, appendix B.1:
 * length, identifier of three, 56 bytes of data, two more, the flag). Second: the same with one byte before the
 * identifier, as Zebra readers send it.
 */
export const USUAL_LAYOUTS: readonly BarcodeLayout[] = [
  {
    reportId: 2,
    reportBytes: 64,
    lengthAt: 1,
    symbologyAt: 2,
    dataAt: 5,
    dataBytes: 56,
    continuedAt: { byte: 63, mask: 1 },
  },
  {
    reportId: 2,
    reportBytes: 64,
    lengthAt: 1,
    symbologyAt: 3,
    dataAt: 6,
    dataBytes: 56,
    continuedAt: { byte: 63, mask: 1 },
  },
];

/**
 * The layout that a device's own descriptor gives its scanned data report. Nothing where it has none, or one that
 * cannot be read byte by byte.
 */
export function layoutFromDescriptor(reports: InputReports): BarcodeLayout | undefined {
  const data = reports.fields.find((field) => field.usages[0] === DECODED_DATA && field.bitSize === 8);
  if (data === undefined || data.count === 0) return undefined;
  const ofReport = reports.fields.filter((field) => field.reportId === data.reportId);
  const numberBytes = reports.numbered ? 1 : 0;
  const byteAt = (bitOffset: number | undefined): number | undefined =>
    bitOffset === undefined || bitOffset % 8 !== 0 ? undefined : numberBytes + bitOffset / 8;

  const dataAt = byteAt(data.bitOffset);
  if (dataAt === undefined) return undefined;
  const identifiers = SYMBOLOGY_IDENTIFIERS.map((usage) => byteAt(bitOf(ofReport, usage, 8)));
  const [first, second, third] = identifiers;
  const inARow = first !== undefined && second === first + 1 && third === first + 2;
  const continued = bitOf(ofReport, DECODED_DATA_CONTINUED, 1);
  return {
    reportId: reports.numbered ? data.reportId : undefined,
    reportBytes: numberBytes + (reports.lengths.get(data.reportId) ?? 0),
    lengthAt: byteAt(bitOf(ofReport, BYTE_COUNT, 8)),
    symbologyAt: inARow ? first : undefined,
    dataAt,
    dataBytes: data.count,
    continuedAt:
      continued === undefined
        ? undefined
        : { byte: numberBytes + Math.floor(continued / 8), mask: 1 << (continued % 8) },
  };
}

/** Offset of the value that `usage` names, where it has `bitSize` bits. */
function bitOf(fields: readonly InputField[], usage: number, bitSize: number): number | undefined {
  for (const field of fields) {
    const index = field.usages.indexOf(usage);
    if (index !== -1 && index < field.count && field.bitSize === bitSize) {
      return field.bitOffset + index * field.bitSize;
    }
  }
  return undefined;
}

/** The layouts to read a device's reports with: its own where it gives one that is complete, the usual ones otherwise. */
export function layoutsFor(reports: InputReports | undefined): readonly BarcodeLayout[] {
  const own = reports === undefined ? undefined : layoutFromDescriptor(reports);
  if (own === undefined) return USUAL_LAYOUTS;
  if (own.lengthAt !== undefined) return [own];
  const usual = USUAL_LAYOUTS.filter(
    ({ reportId, reportBytes, dataAt }) =>
      reportId === own.reportId && reportBytes === own.reportBytes && dataAt === own.dataAt,
  );
  return usual.length > 0 ? usual : [own];
}
