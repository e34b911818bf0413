import type { PreparedPage } from '../domain/document.ts';
import { type Failure, ok, type Result } from '../domain/result.ts';
import type { RawPage } from '../ports/document-engine.ts';
import type { ImageCodec } from './image-codec.ts';
import { readImageHeader } from './image-header.ts';
import type { ImageHeader } from './image-limits.ts';
import { buildLadder } from './ladder.ts';
import { paperDpi } from './paper-size.ts';
import { shrink } from './raster.ts';

/** Longest side of a preview, pixels. */
export const PREVIEW_SIDE = 900;
const PREVIEW_QUALITY = 72;

/** From this resolution on, pages are decoded at half their size: no encoding is finer than 300 dpi. */
const HALVE_FROM_DPI = 480;
/** Most pixels worked on: an A4 page at 400 dpi. Above, the page is decoded at a fraction of its size. */
const MAX_WORKING_PIXELS = 16_000_000;

/**
 * Decodes, classifies and encodes one page. `onPreview` is called as soon as the page can be shown, before the
 * encodings are made.
 */
export function preparePage(
  raw: RawPage,
  codec: ImageCodec,
  onPreview: (preview: Uint8Array) => void,
): Result<PreparedPage, Failure<'image-unreadable' | 'image-too-large'>> {
  const header = readImageHeader(raw.bytes, raw.page);
  if (!header.ok) return header;
  const stated = raw.dpiIsCertain === true ? raw.dpi : header.value.dpi;
  const dpi = paperDpi(header.value.width, header.value.height, stated, raw.dpi);
  const factor = decodeFactor(header.value, dpi);
  const page = codec.decode(raw.bytes, header.value, factor, raw.page);
  if (!page.ok) return page;

  const ratio = Math.min(1, PREVIEW_SIDE / Math.max(page.value.width, page.value.height));
  const small = shrink(
    page.value,
    Math.round(page.value.width * ratio),
    Math.round(page.value.height * ratio),
  );
  const preview = codec.encodeScreenJpeg(small, PREVIEW_QUALITY);
  onPreview(preview);

  const { summary, layers } = buildLadder(page.value, dpi / factor, codec);
  const swapped = header.value.orientation >= 5;
  return ok({
    summary: {
      ...summary,
      width: swapped ? header.value.height : header.value.width,
      height: swapped ? header.value.width : header.value.height,
      dpi,
    },
    layers,
    preview,
  });
}

function decodeFactor(header: ImageHeader, dpi: number): 1 | 2 | 4 | 8 {
  let factor: 1 | 2 | 4 = dpi >= HALVE_FROM_DPI ? 2 : 1;
  if (dpi >= 2 * HALVE_FROM_DPI) factor = 4;
  while (factor < 4 && (header.width * header.height) / (factor * factor) > MAX_WORKING_PIXELS) {
    factor = factor === 1 ? 2 : 4;
  }
  return factor;
}
