/** What a pixel costs that goes against its grey level, 1/256 bit, at the end of doubt (255); in proportion before. */
const AGAINST: i32 = 256;
const SYMBOLS: i32 = 1 << 17;

/**
 * Counts how often each colour follows each context of template 0 in a mask, white bytes all around it. A row is counted
 * up to the end of its last byte.
 *
 * @param first The first byte of the mask.
 * @param counts 32-bit counts by symbol: context twice, plus colour.
 * @param seen Room for 32-bit numbers, three for each context that there is: context, white and black pixels.
 * @returns how many contexts there are.
 */
export function countSymbols(
  first: usize,
  stride: i32,
  bytes: i32,
  height: i32,
  counts: usize,
  seen: usize,
): i32 {
  memory.fill(counts, 0, 4 * SYMBOLS);
  for (let y = 0; y < height; y += 1) countRow(first + <usize>(y * stride), stride, bytes, counts);
  let contexts = 0;
  for (let context = 0; context < SYMBOLS >> 1; context += 1) {
    const white = load<u32>(counts);
    const black = load<u32>(counts, 4);
    counts += 8;
    if ((white | black) === 0) continue;
    store<u32>(seen, context);
    store<u32>(seen, white, 4);
    store<u32>(seen, black, 8);
    seen += 12;
    contexts += 1;
  }
  return contexts;
}

function countRow(row: usize, stride: i32, bytes: i32, counts: usize): void {
  const above = row - stride;
  const above2 = above - stride;
  const end: usize = bytes;
  let line1: u32 = load<u8>(above);
  let line2: u32 = (<u32>load<u8>(above2)) << 6;
  let context: u32 = (line1 & 0x7f0) | (line2 & 0xf800);
  for (let at: usize = 0; at < end; at += 1) {
    const byte: u32 = load<u8>(row + at);
    const next1: u32 = load<u8>(above + at, 1);
    const next2: u32 = load<u8>(above2 + at, 1);
    if ((context | byte | next1 | next2 | (line1 & 0xff) | (line2 & 0x3fc0)) === 0) {
      const from = at;
      at += 1;
      while (
        at + 8 <= end &&
        (load<u64>(row + at) | load<u64>(above + at, 1) | load<u64>(above2 + at, 1)) === 0
      )
        at += 8;
      while (at < end && (load<u8>(row + at) | load<u8>(above + at, 1) | load<u8>(above2 + at, 1)) === 0)
        at += 1;
      store<u32>(counts, load<u32>(counts) + ((<u32>(at - from)) << 3));
      at -= 1;
      line1 = 0;
      line2 = 0;
      continue;
    }
    line1 = ((line1 << 8) | next1) & 0xffff;
    line2 = ((line2 << 8) | (next2 << 6)) & 0x3fffff;
    for (let shift = 7; shift >= 0; shift -= 1) {
      const bit = (byte >> shift) & 1;
      const symbol = counts + (((context << 1) | bit) << 2);
      store<u32>(symbol, load<u32>(symbol) + 1);
      context = ((context & 0x7bf7) << 1) | bit | ((line1 >> shift) & 0x10) | ((line2 >> shift) & 0x800);
    }
  }
}

/**
 * Gives doubtful pixels of a mask the colour that is cheaper to code, unless their grey level pleads more strongly for the
 * other.
 *
 * @param first The first byte of the mask, white bytes all around it.
 * @param doubtful 32-bit places of `count` pixels, `y * width + x`, in reading order.
 * @param distance One byte each: how far from the threshold, 255 where doubt ends.
 * @param cost 16-bit code lengths by symbol: context twice, plus colour.
 */
