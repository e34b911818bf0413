import type { EncodedPage, PreparedPage } from '../domain/document.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { RawPage } from '../ports/document-engine.ts';
import { type CleanPage, cleanUp } from './clean-up/clean-up.ts';
import { isHeic } from './heic-header.ts';
import { decodeHeic } from './heic-source.ts';
import type { ImageCodec } from './image-codec.ts';
import { readImageHeader } from './image-header.ts';
import type { ImageHeader } from './image-limits.ts';
import { buildLadder, type Ladder } from './ladder.ts';
import { paperDpi } from './paper-size.ts';
import { type DrawnPage, drawPdfPage, isPdf } from './pdf-source.ts';
import { pictureLadder } from './picture-ladder.ts';
import { giveBack } from './picture-memory.ts';
import { atDpi, type Raster, SEEN_DPI, shrink, withoutIdleColour } from './raster.ts';

/** Longest side of a preview, pixels. */
const PREVIEW_SIDE = 900;
const PREVIEW_QUALITY = 72;

/** From this resolution on, pages are decoded at half their size: no encoding is finer than 300 dpi. */
const HALVE_FROM_DPI = 480;
/** Most pixels worked on: an A4 page at 400 dpi. Above, the page is decoded at a fraction of its size. */
const MAX_WORKING_PIXELS = 16_000_000;

/**
 * Decodes, puts right, classifies and encodes one page. Its preview shows it put right.
 *
 * @param onFirst Given the page in its first encoding alone, as soon as that is there (`buildLadder`); not for a picture file.
 */
export async function preparePage(
  raw: RawPage,
  codec: ImageCodec,
  onFirst?: (first: EncodedPage) => void,
): Promise<Result<PreparedPage, Failure<'image-unreadable' | 'image-too-large'>>> {
  const put = await putRight(raw, codec);
  if (!put.ok) return put;
  const { seen, ...clean } = put.value;
  try {
    return ok(encodePage(clean, seen, raw, codec, onFirst));
  } finally {
    giveBack(clean.page.data);
    giveBack(seen.data);
  }
}

/** @param seen The same page at `SEEN_DPI`. */
function encodePage(
  { page, dpi, done }: CleanPage,
  seen: Raster,
  raw: RawPage,
  codec: ImageCodec,
  onFirst: ((first: EncodedPage) => void) | undefined,
): PreparedPage {
  const described = ({ summary, layers }: Ladder): EncodedPage => ({
    summary: {
      ...summary,
      width: page.width,
      height: page.height,
      dpi,
      ...(done === undefined ? {} : { cleanUp: done }),
    },
    layers,
  });
  const ladder =
    raw.picture === undefined
      ? buildLadder(page, dpi, seen, codec, (first) => onFirst?.(described(first)))
      : pictureLadder(page, dpi, seen, raw.picture, codec);
  return { ...described(ladder), preview: screenJpeg(page, seen, codec) };
}

/** A page put right, and the same at `SEEN_DPI`. */
interface PutRight extends CleanPage {
  readonly seen: Raster;
}

/** Decodes the page, and cleans it up where that is wanted. */
async function putRight(
  raw: RawPage,
  codec: ImageCodec,
): Promise<Result<PutRight, Failure<'image-unreadable' | 'image-too-large'>>> {
  const read = await decodePage(raw, codec);
  if (!read.ok) return read;
  const { dpi } = read.value;
  const page = withoutIdleColour(read.value.raster);
  if (page !== read.value.raster) giveBack(read.value.raster.data);
  const asScanned = atDpi(page, dpi, SEEN_DPI);
  if (raw.cleanUp === 'none') return ok({ page, dpi, done: undefined, seen: asScanned });
  const clean = cleanUp(page, dpi, asScanned);
  const untouched = clean.page === page && !clean.done.whitened && clean.dpi === dpi;
  if (untouched) return ok({ ...clean, seen: asScanned });
  if (asScanned !== page) giveBack(asScanned.data);
  if (clean.page !== page) giveBack(page.data);
  return ok({ ...clean, seen: atDpi(clean.page, clean.dpi, SEEN_DPI) });
}

type ReadPage = Result<DrawnPage, Failure<'image-unreadable' | 'image-too-large'>>;

/** Decodes a page at the resolution that is worked on, upright as its file says, as grey or sRGB. */
export async function decodePage(raw: RawPage, codec: ImageCodec): Promise<ReadPage> {
  if (isHeic(raw.bytes)) return readHeic(raw);
  return isPdf(raw.bytes) ? readPdf(raw) : readImage(raw, codec);
}

/** Decodes an image at the resolution that is worked on. */
function readImage(raw: RawPage, codec: ImageCodec): ReadPage {
  const header = readImageHeader(raw.bytes, raw.page);
  if (!header.ok) return header;
  const stated = raw.dpiIsCertain === true ? raw.dpi : header.value.dpi;
  const dpi = paperDpi(header.value.width, header.value.height, stated, raw.dpi);
  const factor = decodeFactor(header.value, dpi);
  const decoded = codec.decode(raw.bytes, header.value, factor, raw.page);
  return decoded.ok ? ok({ raster: decoded.value, dpi: dpi / factor }) : decoded;
}

/** Decodes a phone's picture, which states no resolution of paper. */
async function readHeic(raw: RawPage): Promise<ReadPage> {
  if ((raw.page ?? 0) !== 0) return err('image-unreadable', 'no such page');
  const decoded = await decodeHeic(raw.bytes);
  if (!decoded.ok) return decoded;
  const { width, height } = decoded.value;
  const dpi = paperDpi(width, height, raw.dpiIsCertain === true ? raw.dpi : undefined, raw.dpi);
  const factor = width * height > MAX_WORKING_PIXELS ? 2 : 1;
  const raster = shrink(decoded.value, Math.round(width / factor), Math.round(height / factor));
  return ok({ raster, dpi: dpi / factor });
}

/** Draws a page of a PDF, which says its own size. */
async function readPdf(raw: RawPage): Promise<ReadPage> {
  return drawPdfPage(raw.bytes, raw.page ?? 0);
}

/** @param seen the same page, smaller; used where it has enough pixels. */
function screenJpeg(page: Raster, seen: Raster, codec: ImageCodec): Uint8Array {
  const from = Math.max(seen.width, seen.height) >= PREVIEW_SIDE ? seen : page;
  const ratio = Math.min(1, PREVIEW_SIDE / Math.max(from.width, from.height));
  const small = shrink(from, Math.round(from.width * ratio), Math.round(from.height * ratio));
  return codec.encodeScreenJpeg(small, PREVIEW_QUALITY);
}

function decodeFactor(header: ImageHeader, dpi: number): 1 | 2 | 4 | 8 {
  let factor: 1 | 2 | 4 = dpi >= HALVE_FROM_DPI ? 2 : 1;
  if (dpi >= 2 * HALVE_FROM_DPI) factor = 4;
  while (factor < 4 && (header.width * header.height) / (factor * factor) > MAX_WORKING_PIXELS) {
    factor = factor === 1 ? 2 : 4;
  }
  return factor;
}
