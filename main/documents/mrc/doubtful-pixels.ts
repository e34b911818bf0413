import type { DraftMask } from './ink-mask.ts';

/** What a pixel costs that goes against its grey level, bits, at the end of doubt; in proportion before. */
const BITS_AGAINST = 1;
/** Fixed point of the code lengths: 1 bit. */
const BIT = 256;

/**
 * Gives every doubtful pixel of a mask the colour that makes the mask cheaper to code, unless its grey level pleads
 * more strongly for the other. Strokes come out smoother and JBIG2 takes a sixth to a quarter fewer bytes.
 * Only pixels on the edge of a stroke are doubtful: nothing is compared with other characters, none can change.
 *
 * The cost of a pixel is its own code length and that of the sixteen pixels coded later whose template holds it
 * (template 0 of ITU-T T.88, code lengths from the frequencies of the draft itself). Changes `draft` in place.
 */
export function settleDoubtfulPixels(draft: DraftMask): void {
  const cost = codeLengths(draft);
  const { width, stride, origin, data, doubtful, distance } = draft;
  for (let index = 0; index < doubtful.length; index += 1) {
    const pixel = doubtful[index] as number;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    const at = origin + y * stride + (x >> 3);
    const bit = 0x80 >> (x & 7);

    // Fifteen pixels of five rows around, the middle one (bit 7) above or below the pixel itself.
    const shift = 8 - (x & 7);
    const row0 = window15(data, at, shift);
    const above1 = window15(data, at - stride, shift);
    const above2 = window15(data, at - 2 * stride, shift);
    const below1 = window15(data, at + stride, shift);
    const below2 = window15(data, at + 2 * stride, shift);

    const black = (row0 >> 7) & 1;
    // All alike around: nothing is cheaper than to stay so.
    if (((above1 | below1 | row0) & 0x3e0) === 0 || (above1 & below1 & row0 & 0x3e0) === 0x3e0) continue;

    // Code length as black minus code length as white: the pixel itself, then those it is a context of.
    const own = (((above2 >> 5) & 31) << 11) | (((above1 >> 4) & 127) << 4) | ((row0 >> 8) & 15);
    let difference = (cost[(own << 1) | 1] as number) - (cost[own << 1] as number);
    for (let k = 1; k <= 4; k += 1) {
      const context =
        (((above2 >> (5 - k)) & 31) << 11) | (((above1 >> (4 - k)) & 127) << 4) | ((row0 >> (8 - k)) & 15);
      const place = 1 << (k - 1);
      const value = (row0 >> (7 - k)) & 1;
      difference +=
        (cost[((context | place) << 1) | value] as number) -
        (cost[((context & ~place) << 1) | value] as number);
    }
    for (let k = -3; k <= 3; k += 1) {
      const context =
        (((above1 >> (5 - k)) & 31) << 11) | (((row0 >> (4 - k)) & 127) << 4) | ((below1 >> (8 - k)) & 15);
      const place = 1 << (7 + k);
      const value = (below1 >> (7 - k)) & 1;
      difference +=
        (cost[((context | place) << 1) | value] as number) -
        (cost[((context & ~place) << 1) | value] as number);
    }
    for (let k = -2; k <= 2; k += 1) {
      const context =
        (((row0 >> (5 - k)) & 31) << 11) | (((below1 >> (4 - k)) & 127) << 4) | ((below2 >> (8 - k)) & 15);
      const place = 1 << (13 + k);
      const value = (below2 >> (7 - k)) & 1;
      difference +=
        (cost[((context | place) << 1) | value] as number) -
        (cost[((context & ~place) << 1) | value] as number);
    }

    const against = (BITS_AGAINST * BIT * (distance[index] as number)) / 255;
    if (black === 1 ? difference > against : difference < -against) data[at] = (data[at] as number) ^ bit;
  }
}

/** Pixels x-7 to x+7 of the row of byte `at`, where `shift` is 8 minus the pixel's place in the byte. */
function window15(data: Uint8Array, at: number, shift: number): number {
  return (
    ((((data[at - 1] as number) << 16) | ((data[at] as number) << 8) | (data[at + 1] as number)) >> shift) &
    0x7fff
  );
}

/** Code length of each colour in each context, 1/256 bit, from the frequencies in the draft. Index: context twice, plus colour. */
function codeLengths(draft: DraftMask): Int32Array {
  const { width, height, stride, origin, data } = draft;
  const counts = new Uint32Array(1 << 17);
  const bytes = (width + 7) >> 3;
  for (let y = 0; y < height; y += 1) {
    const row = origin + y * stride;
    const above = row - stride;
    const above2 = above - stride;
    let line1 = data[above] as number;
    let line2 = (data[above2] as number) << 6;
    let context = (line1 & 0x7f0) | (line2 & 0xf800);
    for (let at = 0; at < bytes; at += 1) {
      const byte = data[row + at] as number;
      const next1 = data[above + at + 1] as number;
      const next2 = data[above2 + at + 1] as number;
      if ((context | byte | next1 | next2 | (line1 & 0xff) | (line2 & 0x3fc0)) === 0) {
        counts[0] = (counts[0] as number) + 8;
        line1 = next1;
        line2 = next2 << 6;
        continue;
      }
      line1 = ((line1 << 8) | next1) & 0xffff;
      line2 = ((line2 << 8) | (next2 << 6)) & 0x3fffff;
      for (let shift = 7; shift >= 0; shift -= 1) {
        const bit = (byte >> shift) & 1;
        const symbol = (context << 1) | bit;
        counts[symbol] = (counts[symbol] as number) + 1;
        context = ((context & 0x7bf7) << 1) | bit | ((line1 >> shift) & 0x10) | ((line2 >> shift) & 0x800);
      }
    }
  }
  // Of a context that the draft does not know, either colour costs one bit.
  const lengths = new Int32Array(1 << 17).fill(BIT);
  for (let symbol = 0; symbol < lengths.length; symbol += 2) {
    if (((counts[symbol] as number) | (counts[symbol + 1] as number)) === 0) continue;
    const white = (counts[symbol] as number) + 0.45;
    const black = (counts[symbol + 1] as number) + 0.45;
    lengths[symbol] = -Math.log2(white / (white + black)) * BIT;
    lengths[symbol + 1] = -Math.log2(black / (white + black)) * BIT;
  }
  return lengths;
}