export function settle(
  first: usize,
  stride: i32,
  width: i32,
  doubtful: usize,
  distance: usize,
  count: i32,
  cost: usize,
): void {
  let row: u32 = 0;
  let data = first;
  for (let index = 0; index < count; index += 1) {
    const pixel = load<u32>(doubtful + ((<usize>index) << 2));
    if (pixel - row >= <u32>width) {
      const y = pixel / <u32>width;
      row = y * <u32>width;
      data = first + <usize>(<i32>y * stride);
    }
    const x = pixel - row;
    const at = data + (x >> 3);

    // Fifteen pixels of five rows around, the middle one (bit 7) above or below the pixel itself.
    const shift = 16 - (x & 7);
    const row0 = window15(at, shift);
    const above1 = window15(at - stride, shift);
    const below1 = window15(at + stride, shift);
    // All alike around: nothing is cheaper than to stay so.
    if (((above1 | below1 | row0) & 0x3e0) === 0 || (above1 & below1 & row0 & 0x3e0) === 0x3e0) continue;
    const above2 = window15(at - 2 * stride, shift);
    const below2 = window15(at + 2 * stride, shift);

    // Code length as black minus code length as white: the pixel itself, then those it is a context of.
    const own = cost + (contextOf(above2, above1, row0, 0) << 2);
    let difference = <i32>load<u16>(own, 2) - <i32>load<u16>(own);
    difference += ofContext(cost, contextOf(above2, above1, row0, 1), 0, row0 >> 6);
    difference += ofContext(cost, contextOf(above2, above1, row0, 2), 1, row0 >> 5);
    difference += ofContext(cost, contextOf(above2, above1, row0, 3), 2, row0 >> 4);
    difference += ofContext(cost, contextOf(above2, above1, row0, 4), 3, row0 >> 3);
    difference += ofContext(cost, contextOf(above1, row0, below1, -3), 4, below1 >> 10);
    difference += ofContext(cost, contextOf(above1, row0, below1, -2), 5, below1 >> 9);
    difference += ofContext(cost, contextOf(above1, row0, below1, -1), 6, below1 >> 8);
    difference += ofContext(cost, contextOf(above1, row0, below1, 0), 7, below1 >> 7);
    difference += ofContext(cost, contextOf(above1, row0, below1, 1), 8, below1 >> 6);
    difference += ofContext(cost, contextOf(above1, row0, below1, 2), 9, below1 >> 5);
    difference += ofContext(cost, contextOf(above1, row0, below1, 3), 10, below1 >> 4);
    difference += ofContext(cost, contextOf(row0, below1, below2, -2), 11, below2 >> 9);
    difference += ofContext(cost, contextOf(row0, below1, below2, -1), 12, below2 >> 8);
    difference += ofContext(cost, contextOf(row0, below1, below2, 0), 13, below2 >> 7);
    difference += ofContext(cost, contextOf(row0, below1, below2, 1), 14, below2 >> 6);
    difference += ofContext(cost, contextOf(row0, below1, below2, 2), 15, below2 >> 5);

    const against = AGAINST * <i32>load<u8>(distance + <usize>index);
    const change = (row0 & 0x80) !== 0 ? difference * 255 > against : difference * 255 < -against;
    if (change) store<u8>(at, <u32>load<u8>(at) ^ (<u32>0x80 >> (x & 7)));
  }
}

/** Pixels x-7 to x+7 of the row of byte `at`, where `shift` is 16 minus the pixel's place in the byte. */
function window15(at: usize, shift: u32): u32 {
  return (bswap<u32>(load<u32>(at - 1)) >> shift) & 0x7fff;
}

/** The context of the pixel `k` after the middle of three rows. */
function contextOf(above2: u32, above1: u32, row: u32, k: i32): usize {
  return (((above2 >> (5 - k)) & 31) << 11) | (((above1 >> (4 - k)) & 127) << 4) | ((row >> (8 - k)) & 15);
}

/** What a pixel of this colour costs more where the pixel at `place` of its context is black. */
function ofContext(cost: usize, context: usize, place: i32, colour: u32): i32 {
  const bit: usize = (<usize>1) << place;
  const symbol = cost + ((colour & 1) << 1);
  return <i32>load<u16>(symbol + ((context | bit) << 2)) - <i32>load<u16>(symbol + ((context & ~bit) << 2));
}
