import type { Bitmap } from './bitmap.ts';
import { AFTER_LPS, AFTER_MPS, MqOutput, QE } from './mq-coder.ts';

/** Context of the "row equals the one above" decision, template 0 (ITU-T T.88 figure 8, as numbered by `encodeRows`). */
const SLTP_CONTEXT = 0x9b25;
/** White rows that template 0 sees above the first one. */
const ROWS_ABOVE = 2;
/** White bytes kept at the right of each row: the template looks three pixels ahead, the white run one byte. */
const BYTES_AFTER = 2;

/**
 * Codes a bitmap as the data of a generic region: arithmetic coding, template 0, adaptive pixels at their nominal
 * places (ITU-T T.88 clause 6.2.5). Lossless.
 *
 * @param typicalPrediction TPGDON: one decision a row tells whether it equals the row above, and such rows cost
 * nothing more. Pays on bitmaps enlarged by whole factors, seldom on scans.
 * @returns the code string, ended by FF AC.
 */
export function encodeGenericRegion(bitmap: Bitmap, typicalPrediction: boolean): Uint8Array {
  const rows = padded(bitmap);
  // Scanned text takes about one bit for 20 pixels; the output grows where that is wrong.
  const output = new MqOutput((bitmap.width * bitmap.height) >> 7);
  return encodeRows(rows.data, rows.stride, bitmap.width, bitmap.height, typicalPrediction, output);
}

/** A copy with white rows above, white bytes at the right, and clean bits after the width. */
function padded(bitmap: Bitmap): { readonly data: Uint8Array; readonly stride: number } {
  const { width, height } = bitmap;
  const full = (width + 7) >> 3;
  const stride = full + BYTES_AFTER;
  const data = new Uint8Array((height + ROWS_ABOVE) * stride);
  const lastBits = (width & 7) === 0 ? 0xff : (0xff00 >> (width & 7)) & 0xff;
  for (let y = 0; y < height; y += 1) {
    const to = (y + ROWS_ABOVE) * stride;
    data.set(bitmap.data.subarray(y * bitmap.stride, y * bitmap.stride + full), to);
    data[to + full - 1] = (data[to + full - 1] ?? 0) & lastBits;
  }
  return { data, stride };
}

/**
 * The coding loop. One function, registers in locals, on purpose: it runs once for each of the nine million pixels of
 * an A4 page at 300 dpi. Decisions are those of figures E.3 to E.7; the context's bits are, from the most significant:
 * five pixels of the row two above (x-2 to x+2), seven of the row above (x-3 to x+3), four before (x-4 to x-1).
 */
function encodeRows(
  data: Uint8Array,
  stride: number,
  width: number,
  height: number,
  typicalPrediction: boolean,
  output: MqOutput,
): Uint8Array {
  const contexts = new Uint8Array(1 << 16);
  let a = 0x8000;
  let c = 0;
  let shifts = output.shifts;
  let sameAsAbove = 0;

  for (let y = 0; y < height; y += 1) {
    const row = (y + ROWS_ABOVE) * stride;
    const above = row - stride;
    const above2 = above - stride;

    if (typicalPrediction) {
      const same = equalRows(data, row, above, stride) ? 1 : 0;
      const bit = same ^ sameAsAbove;
      sameAsAbove = same;
      const state = contexts[SLTP_CONTEXT] as number;
      const qe = QE[state] as number;
      a -= qe;
      if (bit === (state & 1)) {
        if ((a & 0x8000) !== 0) c += qe;
        else {
          if (a < qe) a = qe;
          else c += qe;
          contexts[SLTP_CONTEXT] = AFTER_MPS[state] as number;
        }
      } else {
        if (a < qe) c += qe;
        else a = qe;
        contexts[SLTP_CONTEXT] = AFTER_LPS[state] as number;
      }
      while ((a & 0x8000) === 0) {
        a <<= 1;
        c <<= 1;
        shifts -= 1;
        if (shifts === 0) {
          c = output.byteOut(c);
          shifts = output.shifts;
        }
      }
      if (same === 1) continue;
    }

    let line1 = data[above] as number;
    let line2 = (data[above2] as number) << 6;
    let context = (line1 & 0x7f0) | (line2 & 0xf800);

    for (let x = 0; x < width; x += 8) {
      const at = x >> 3;
      const byte = data[row + at] as number;
      const next1 = data[above + at + 1] as number;
      const next2 = data[above2 + at + 1] as number;

      if ((context | byte | next1 | next2 | (line1 & 0xff) | (line2 & 0x3fc0)) === 0 && x + 8 <= width) {
        // White all around: as many bytes as stay so are coded in steps, each step as far as A goes without
        // renormalisation. Same decisions as one by one.
        let end = at + 1;
        while (
          (end + 1) << 3 <= width &&
          ((data[row + end] as number) |
            (data[above + end + 1] as number) |
            (data[above2 + end + 1] as number)) ===
            0
        ) {
          end += 1;
        }
        let run = (end - at) << 3;
        while (run > 0) {
          const state = contexts[0] as number;
          const qe = QE[state] as number;
          if ((state & 1) === 0) {
            const free = ((a - 0x8000) / qe) | 0;
            const step = Math.min(free, run);
            a -= step * qe;
            c += step * qe;
            run -= step;
            if (run === 0) break;
            a -= qe;
            if (a < qe) a = qe;
            else c += qe;
            contexts[0] = AFTER_MPS[state] as number;
          } else {
            a -= qe;
            if (a < qe) c += qe;
            else a = qe;
            contexts[0] = AFTER_LPS[state] as number;
          }
          run -= 1;
          while ((a & 0x8000) === 0) {
            a <<= 1;
            c <<= 1;
            shifts -= 1;
            if (shifts === 0) {
              c = output.byteOut(c);
              shifts = output.shifts;
            }
          }
        }
        x = (end << 3) - 8;
        line1 = data[above + end] as number;
        line2 = (data[above2 + end] as number) << 6;
        context = (line1 & 0x7f0) | (line2 & 0xf800);
        continue;
      }

      line1 = ((line1 << 8) | next1) & 0xffff;
      line2 = ((line2 << 8) | (next2 << 6)) & 0x3fffff;
      const last = x + 8 <= width ? 0 : 8 - (width - x);
      for (let shift = 7; shift >= last; shift -= 1) {
        const bit = (byte >> shift) & 1;
        const state = contexts[context] as number;
        const qe = QE[state] as number;
        a -= qe;
        if (bit === (state & 1)) {
          if ((a & 0x8000) !== 0) c += qe;
          else {
            if (a < qe) a = qe;
            else c += qe;
            contexts[context] = AFTER_MPS[state] as number;
            a <<= 1;
            c <<= 1;
            shifts -= 1;
            if (shifts === 0) {
              c = output.byteOut(c);
              shifts = output.shifts;
            }
          }
        } else {
          if (a < qe) c += qe;
          else a = qe;
          contexts[context] = AFTER_LPS[state] as number;
          do {
            a <<= 1;
            c <<= 1;
            shifts -= 1;
            if (shifts === 0) {
              c = output.byteOut(c);
              shifts = output.shifts;
            }
          } while ((a & 0x8000) === 0);
        }
        context = ((context & 0x7bf7) << 1) | bit | ((line1 >> shift) & 0x10) | ((line2 >> shift) & 0x800);
      }
    }
  }
  return output.flush(a, c, shifts);
}

function equalRows(data: Uint8Array, row: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) {
    if (data[row + at] !== data[other + at]) return false;
  }
  return true;
}
