import { byteIn, byteOut, encodeDecision, STATES } from './mq-coder';

/** Context of the "row equals the one above" decision, template 0 (ITU-T T.88 figure 8, as numbered by `encodeRows`). */
const SLTP_CONTEXT: i32 = 0x9b25;
/** Most shifts of one decision: A is at least 1 and becomes at least 0x8000. A byte leaves after seven of them. */
const MOST_SHIFTS: i32 = 15;

/** A copy of the rows of a bitmap with `stride - width / 8` white bytes at the right, and clean bits after the width. */
export function padRows(from: usize, fromStride: i32, width: i32, rows: i32, to: usize, stride: i32): void {
  const full = (width + 7) >> 3;
  const lastBits = (width & 7) === 0 ? 0xff : (0xff00 >> (width & 7)) & 0xff;
  for (let row = 0; row < rows; row += 1) {
    memory.copy(to, from, full);
    const last = to + <usize>full - 1;
    store<u8>(last, load<u8>(last) & lastBits);
    memory.fill(to + <usize>full, 0, stride - full);
    from += <usize>fromStride;
    to += <usize>stride;
  }
}

/**
 * Codes rows of a bitmap as a generic region, template 0 with nominal adaptive pixels (ITU-T T.88 clause 6.2.5). The
 * context's bits are, from the most significant: five pixels of the row two above (x-2 to x+2), seven of the row above
 * (x-3 to x+3), four before (x-4 to x-1). Figures E.3 to E.7 with the registers in locals: it runs once for each of the
 * nine million pixels of an A4 page at 300 dpi.
 *
 * @param data The first row of the bitmap: two white rows above, two white bytes after each row.
 * @param row First row to code. @param sameAsAbove Whether the row before was typical; only with `typical`.
 * @param contexts 65 536 states.
 * @param outEnd End of the room for bytes.
 * @returns the row to go on with: `height`, or less where there was not room for any row more. At most `outEnd` is reached.
 */
export function encodeRows(
  data: usize,
  stride: i32,
  width: i32,
  height: i32,
  row: i32,
  typical: i32,
  coder: usize,
  contexts: usize,
  outEnd: usize,
): i32 {
  const mostBytes: usize = ((width + 1) * MOST_SHIFTS) / 7 + 8;
  while (row < height && <usize>load<u32>(coder, 12) + mostBytes < outEnd) {
    const at = data + <usize>(row * stride);
    row += 1;
    if (typical !== 0) {
      const same = memory.compare(at, at - stride, stride) === 0;
      const before = row > 1 && memory.compare(at - stride, at - 2 * stride, stride) === 0;
      encodeDecision(coder, contexts, SLTP_CONTEXT, same === before ? 0 : 1);
      if (same) continue;
    }
    encodeRow(at, stride, width, coder, contexts);
  }
  return row;
}

