/** Dots of one bit, 1 black, each row padded to whole bytes: as a print head wants them. */
export interface DotImage {
  /** Multiple of 8. */
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** Rows of one command. Cheap printers have a small buffer; more commands than this make the paper stop between them. */
const BAND_ROWS = 128;
/** Grey below which a dot is black. Over the middle: thin strokes of joined letters stay closed. */
const BLACK_BELOW = 160;

/** Makes dots of grey pixels, cut or padded with white to `width`. */
export function toDots(
  grey: { readonly width: number; readonly height: number; readonly grey: Uint8Array },
  width: number,
): DotImage {
  const bytes = width / 8;
  const bits = new Uint8Array(bytes * grey.height);
  const columns = Math.min(width, grey.width);
  for (let y = 0; y < grey.height; y += 1) {
    const row = y * grey.width;
    for (let x = 0; x < columns; x += 1) {
      if ((grey.grey[row + x] ?? 255) < BLACK_BELOW) {
        const at = y * bytes + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return { width, height: grey.height, bits };
}

/** GS v 0, "print raster bit image", in bands. The paper stands still between two bands and no seam is seen. */
export function encodeDots(image: DotImage): Uint8Array {
  const bytes = image.width / 8;
  const bands: Uint8Array[] = [];
  for (let first = 0; first < image.height; first += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, image.height - first);
    bands.push(Uint8Array.of(0x1d, 0x76, 0x30, 0, bytes & 0xff, bytes >> 8, rows & 0xff, rows >> 8));
    bands.push(image.bits.subarray(first * bytes, (first + rows) * bytes));
  }
  return Buffer.concat(bands);
}
