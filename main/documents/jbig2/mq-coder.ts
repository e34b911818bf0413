/** The 47 probability estimation states of ITU-T T.88 table E.1: Qe, NMPS, NLPS, SWITCH. */
const STATES: readonly (readonly [qe: number, nextMps: number, nextLps: number, swap: 0 | 1])[] = [
  [0x5601, 1, 1, 1],
  [0x3401, 2, 6, 0],
  [0x1801, 3, 9, 0],
  [0x0ac1, 4, 12, 0],
  [0x0521, 5, 29, 0],
  [0x0221, 38, 33, 0],
  [0x5601, 7, 6, 1],
  [0x5401, 8, 14, 0],
  [0x4801, 9, 14, 0],
  [0x3801, 10, 14, 0],
  [0x3001, 11, 17, 0],
  [0x2401, 12, 18, 0],
  [0x1c01, 13, 20, 0],
  [0x1601, 29, 21, 0],
  [0x5601, 15, 14, 1],
  [0x5401, 16, 14, 0],
  [0x5101, 17, 15, 0],
  [0x4801, 18, 16, 0],
  [0x3801, 19, 17, 0],
  [0x3401, 20, 18, 0],
  [0x3001, 21, 19, 0],
  [0x2801, 22, 19, 0],
  [0x2401, 23, 20, 0],
  [0x2201, 24, 21, 0],
  [0x1c01, 25, 22, 0],
  [0x1801, 26, 23, 0],
  [0x1601, 27, 24, 0],
  [0x1401, 28, 25, 0],
  [0x1201, 29, 26, 0],
  [0x1101, 30, 27, 0],
  [0x0ac1, 31, 28, 0],
  [0x09c1, 32, 29, 0],
  [0x08a1, 33, 30, 0],
  [0x0521, 34, 31, 0],
  [0x0441, 35, 32, 0],
  [0x02a1, 36, 33, 0],
  [0x0221, 37, 34, 0],
  [0x0141, 38, 35, 0],
  [0x0111, 39, 36, 0],
  [0x0085, 40, 37, 0],
  [0x0049, 41, 38, 0],
  [0x0025, 42, 39, 0],
  [0x0015, 43, 40, 0],
  [0x0009, 44, 41, 0],
  [0x0005, 45, 42, 0],
  [0x0001, 45, 43, 0],
  [0x5601, 46, 46, 0],
];

/**
 * The state of a context in one byte: index of table E.1 times two, plus the more probable symbol. A fresh context is 0.
 * These tables are indexed by that byte.
 */
export const QE = Uint16Array.from({ length: 94 }, (_, state) => STATES[state >> 1]?.[0] ?? 0);
/** The state after the more probable symbol with renormalisation (E.2.3). */
export const AFTER_MPS = Uint8Array.from(
  { length: 94 },
  (_, state) => ((STATES[state >> 1]?.[1] ?? 0) << 1) | (state & 1),
);
/** The state after the less probable symbol (E.2.3); SWITCH exchanges the meaning of the symbols. */
export const AFTER_LPS = Uint8Array.from({ length: 94 }, (_, state) => {
  const row = STATES[state >> 1];
  return ((row?.[2] ?? 0) << 1) | ((state & 1) ^ (row?.[3] ?? 0));
});

/**
 * The byte output of the arithmetic encoder (E.2.4 to E.2.8): carries and bit stuffing. The registers A and C are
 * the caller's, so that a coding loop can keep them in local variables.
 */
export class MqOutput {
  /** CT: shifts until the next byte leaves C. Meaningful after construction and after each `byteOut`. */
  shifts = 12;
  private bytes: Uint8Array;
  /** Position of B, the byte that a carry may still reach. Position 0 is the byte before the first (E.2.7), never given out. */
  private at = 0;

  /** @param expectedBytes a guess of the output's length; the buffer grows where it is too small. */
  constructor(expectedBytes: number) {
    this.bytes = new Uint8Array(Math.max(64, expectedBytes));
  }

  /** BYTEOUT (figure E.8): moves one byte out of C, whose new value is returned; sets `shifts`. */
  byteOut(c: number): number {
    const { bytes, at } = this;
    let code = c;
    let last = bytes[at] ?? 0;
    if (last !== 0xff && code >= 0x8000000) {
      last += 1;
      bytes[at] = last;
      code &= 0x7ffffff;
    }
    this.at = at + 1;
    if (at + 1 >= bytes.length) this.grow();
    if (last === 0xff) {
      this.bytes[at + 1] = code >> 20;
      this.shifts = 7;
      return code & 0xfffff;
    }
    this.bytes[at + 1] = code >> 19;
    this.shifts = 8;
    return code & 0x7ffff;
  }

  /**
   * FLUSH (figure E.11): ends the code string with the marker FF AC and gives it out.
   * @param shifts CT as the caller counted it down.
   */
  flush(a: number, c: number, shifts: number): Uint8Array {
    const limit = c + a;
    let code = c | 0xffff;
    if (code >= limit) code -= 0x8000;
    code = this.byteOut(code << shifts);
    this.byteOut(code << this.shifts);
    const end = this.bytes[this.at] === 0xff ? this.at : this.at + 1;
    const out = new Uint8Array(end + 1);
    out.set(this.bytes.subarray(1, end));
    out[end - 1] = 0xff;
    out[end] = 0xac;
    return out;
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** The arithmetic encoder of ITU-T T.88 annex E, one decision at a time. */
export class MqEncoder {
  private a = 0x8000;
  private c = 0;
  private shifts: number;
  private readonly output: MqOutput;

  constructor(expectedBytes = 1024) {
    this.output = new MqOutput(expectedBytes);
    this.shifts = this.output.shifts;
  }

  /**
   * ENCODE (figure E.3).
   * @param contexts states of the contexts, one byte each, zero at first; the one at `context` is updated.
   */
  encode(contexts: Uint8Array, context: number, bit: number): void {
    const state = contexts[context] ?? 0;
    const qe = QE[state] ?? 0;
    this.a -= qe;
    if (bit === (state & 1)) {
      if ((this.a & 0x8000) !== 0) {
        this.c += qe;
        return;
      }
      if (this.a < qe) this.a = qe;
      else this.c += qe;
      contexts[context] = AFTER_MPS[state] ?? 0;
    } else {
      if (this.a < qe) this.c += qe;
      else this.a = qe;
      contexts[context] = AFTER_LPS[state] ?? 0;
    }
    do {
      this.a <<= 1;
      this.c <<= 1;
      this.shifts -= 1;
      if (this.shifts === 0) {
        this.c = this.output.byteOut(this.c);
        this.shifts = this.output.shifts;
      }
    } while ((this.a & 0x8000) === 0);
  }

  /** Ends the code string; the encoder is spent. */
  finish(): Uint8Array {
    return this.output.flush(this.a, this.c, this.shifts);
  }
}
