/** Half of what the weights of both directions together add up to: rounds. */
const ROUND: i32 = 1 << 15;

/** From this many source positions under a target position on, they are added one by one. */
const FEW_TAPS: i32 = 3;

/**
 * Shrinks rows by weighted means: `sourceRows` rows are narrowed, then mixed into `rows` target rows.
 *
 * @param first 32-bit first source pixel under each target pixel.
 * @param weights 16-bit weights, four a target pixel (those not needed 0) where there are at most three taps, else `taps`.
 * @param lines room for `sourceRows + 2` lines of 16 bits, `lineBytes` from one to the next, 16 bytes more than a row.
 * @param firstRow 32-bit first source row under each target row, counted from `source`.
 * @param rowWeights as `weights`, for rows.
 * @param out `rows` rows without gaps; up to 15 bytes are written beyond the last.
 */
export function shrinkRows(
  source: usize,
  sourceStride: i32,
  sourceRows: i32,
  channels: i32,
  width: i32,
  taps: i32,
  first: usize,
  weights: usize,
  lines: usize,
  lineBytes: i32,
  rows: i32,
  rowTaps: i32,
  firstRow: usize,
  rowWeights: usize,
  out: usize,
): void {
  for (let row = 0; row < sourceRows; row += 1) {
    const from = source + <usize>(row * sourceStride);
    const to = lines + <usize>(row * lineBytes);
    if (taps > FEW_TAPS) narrowMany(from, channels, width, taps, first, weights, to);
    else if (channels === 1) narrowGrey(from, width, first, weights, to);
    else narrowColour(from, width, first, weights, to);
  }
  const length = width * channels;
  for (let row = 0; row < rows; row += 1) {
    const line = lines + <usize>(load<i32>(firstRow + ((<usize>row) << 2)) * lineBytes);
    const to = out + <usize>(row * length);
    if (rowTaps > FEW_TAPS)
      mixMany(line, lineBytes, length, rowTaps, rowWeights + <usize>(row * rowTaps * 2), to);
    else mixThree(line, lineBytes, length, rowWeights + ((<usize>row) << 3), to);
  }
}

/** Four target pixels at a time: each the sum of products of four bytes, the fourth with weight 0. */
function narrowGrey(from: usize, width: i32, first: usize, weights: usize, to: usize): void {
  for (let x = 0; x < width; x += 4) {
    let before = v128.load32_zero(from + load<i32>(first));
    before = v128.load32_lane(from + load<i32>(first, 4), before, 1);
    let after = v128.load32_zero(from + load<i32>(first, 8));
    after = v128.load32_lane(from + load<i32>(first, 12), after, 1);
    const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(before), v128.load(weights));
    const high = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(after), v128.load(weights, 16));
    const sums = i32x4.add(i32x4.shuffle(low, high, 0, 2, 4, 6), i32x4.shuffle(low, high, 1, 3, 5, 7));
    v128.store64_lane(to, i16x8.narrow_i32x4_u(sums, sums), 0);
    first += 16;
    weights += 32;
    to += 8;
  }
}

/** One target pixel at a time, its channels beside each other; the fourth lane is overwritten by the next pixel. */
function narrowColour(from: usize, width: i32, first: usize, weights: usize, to: usize): void {
  const two = i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1);
  const third = i8x16(6, -1, -1, -1, 7, -1, -1, -1, 8, -1, -1, -1, -1, -1, -1, -1);
  for (let x = 0; x < width; x += 1) {
    const pixels = v128.load(from + 3 * load<i32>(first));
    const sums = i32x4.add(
      i32x4.dot_i16x8_s(i8x16.swizzle(pixels, two), v128.load32_splat(weights)),
      i32x4.dot_i16x8_s(i8x16.swizzle(pixels, third), v128.load32_splat(weights, 4)),
    );
    v128.store64_lane(to, i16x8.narrow_i32x4_u(sums, sums), 0);
    first += 4;
    weights += 8;
    to += 6;
  }
}

function narrowMany(
  from: usize,
  channels: i32,
  width: i32,
  taps: i32,
  first: usize,
  weights: usize,
  to: usize,
): void {
  for (let x = 0; x < width; x += 1) {
    const start = from + <usize>(load<i32>(first) * channels);
    for (let channel = 0; channel < channels; channel += 1) {
      let at = start + channel;
      let sum = 0;
      for (let tap = 0; tap < taps; tap += 1) {
        sum += <i32>load<u16>(weights + ((<usize>tap) << 1)) * <i32>load<u8>(at);
        at += channels;
      }
      store<u16>(to, sum);
      to += 2;
    }
    first += 4;
    weights += <usize>(taps << 1);
  }
}

