import { err, type Failure, ok, type Result } from '../domain/result.ts';
import { isHeic } from './heic-header.ts';
import { decodeHeic } from './heic-source.ts';
import type { ImageCodec } from './image-codec.ts';
import { readImageHeader } from './image-header.ts';
import { drawPdfPage, isPdf } from './pdf-source.ts';
import { type Raster, shrink } from './raster.ts';

/** Longest side of a thumbnail, pixels: a picture to choose by, not to read. */
const THUMBNAIL_SIDE = 360;
const THUMBNAIL_QUALITY = 70;
/** Of a PDF's page, dots per inch: an A4 page comes out three times as large as its thumbnail. */
const PDF_DPI = 96;

type Read = Result<Raster, Failure<'image-unreadable' | 'image-too-large'>>;

/**
 * A small JPEG of one page of a file, upright, nothing put right. Decoded as coarsely as the format lets it.
 *
 * @param page From 0.
 */
export async function thumbnailOf(
  bytes: Uint8Array,
  page: number,
  codec: ImageCodec,
): Promise<Result<Uint8Array, Failure<'image-unreadable' | 'image-too-large'>>> {
  const read = await pageOf(bytes, page, codec);
  if (!read.ok) return read;
  const { width, height } = read.value;
  const ratio = Math.min(1, THUMBNAIL_SIDE / Math.max(width, height));
  const side = (length: number): number => Math.max(1, Math.round(length * ratio));
  return ok(codec.encodeScreenJpeg(shrink(read.value, side(width), side(height)), THUMBNAIL_QUALITY));
}

async function pageOf(bytes: Uint8Array, page: number, codec: ImageCodec): Promise<Read> {
  if (isPdf(bytes)) {
    const drawn = await drawPdfPage(bytes, page, PDF_DPI);
    return drawn.ok ? ok(drawn.value.raster) : drawn;
  }
  if (isHeic(bytes)) return page === 0 ? decodeHeic(bytes) : err('image-unreadable', 'no such page');
  const header = readImageHeader(bytes, page);
  if (!header.ok) return header;
  const room = Math.max(header.value.width, header.value.height) / THUMBNAIL_SIDE;
  const factor = room >= 8 ? 8 : room >= 4 ? 4 : room >= 2 ? 2 : 1;
  return codec.decode(bytes, header.value, factor, page);
}
