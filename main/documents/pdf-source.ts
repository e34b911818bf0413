import type { PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import { type HeaderError, IMAGE_LIMITS } from './image-limits.ts';
import type { Raster } from './raster.ts';

/** A page of a PDF, drawn as a scanner would have scanned it. */
export interface DrawnPage {
  readonly raster: Raster;
  /** Resolution it was drawn at, dots per inch of its own paper size. */
  readonly dpi: number;
}

/** Resolution that a page is drawn at: that of scans. */
const DRAWN_DPI = 300;
/** Most pixels drawn: pages larger than A4 are drawn coarser. */
const MOST_PIXELS = 16_000_000;
/** Points of a side of a page: 200 inches (ISO 32000-1, annex C). */
const LONGEST_SIDE = 14_400;
const POINTS_PER_INCH = 72;
/** Where the header of a PDF may begin (ISO 32000-1, annex H.3.4.1, implementation note 13). */
const HEADER_WITHIN = 1_024;

type PdfResult<Value> = Promise<Result<Value, Failure<HeaderError>>>;

let library: Promise<PDFiumLibrary> | undefined;

/** True where the bytes begin as a PDF does. */
export function isPdf(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_WITHIN));
  return start.includes('%PDF-');
}

/** How many pages a PDF has. `image-unreadable` where it is damaged or locked by a password. */
export async function countPdfPages(bytes: Uint8Array): PdfResult<number> {
  return withDocument(bytes, async (document) => checkPages(document));
}

/**
 * Draws one page, the first being 0, on white, as sRGB, with annotations and filled fields.
 *
 * @param dpi Dots per inch of the page's own paper size; that of scans where left out.
 */
export async function drawPdfPage(
  bytes: Uint8Array,
  number: number,
  dpi: number = DRAWN_DPI,
): PdfResult<DrawnPage & { readonly pages: number }> {
  return withDocument(bytes, async (document) => {
    const pages = checkPages(document);
    if (!pages.ok) return pages;
    if (number >= pages.value) return err('image-unreadable', 'no such page');
    const page = document.getPage(number);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    if (!(width > 0 && height > 0)) return err('image-unreadable', 'no size');
    if (width > LONGEST_SIDE || height > LONGEST_SIDE)
      return err('image-too-large', `${width} x ${height} points`);
    const wanted = dpi / POINTS_PER_INCH;
    const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
    const drawn = await page.render({ scale, render: 'bitmap', renderFormFields: true });
    return ok({ pages: pages.value, raster: toRgb(drawn), dpi: scale * POINTS_PER_INCH });
  });
}

function checkPages(document: PDFiumDocument): Result<number, Failure<HeaderError>> {
  const pages = document.getPageCount();
  if (pages < 1) return err('image-unreadable', 'no pages');
  return pages > IMAGE_LIMITS.maxPages ? err('image-too-large', `${pages} pages`) : ok(pages);
}

async function withDocument<Value>(
  bytes: Uint8Array,
  use: (document: PDFiumDocument) => PdfResult<Value>,
): PdfResult<Value> {
  if (bytes.length > IMAGE_LIMITS.maxBytes) return err('image-too-large', `${bytes.length} bytes`);
  library ??= import('@hyzyla/pdfium').then((pdfium) => pdfium.PDFiumLibrary.init());
  const pdfium = await library;
  let document: PDFiumDocument;
  try {
    document = await pdfium.loadDocument(bytes);
  } catch (error) {
    // A trap of the WebAssembly code ends the process; anything else is the library saying that it cannot read this.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return err('image-unreadable', 'PDF');
  }
  try {
    return await use(document);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return err('image-unreadable', 'PDF page');
  } finally {
    document.destroy();
  }
}

function toRgb({ data, width, height }: { data: Uint8Array; width: number; height: number }): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from] as number;
    rgb[to + 1] = data[from + 1] as number;
    rgb[to + 2] = data[from + 2] as number;
  }
  return { width, height, channels: 3, data: rgb };
}
