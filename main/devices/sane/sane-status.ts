import type { ScanError } from '../../ports/scanner.ts';

/**
 * What scanimage's exit status says. For a failed scan it is the number of the `SANE_Status` (SANE standard 1.06,
 * section 4.2.7); 1 is also used for wrong options and for a device that cannot be opened.
 */
const STATUS_CODES: ReadonlyMap<number, ScanError> = new Map([
  [1, 'scanner-refused'],
  [2, 'scan-cancelled'],
  [3, 'scanner-busy'],
  [4, 'scanner-refused'],
  [5, 'scanner-interrupted'],
  [6, 'scanner-jam'],
  [7, 'scanner-feeder-empty'],
  [8, 'scanner-cover-open'],
  [9, 'scanner-interrupted'],
  [10, 'scanner-interrupted'],
  [11, 'scanner-refused'],
]);

/** `SANE_STATUS_NO_DOCS`: after at least one page it is the end of the pile. */
export const NO_DOCS = 7;

/** The code for an exit status other than 0; a status nobody has documented is an interrupted scan. */
export function scanErrorOf(status: number): ScanError {
  return STATUS_CODES.get(status) ?? 'scanner-interrupted';
}
