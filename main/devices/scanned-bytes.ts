import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { ScanError, ScannedPage } from '../ports/scanner.ts';

/** What a page is asked for in. */
export type PageFormat = ScannedPage['mediaType'];

/** Bytes of one delivery. A 600 dpi A4 page in colour at the best JPEG quality is about 40 MB; so is a PDF of 30 usual pages. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024;

/** How a file of each format begins and ends. */
const MARKS: Readonly<
  Record<PageFormat, { readonly start: Buffer; readonly end: Buffer; readonly startsWithin: number }>
> = {
  'image/jpeg': { start: Buffer.from([0xff, 0xd8, 0xff]), end: Buffer.from([0xff, 0xd9]), startsWithin: 0 },
  // ISO 32000-1, annex H.3.4.1, implementation notes 13 and 18: the header may begin within 1,024 bytes.
  'application/pdf': { start: Buffer.from('%PDF-'), end: Buffer.from('%%EOF'), startsWithin: 1_024 },
};

/** Devices pad a file after its end marker; a marker further from the end than this belongs to something else. */
const PADDING_BYTES = 4_096;

/**
 * What a device delivered, as the port wants it. What it is, is decided by its first bytes, whatever the device calls it;
 * `notAsked` is the code where they are not of the format that was asked for. A file without its end is
 * `scanner-interrupted`: half of a letter must not pass for the letter. Whether it can be decoded is for the document
 * engine to find out.
 */
export function scannedBytes(
  bytes: Uint8Array,
  format: PageFormat,
  dpi: number,
  notAsked: ScanError,
): Result<ScannedPage, Failure<ScanError>> {
  const { start, end, startsWithin } = MARKS[format];
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!view.subarray(0, startsWithin + start.length).includes(start)) {
    return err(notAsked, `the page is not ${format}`);
  }
  if (view.subarray(Math.max(0, view.length - PADDING_BYTES)).lastIndexOf(end) < 0) {
    return err('scanner-interrupted', 'the page has no end');
  }
  return ok({ bytes, mediaType: format, dpi });
}
