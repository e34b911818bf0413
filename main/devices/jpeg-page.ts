import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { ScanError, ScannedPage } from '../ports/scanner.ts';

/** Bytes of one page. A 600 dpi A4 page in colour at the best JPEG quality is about 40 MB. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024;

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Devices pad the file after its end marker; a marker further from the end than this belongs to something else. */
const JPEG_PADDING_BYTES = 4_096;

/**
 * A page as the port wants it. What it is, is decided by its first bytes, whatever the device calls it; `notJpeg` is the
 * code where they are not a JPEG's. An image without its end is `scanner-interrupted`: half of a letter must not pass
 * for the letter. Whether the image can be decoded is for the document engine to find out.
 */
export function jpegPage(
  bytes: Uint8Array,
  dpi: number,
  notJpeg: ScanError,
): Result<ScannedPage, Failure<ScanError>> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!view.subarray(0, JPEG_START.length).equals(JPEG_START)) return err(notJpeg, 'the page is not a JPEG');
  const tail = view.subarray(Math.max(0, view.length - JPEG_PADDING_BYTES));
  if (tail.lastIndexOf(JPEG_END) < 0) return err('scanner-interrupted', 'the page has no end');
  return ok({ bytes, mediaType: 'image/jpeg', dpi });
}