/** Eight bytes of a row at a time, out of three lines below each other. */
function mixThree(line: usize, lineBytes: i32, length: i32, weights: usize, to: usize): void {
  const first = i16x8.splat(load<i16>(weights));
  const second = i16x8.splat(load<i16>(weights, 2));
  const third = i16x8.splat(load<i16>(weights, 4));
  const half = i32x4.splat(ROUND);
  const middle = line + lineBytes;
  const below = middle + lineBytes;
  for (let at: usize = 0; at < <usize>length; at += 8) {
    const a = v128.load(line + (at << 1));
    const b = v128.load(middle + (at << 1));
    const c = v128.load(below + (at << 1));
    const low = i32x4.add(
      i32x4.add(i32x4.extmul_low_i16x8_u(a, first), i32x4.extmul_low_i16x8_u(b, second)),
      i32x4.add(i32x4.extmul_low_i16x8_u(c, third), half),
    );
    const high = i32x4.add(
      i32x4.add(i32x4.extmul_high_i16x8_u(a, first), i32x4.extmul_high_i16x8_u(b, second)),
      i32x4.add(i32x4.extmul_high_i16x8_u(c, third), half),
    );
    const levels = i16x8.narrow_i32x4_s(i32x4.shr_u(low, 16), i32x4.shr_u(high, 16));
    v128.store64_lane(to + at, i8x16.narrow_i16x8_u(levels, levels), 0);
  }
}

function mixMany(line: usize, lineBytes: i32, length: i32, taps: i32, weights: usize, to: usize): void {
  for (let at = 0; at < length; at += 1) {
    let sum: u32 = ROUND;
    let from = line + ((<usize>at) << 1);
    for (let tap = 0; tap < taps; tap += 1) {
      sum += <u32>load<u16>(weights + ((<usize>tap) << 1)) * <u32>load<u16>(from);
      from += lineBytes;
    }
    store<u8>(to + at, sum >> 16);
  }
}

/**
 * Halves rows: each target pixel is the mean of four. Reads two source rows for each of `rows`, which are written without
 * gaps; up to 15 bytes are read beyond a source row and 7 written beyond the last row.
 */
export function halveRows(
  source: usize,
  sourceStride: i32,
  channels: i32,
  width: i32,
  rows: i32,
  out: usize,
): void {
  for (let row = 0; row < rows; row += 1) {
    if (channels === 1) halveGrey(source, source + sourceStride, width, out);
    else halveColour(source, source + sourceStride, width, out);
    source += <usize>(2 * sourceStride);
    out += <usize>(width * channels);
  }
}

function halveGrey(above: usize, below: usize, width: i32, to: usize): void {
  const two = i16x8.splat(2);
  for (let x = 0; x < width; x += 8) {
    const sums = i16x8.add(
      i16x8.extadd_pairwise_i8x16_u(v128.load(above)),
      i16x8.extadd_pairwise_i8x16_u(v128.load(below)),
    );
    const means = i16x8.shr_u(i16x8.add(sums, two), 2);
    v128.store64_lane(to, i8x16.narrow_i16x8_u(means, means), 0);
    above += 16;
    below += 16;
    to += 8;
  }
}

/** Two target pixels at a time. */
function halveColour(above: usize, below: usize, width: i32, to: usize): void {
  const two = i16x8.splat(2);
  const even = i8x16(0, -1, 1, -1, 2, -1, 6, -1, 7, -1, 8, -1, -1, -1, -1, -1);
  const odd = i8x16(3, -1, 4, -1, 5, -1, 9, -1, 10, -1, 11, -1, -1, -1, -1, -1);
  for (let x = 0; x < width; x += 2) {
    const a = v128.load(above);
    const b = v128.load(below);
    const sums = i16x8.add(
      i16x8.add(i8x16.swizzle(a, even), i8x16.swizzle(a, odd)),
      i16x8.add(i8x16.swizzle(b, even), i8x16.swizzle(b, odd)),
    );
    const means = i16x8.shr_u(i16x8.add(sums, two), 2);
    v128.store64_lane(to, i8x16.narrow_i16x8_u(means, means), 0);
    above += 12;
    below += 12;
    to += 6;
  }
}
