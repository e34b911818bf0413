import type { Bitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { packBitmap } from '../../../../main/documents/jbig2/bitmap.ts';

/**
 * A decoder of generic regions written from the standard's flow charts (ITU-T T.88 clause 6.2 and annex E.3), pixel by
 * pixel and without any of the encoder's short cuts, to judge the encoder by.
 */

/** Table E.1 as printed: Qe, NMPS, NLPS, SWITCH. Typed apart from the encoder's. */
const TABLE_E1 = `
5601 1 1 1|3401 2 6 0|1801 3 9 0|0AC1 4 12 0|0521 5 29 0|0221 38 33 0|5601 7 6 1|5401 8 14 0|4801 9 14 0|3801 10 14 0|
3001 11 17 0|2401 12 18 0|1C01 13 20 0|1601 29 21 0|5601 15 14 1|5401 16 14 0|5101 17 15 0|4801 18 16 0|3801 19 17 0|
3401 20 18 0|3001 21 19 0|2801 22 19 0|2401 23 20 0|2201 24 21 0|1C01 25 22 0|1801 26 23 0|1601 27 24 0|1401 28 25 0|
1201 29 26 0|1101 30 27 0|0AC1 31 28 0|09C1 32 29 0|08A1 33 30 0|0521 34 31 0|0441 35 32 0|02A1 36 33 0|0221 37 34 0|
0141 38 35 0|0111 39 36 0|0085 40 37 0|0049 41 38 0|0025 42 39 0|0015 43 40 0|0009 44 41 0|0005 45 42 0|0001 45 43 0|
5601 46 46 0`
  .trim()
  .split(/\|\s*/)
  .map((row) => row.split(' '))
  .map(([qe = '', mps = '', lps = '', swap = '']) => ({
    qe: Number.parseInt(qe, 16),
    mps: Number(mps),
    lps: Number(lps),
    swap: swap === '1',
  }));

export class MqDecoder {
  private readonly bytes: Uint8Array;
  private bp = 0;
  private c: number;
  private a = 0x8000;
  private ct = 0;
  private readonly index: Uint8Array;
  private readonly mps: Uint8Array;

  /** INITDEC, figure E.20. */
  constructor(bytes: Uint8Array, contexts: number) {
    this.bytes = bytes;
    this.index = new Uint8Array(contexts);
    this.mps = new Uint8Array(contexts);
    this.c = (bytes[0] ?? 0xff) * 0x10000;
    this.byteIn();
    this.c *= 2 ** 7;
    this.ct -= 7;
  }

  /** BYTEIN, figure E.19. C is a 32-bit register; kept as a double so that no bit is lost to the sign. */
  private byteIn(): void {
    const next = this.bytes[this.bp + 1] ?? 0xff;
    if ((this.bytes[this.bp] ?? 0xff) === 0xff) {
      if (next > 0x8f) {
        this.c += 0xff00;
        this.ct = 8;
      } else {
        this.bp += 1;
        this.c += next * 2 ** 9;
        this.ct = 7;
      }
    } else {
      this.bp += 1;
      this.c += next * 2 ** 8;
      this.ct = 8;
    }
  }

  /** DECODE, figures E.14 to E.18. */
  decode(context: number): number {
    const row = TABLE_E1[this.index[context] ?? 0];
    if (row === undefined) throw new Error('state outside of table E.1');
    const mps = this.mps[context] ?? 0;
    let bit: number;
    this.a -= row.qe;
    if (Math.floor(this.c / 0x10000) < row.qe) {
      const mpsExchange = this.a < row.qe;
      this.a = row.qe;
      bit = mpsExchange ? mps : 1 - mps;
      this.move(context, mpsExchange, row);
    } else {
      this.c -= row.qe * 0x10000;
      if (this.a >= 0x8000) return mps;
      const lpsExchange = this.a < row.qe;
      bit = lpsExchange ? 1 - mps : mps;
      this.move(context, !lpsExchange, row);
    }
    do {
      if (this.ct === 0) this.byteIn();
      this.a *= 2;
      this.c = (this.c * 2) % 2 ** 32;
      this.ct -= 1;
    } while (this.a < 0x8000);
    return bit;
  }

  private move(context: number, likely: boolean, row: { mps: number; lps: number; swap: boolean }): void {
    if (!likely && row.swap) this.mps[context] = 1 - (this.mps[context] ?? 0);
    this.index[context] = likely ? row.mps : row.lps;
  }
}

/** The pixels of template 0 with nominal adaptive pixels, most significant bit first: x and y from the pixel coded. */
const TEMPLATE_0: readonly (readonly [number, number])[] = [
  ...[-2, -1, 0, 1, 2].map((x) => [x, -2] as const),
  ...[-3, -2, -1, 0, 1, 2, 3].map((x) => [x, -1] as const),
  ...[-4, -3, -2, -1].map((x) => [x, 0] as const),
];

/** Decodes the code string of a generic region, template 0, nominal adaptive pixels (clause 6.2.5.7). */
export function decodeGenericRegion(
  code: Uint8Array,
  width: number,
  height: number,
  typicalPrediction: boolean,
): Bitmap {
  const decoder = new MqDecoder(code, 1 << 16);
  const black = new Uint8Array(width * height);
  const pixel = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width ? 0 : (black[y * width + x] ?? 0);
  let typical = 0;
  for (let y = 0; y < height; y += 1) {
    if (typicalPrediction) typical ^= decoder.decode(0x9b25);
    for (let x = 0; x < width; x += 1) {
      if (typical === 1) {
        black[y * width + x] = pixel(x, y - 1);
        continue;
      }
      let context = 0;
      for (const [dx, dy] of TEMPLATE_0) context = context * 2 + pixel(x + dx, y + dy);
      black[y * width + x] = decoder.decode(context);
    }
  }
  return packBitmap(black, width, height);
}
