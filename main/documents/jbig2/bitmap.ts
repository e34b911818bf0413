/**
 * A bilevel image, packed eight pixels a byte, most significant bit first (the layout of PBM P4 and of JBIG2).
 * Bits at the right of `width` are undefined: readers ignore them.
 */
export interface Bitmap {
  /** Pixels, at least 1. */
  readonly width: number;
  /** Pixels, at least 1. */
  readonly height: number;
  /** Bytes from one row to the next, at least `width / 8` rounded up. */
  readonly stride: number;
  /** 1 is black. At least `stride * height` bytes. */
  readonly data: Uint8Array;
}

/** A white bitmap with the smallest stride. */
export function whiteBitmap(width: number, height: number): Bitmap {
  const stride = (width + 7) >> 3;
  return { width, height, stride, data: new Uint8Array(stride * height) };
}

/**
 * Packs one byte a pixel (anything but 0 is black) into a bitmap.
 * @param black `width * height` bytes, row by row.
 */
export function packBitmap(black: Uint8Array, width: number, height: number): Bitmap {
  const bitmap = whiteBitmap(width, height);
  const { data, stride } = bitmap;
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    let out = y * stride;
    let byte = 0;
    for (let x = 0; x < width; x += 1) {
      byte = (byte << 1) | (black[at] === 0 ? 0 : 1);
      at += 1;
      if ((x & 7) === 7) {
        data[out] = byte;
        out += 1;
        byte = 0;
      }
    }
    if ((width & 7) !== 0) data[out] = byte << (8 - (width & 7));
  }
  return bitmap;
}

/** One byte a pixel, 1 for black, row by row: the reverse of `packBitmap`. */
export function unpackBitmap(bitmap: Bitmap): Uint8Array {
  const { width, height, stride, data } = bitmap;
  const black = new Uint8Array(width * height);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    const row = y * stride;
    for (let x = 0; x < width; x += 1) {
      black[at] = ((data[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      at += 1;
    }
  }
  return black;
}

/** How many pixels are black. */
export function blackPixels(bitmap: Bitmap): number {
  const { width, height, stride, data } = bitmap;
  const full = width >> 3;
  const rest = (0xff00 >> (width & 7)) & 0xff;
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    const row = y * stride;
    for (let x = 0; x < full; x += 1) count += ONES[data[row + x] ?? 0] ?? 0;
    if (rest !== 0) count += ONES[(data[row + full] ?? 0) & rest] ?? 0;
  }
  return count;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) ones += 1;
  return ones;
});
