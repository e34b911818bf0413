/**
 * How a stream of bytes is laid in HID reports. No standard says it (HID 1.11 knows no printers, HID POS 1.02 names no
 * receipt printer), so the configuration does, after the printer's manual.
 */
export type HidFraming =
  /** Bytes from the first on; the rest of a report is zero, which printers pass over. */
  | 'padded'
  /** The first byte says how many follow. */
  | 'counted';

/** The report that a printer takes. */
export interface OutputReport {
  /** 0 where the device numbers none. */
  readonly reportId: number;
  /** Without the number. */
  readonly bytes: number;
}

/** Longest report whose length one byte can count. */
const COUNTED_MAX_BYTES = 255;

/** Lays bytes in output reports, each with its number in front as hidraw wants it. */
export function outputReports(
  bytes: Uint8Array,
  { reportId, bytes: size }: OutputReport,
  framing: HidFraming,
): readonly Uint8Array[] {
  const ahead = framing === 'counted' ? 1 : 0;
  const room = Math.min(size - ahead, COUNTED_MAX_BYTES);
  const reports: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += room) {
    const piece = bytes.subarray(at, at + room);
    const report = new Uint8Array(1 + size);
    report[0] = reportId;
    if (framing === 'counted') report[1] = piece.length;
    report.set(piece, 1 + ahead);
    reports.push(report);
  }
  return reports;
}

/**
 * What the printer says in an input report.
 *
 * Padded, the zeros at the end are no answers: one zero is "printed, and the paper is there" to the driver, and must not be
 * made up of padding. A report of zeros alone says it once; a zero behind another answer in the same report is lost, and
 * the driver then asks again or says that the printer did not answer.
 *
 * @param numbered Whether the report begins with its number.
 */
export function answersIn(report: Uint8Array, numbered: boolean, framing: HidFraming): Uint8Array {
  const data = numbered ? report.subarray(1) : report;
  if (framing === 'counted') return data.subarray(1, 1 + (data[0] ?? 0));
  let end = data.length;
  while (end > 1 && data[end - 1] === 0) end -= 1;
  return data.subarray(0, end);
}
