import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PageDrawer } from '../../ports/page-drawer.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import { type PrinterDescription, takes } from './printer-description.ts';
import { a4Dots, encodePwgRaster, type RasterPage } from './pwg-raster.ts';

/** What papers are sent as, the best first. */
const FORMATS = ['application/pdf', 'image/pwg-raster', 'image/jpeg'] as const;
export type PrintFormat = (typeof FORMATS)[number];

/** Dots per inch where the printer does not say which it takes: every IPP Everywhere printer takes this one. */
const USUAL_DPI = 300;
const LEAST_DPI = 150;
const MOST_DPI = 600;
/** Most pages drawn for a printer that takes no PDF. */
const MAX_DRAWN_PAGES = 20;

/** What to send this printer; nothing where it takes none of what can be made. */
export function formatFor(printer: PrinterDescription): PrintFormat | undefined {
  return FORMATS.find(
    (format) => takes(printer, format) && (format !== 'image/pwg-raster' || takesGrey(printer)),
  );
}

/** A printer that lists its raster types without grey would print something else, or nothing. */
function takesGrey({ rasterTypes }: PrinterDescription): boolean {
  return rasterTypes.length === 0 || rasterTypes.includes('sgray_8');
}

/** The resolution nearest to 300 that it takes, dots per inch. */
function resolutionFor({ rasterResolutions }: PrinterDescription): number {
  const usable = rasterResolutions.filter((dpi) => dpi >= LEAST_DPI && dpi <= MOST_DPI);
  return usable.reduce(
    (best, dpi) => (Math.abs(dpi - USUAL_DPI) < Math.abs(best - USUAL_DPI) ? dpi : best),
    usable[0] ?? USUAL_DPI,
  );
}

/**
 * What has to be sent so that `pdf` comes out of this printer: one document, or one for each page where the format has no
 * pages. Each is a job of its own.
 *
 * @returns `print-aborted` where the pages could not be drawn, `print-cancelled` where `signal` ended it.
 */
export async function documentsFor(
  pdf: Uint8Array,
  format: PrintFormat,
  printer: PrinterDescription,
  drawer: PageDrawer,
  signal: AbortSignal,
): Promise<Result<readonly Uint8Array[], Failure<PrintError>>> {
  if (format === 'application/pdf') return ok([pdf]);
  const dpi = resolutionFor(printer);
  const jpegs: Uint8Array[] = [];
  const sheets: RasterPage[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const drawn =
      format === 'image/jpeg'
        ? await drawer.drawJpeg(pdf, page, USUAL_DPI, signal)
        : await drawer.drawGrey(pdf, page, dpi, signal);
    if (!drawn.ok) return err(signal.aborted ? 'print-cancelled' : 'print-aborted', drawn.error.code);
    pages = drawn.value.pages;
    if (pages > MAX_DRAWN_PAGES) return err('printer-format', `${pages} pages to draw`);
    if ('jpeg' in drawn.value) jpegs.push(drawn.value.jpeg);
    else sheets.push(onA4(drawn.value, dpi));
  }
  return ok(format === 'image/jpeg' ? jpegs : [encodePwgRaster(sheets, dpi)]);
}

/** Exactly A4: a dot more or less than the paper makes some printers scale, or refuse. */
function onA4(drawn: RasterPage, dpi: number): RasterPage {
  const { width, height } = a4Dots(dpi);
  if (drawn.width === width && drawn.height === height) return drawn;
  const grey = new Uint8Array(width * height).fill(255);
  const columns = Math.min(width, drawn.width);
  for (let y = 0; y < Math.min(height, drawn.height); y += 1) {
    grey.set(drawn.grey.subarray(y * drawn.width, y * drawn.width + columns), y * width);
  }
  return { width, height, grey };
}
