import { PDFDocument } from 'pdf-lib';

const POINTS_PER_INCH = 72;

/** A PDF as scanners write it: one JPEG on each page, in the size of the paper. */
export async function scannedPdf(pages: readonly Uint8Array[], dpi: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const jpeg of pages) {
    const image = await document.embedJpg(jpeg);
    const size: [number, number] = [
      (image.width / dpi) * POINTS_PER_INCH,
      (image.height / dpi) * POINTS_PER_INCH,
    ];
    document.addPage(size).drawImage(image, { x: 0, y: 0, width: size[0], height: size[1] });
  }
  return document.save();
}
