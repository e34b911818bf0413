/**
 * The arithmetic coder of ITU-T T.88 annex E. The encoder's registers lie in a record of 16 bytes between calls: A, C, CT (shifts
 * until the next byte leaves C), and the place of B, the byte that a carry may still reach.
 */
const A: usize = 0;
const C: usize = 4;
const SHIFTS: usize = 8;
const LAST: usize = 12;
/** Of a decoder alone: where its code ends. `LAST` is the place of B, the byte read last. */
const END: usize = 16;

/** The 47 probability estimation states of table E.1: Qe, NMPS, NLPS, SWITCH. */
const TABLE_E1 = memory.data<u16>([
  0x5601, 1, 1, 1, 0x3401, 2, 6, 0, 0x1801, 3, 9, 0, 0x0ac1, 4, 12, 0, 0x0521, 5, 29, 0, 0x0221, 38, 33, 0,
  0x5601, 7, 6, 1, 0x5401, 8, 14, 0, 0x4801, 9, 14, 0, 0x3801, 10, 14, 0, 0x3001, 11, 17, 0, 0x2401, 12, 18,
  0, 0x1c01, 13, 20, 0, 0x1601, 29, 21, 0, 0x5601, 15, 14, 1, 0x5401, 16, 14, 0, 0x5101, 17, 15, 0, 0x4801,
  18, 16, 0, 0x3801, 19, 17, 0, 0x3401, 20, 18, 0, 0x3001, 21, 19, 0, 0x2801, 22, 19, 0, 0x2401, 23, 20, 0,
  0x2201, 24, 21, 0, 0x1c01, 25, 22, 0, 0x1801, 26, 23, 0, 0x1601, 27, 24, 0, 0x1401, 28, 25, 0, 0x1201, 29,
  26, 0, 0x1101, 30, 27, 0, 0x0ac1, 31, 28, 0, 0x09c1, 32, 29, 0, 0x08a1, 33, 30, 0, 0x0521, 34, 31, 0,
  0x0441, 35, 32, 0, 0x02a1, 36, 33, 0, 0x0221, 37, 34, 0, 0x0141, 38, 35, 0, 0x0111, 39, 36, 0, 0x0085, 40,
  37, 0, 0x0049, 41, 38, 0, 0x0025, 42, 39, 0, 0x0015, 43, 40, 0, 0x0009, 44, 41, 0, 0x0005, 45, 42, 0,
  0x0001, 45, 43, 0, 0x5601, 46, 46, 0,
]);

/**
 * The state of a context in one byte: index of table E.1 times two, plus the more probable symbol. A fresh context is 0.
 * Four bytes each, by that byte: Qe, the state after the more probable symbol with renormalisation, the state after the
 * less probable one (E.2.3; SWITCH exchanges the meaning of the symbols).
 */
export const STATES = memory.data(4 * 94);
for (let state = 0; state < 94; state += 1) {
  const row = TABLE_E1 + ((<usize>(state >> 1)) << 3);
  const symbol: u32 = state & 1;
  const likely = ((<u32>load<u16>(row, 2)) << 1) | symbol;
  const unlikely = ((<u32>load<u16>(row, 4)) << 1) | (symbol ^ <u32>load<u16>(row, 6));
  store<u32>(STATES + ((<usize>state) << 2), <u32>load<u16>(row) | (likely << 16) | (unlikely << 24));
}

/**
 * INITENC (figure E.10): starts a code string.
 * @param out where its bytes will lie, after one byte that comes before the first (E.2.7).
 */
export function startCode(coder: usize, out: usize): void {
  store<u32>(coder, 0x8000, A);
  store<u32>(coder, 0, C);
  store<i32>(coder, 12, SHIFTS);
  store<u32>(coder, <u32>out, LAST);
  store<u8>(out, 0);
}

/** Goes on at `out` with room for more; how many bytes lay there that no carry can reach any more. They must be taken first. */
export function settledBytes(coder: usize, out: usize): i32 {
  return <i32>(load<u32>(coder, LAST) - <u32>out);
}

/** Moves B, the only byte that may still change, to `out`. */
export function rewind(coder: usize, out: usize): void {
  store<u8>(out, load<u8>(load<u32>(coder, LAST)));
  store<u32>(coder, <u32>out, LAST);
}