function encodeRow(row: usize, stride: i32, width: i32, coder: usize, contexts: usize): void {
  const above = row - stride;
  const above2 = above - stride;
  let a = load<u32>(coder);
  let c = load<u32>(coder, 4);
  let shifts = load<i32>(coder, 8);
  let line1: u32 = load<u8>(above);
  let line2: u32 = (<u32>load<u8>(above2)) << 6;
  let context: u32 = (line1 & 0x7f0) | (line2 & 0xf800);
  const full: usize = width >> 3;
  const bytes: usize = (width + 7) >> 3;

  for (let at: usize = 0; at < bytes; at += 1) {
    const byte: u32 = load<u8>(row + at);
    const next1: u32 = load<u8>(above + at, 1);
    const next2: u32 = load<u8>(above2 + at, 1);

    if ((context | byte | next1 | next2 | (line1 & 0xff) | (line2 & 0x3fc0)) === 0 && at < full) {
      // White all around: as many bytes as stay so are coded in steps, each step as far as A goes without renormalisation.
      // Same decisions as one by one.
      let end = at + 1;
      while (
        end + 8 <= full &&
        (load<u64>(row + end) | load<u64>(above + end, 1) | load<u64>(above2 + end, 1)) === 0
      )
        end += 8;
      while (end < full && (load<u8>(row + end) | load<u8>(above + end, 1) | load<u8>(above2 + end, 1)) === 0)
        end += 1;
      let run = (<u32>(end - at)) << 3;
      while (run > 0) {
        const state: u32 = load<u8>(contexts);
        const entry = load<u32>(STATES + ((<usize>state) << 2));
        const qe = entry & 0xffff;
        if ((state & 1) === 0) {
          const step = min((a - 0x8000) / qe, run);
          a -= step * qe;
          c += step * qe;
          run -= step;
          if (run === 0) break;
          a -= qe;
          if (a < qe) a = qe;
          else c += qe;
          store<u8>(contexts, (entry >> 16) & 0xff);
        } else {
          a -= qe;
          if (a < qe) c += qe;
          else a = qe;
          store<u8>(contexts, entry >> 24);
        }
        run -= 1;
        while ((a & 0x8000) === 0) {
          a <<= 1;
          c <<= 1;
          shifts -= 1;
          if (shifts === 0) {
            c = byteOut(coder, c);
            shifts = load<i32>(coder, 8);
          }
        }
      }
      at = end - 1;
      line1 = load<u8>(above + end);
      line2 = (<u32>load<u8>(above2 + end)) << 6;
      context = (line1 & 0x7f0) | (line2 & 0xf800);
      continue;
    }

    line1 = ((line1 << 8) | next1) & 0xffff;
    line2 = ((line2 << 8) | (next2 << 6)) & 0x3fffff;
    const last = at < full ? 0 : 8 - (width & 7);
    for (let shift = 7; shift >= last; shift -= 1) {
      const bit = (byte >> shift) & 1;
      const state: u32 = load<u8>(contexts + context);
      const entry = load<u32>(STATES + ((<usize>state) << 2));
      const qe = entry & 0xffff;
      a -= qe;
      if (bit === (state & 1)) {
        if ((a & 0x8000) !== 0) c += qe;
        else {
          if (a < qe) a = qe;
          else c += qe;
          store<u8>(contexts + context, (entry >> 16) & 0xff);
          a <<= 1;
          c <<= 1;
          shifts -= 1;
          if (shifts === 0) {
            c = byteOut(coder, c);
            shifts = load<i32>(coder, 8);
          }
        }
      } else {
        if (a < qe) c += qe;
        else a = qe;
        store<u8>(contexts + context, entry >> 24);
        let steps = clz<u32>(a) - 16;
        a <<= steps;
        while (steps >= <u32>shifts) {
          c = byteOut(coder, c << shifts);
          steps -= shifts;
          shifts = load<i32>(coder, 8);
        }
        c <<= steps;
        shifts -= steps;
      }
      context = ((context & 0x7bf7) << 1) | bit | ((line1 >> shift) & 0x10) | ((line2 >> shift) & 0x800);
    }
  }
  store<u32>(coder, a);
  store<u32>(coder, c, 4);
  store<i32>(coder, shifts, 8);
}

/**
 * Reads rows of a generic region back: the reverse of `encodeRows` without typical prediction, with the same contexts in
 * the same bits. Figures E.14 to E.18 with the registers in locals.
 *
 * @param data The first row of the bitmap, cleared: two white rows above, two white bytes after each row.
 */
export function decodeRows(
  data: usize,
  stride: i32,
  width: i32,
  height: i32,
  decoder: usize,
  contexts: usize,
): void {
  for (let row = 0; row < height; row += 1)
    decodeRow(data + <usize>(row * stride), stride, width, decoder, contexts);
}

function decodeRow(row: usize, stride: i32, width: i32, decoder: usize, contexts: usize): void {
  const above = row - stride;
  const above2 = above - stride;
  let a = load<u32>(decoder);
  let c = load<u32>(decoder, 4);
  let shifts = load<i32>(decoder, 8);
  let line1: u32 = load<u8>(above);
  let line2: u32 = (<u32>load<u8>(above2)) << 6;
  let context: u32 = (line1 & 0x7f0) | (line2 & 0xf800);
  const full: usize = width >> 3;
  const bytes: usize = (width + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 1) {
    line1 = ((line1 << 8) | load<u8>(above + at, 1)) & 0xffff;
    line2 = ((line2 << 8) | ((<u32>load<u8>(above2 + at, 1)) << 6)) & 0x3fffff;
    const last = at < full ? 0 : 8 - (width & 7);
    let byte: u32 = 0;
    for (let shift = 7; shift >= last; shift -= 1) {
      const state: u32 = load<u8>(contexts + context);
      const entry = load<u32>(STATES + ((<usize>state) << 2));
      const qe = entry & 0xffff;
      let bit = state & 1;
      a -= qe;
      const lower = c >> 16 < qe;
      if (!lower) c -= qe << 16;
      if (lower || (a & 0x8000) === 0) {
        // The less probable symbol has the lower part, or the larger of the two where they changed places (E.3.2).
        const likely = lower === a < qe;
        if (lower) a = qe;
        if (!likely) bit ^= 1;
        store<u8>(contexts + context, likely ? (entry >> 16) & 0xff : entry >> 24);
        do {
          if (shifts === 0) {
            c = byteIn(decoder, c);
            shifts = load<i32>(decoder, 8);
          }
          a <<= 1;
          c <<= 1;
          shifts -= 1;
        } while ((a & 0x8000) === 0);
      }
      byte |= bit << shift;
      context = ((context & 0x7bf7) << 1) | bit | ((line1 >> shift) & 0x10) | ((line2 >> shift) & 0x800);
    }
    store<u8>(row + at, byte);
  }
  store<u32>(decoder, a);
  store<u32>(decoder, c, 4);
  store<i32>(decoder, shifts, 8);
}