/** BYTEOUT (figure E.8): moves one byte out of C, whose new value is returned; sets CT. */
export function byteOut(coder: usize, c: u32): u32 {
  const at: usize = load<u32>(coder, LAST);
  let last: u32 = load<u8>(at);
  if (last !== 0xff && c >= 0x8000000) {
    last += 1;
    store<u8>(at, last);
    c &= 0x7ffffff;
  }
  store<u32>(coder, <u32>at + 1, LAST);
  const bits = last === 0xff ? 7 : 8;
  store<i32>(coder, bits, SHIFTS);
  const kept: u32 = 27 - bits;
  store<u8>(at + 1, c >> kept);
  return c & ((1 << kept) - 1);
}

/**
 * ENCODE (figure E.3): one decision.
 * @param contexts states of the contexts, one byte each, zero at first; the one at `context` is updated.
 */
export function encodeDecision(coder: usize, contexts: usize, context: i32, bit: i32): void {
  const at = contexts + <usize>context;
  const state: u32 = load<u8>(at);
  const entry = load<u32>(STATES + ((<usize>state) << 2));
  const qe = entry & 0xffff;
  let a = load<u32>(coder, A) - qe;
  let c = load<u32>(coder, C);
  if (bit === (state & 1)) {
    if ((a & 0x8000) !== 0) {
      store<u32>(coder, a, A);
      store<u32>(coder, c + qe, C);
      return;
    }
    if (a < qe) a = qe;
    else c += qe;
    store<u8>(at, (entry >> 16) & 0xff);
  } else {
    if (a < qe) c += qe;
    else a = qe;
    store<u8>(at, entry >> 24);
  }
  let shifts = load<i32>(coder, SHIFTS);
  do {
    a <<= 1;
    c <<= 1;
    shifts -= 1;
    if (shifts === 0) {
      c = byteOut(coder, c);
      shifts = load<i32>(coder, SHIFTS);
    }
  } while ((a & 0x8000) === 0);
  store<u32>(coder, a, A);
  store<u32>(coder, c, C);
  store<i32>(coder, shifts, SHIFTS);
}

/** FLUSH (figure E.11): ends the code string with the marker FF AC, which settles all its bytes. */
export function flushCode(coder: usize): void {
  const base = load<u32>(coder, C);
  const limit = base + load<u32>(coder, A);
  let c = base | 0xffff;
  if (c >= limit) c -= 0x8000;
  c = byteOut(coder, c << load<i32>(coder, SHIFTS));
  byteOut(coder, c << load<i32>(coder, SHIFTS));
  const at: usize = load<u32>(coder, LAST);
  const end = load<u8>(at) === 0xff ? at : at + 1;
  store<u8>(end, 0xff);
  store<u8>(end, 0xac, 1);
  store<u32>(coder, <u32>end + 2, LAST);
}

/** INITDEC (figure E.20): begins to read a code string from `from` up to `end`. */
export function startReading(decoder: usize, from: usize, end: usize): void {
  store<u32>(decoder, <u32>from, LAST);
  store<u32>(decoder, <u32>end, END);
  const c = byteIn(decoder, byteAt(decoder, from) << 16);
  store<u32>(decoder, 0x8000, A);
  store<u32>(decoder, c << 7, C);
  store<i32>(decoder, load<i32>(decoder, SHIFTS) - 7, SHIFTS);
}

/** BYTEIN (figure E.19): the next byte is added to C, whose new value is returned; sets CT. After a marker come ones for ever. */
export function byteIn(decoder: usize, c: u32): u32 {
  const at: usize = load<u32>(decoder, LAST);
  const next = byteAt(decoder, at + 1);
  const stuffed = byteAt(decoder, at) === 0xff;
  if (stuffed && next > 0x8f) {
    store<i32>(decoder, 8, SHIFTS);
    return c + 0xff00;
  }
  store<u32>(decoder, <u32>at + 1, LAST);
  store<i32>(decoder, stuffed ? 7 : 8, SHIFTS);
  return c + (next << (stuffed ? 9 : 8));
}

function byteAt(decoder: usize, at: usize): u32 {
  return at < <usize>load<u32>(decoder, END) ? load<u8>(at) : 0xff;
}
