/** Side of the squares that are looked at, pixels. */
const SIDE: i32 = 16;
/** Half of what the weights of both directions together add up to: rounds. */
const ROUND: i32 = 1 << 15;

/** The sum of the levels and of their squares of each whole square in sixteen grey rows, two 32-bit numbers each. */
export function sumSquares(rows: usize, width: i32, sums: usize): void {
  for (let left = 0; left + SIDE <= width; left += SIDE) {
    let levels = i32x4.splat(0);
    let squares = i32x4.splat(0);
    let at = rows + <usize>left;
    for (let y = 0; y < SIDE; y += 1) {
      const row = v128.load(at);
      levels = i32x4.add(levels, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(row)));
      const low = i16x8.extend_low_i8x16_u(row);
      const high = i16x8.extend_high_i8x16_u(row);
      squares = i32x4.add(squares, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
      at += <usize>width;
    }
    store<i32>(sums, lanes(levels));
    store<i32>(sums, lanes(squares), 4);
    sums += 8;
  }
}

/**
 * What a correlation is made of, in three 32-bit numbers: the sum of a square's levels, of their squares, and of their
 * products with the levels of another picture, whose rows are `width` apart.
 */
export function compareSquares(square: usize, other: usize, width: i32, sums: usize): void {
  let levels = i32x4.splat(0);
  let squares = i32x4.splat(0);
  let products = i32x4.splat(0);
  for (let y = 0; y < SIDE; y += 1) {
    const row = v128.load(square);
    const beside = v128.load(other);
    levels = i32x4.add(levels, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(row)));
    const low = i16x8.extend_low_i8x16_u(row);
    const high = i16x8.extend_high_i8x16_u(row);
    squares = i32x4.add(squares, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
    const first = i32x4.dot_i16x8_s(low, i16x8.extend_low_i8x16_u(beside));
    const second = i32x4.dot_i16x8_s(high, i16x8.extend_high_i8x16_u(beside));
    products = i32x4.add(products, i32x4.add(first, second));
    square += SIDE;
    other += <usize>width;
  }
  store<i32>(sums, lanes(levels));
  store<i32>(sums, lanes(squares), 4);
  store<i32>(sums, lanes(products), 8);
}

function lanes(four: v128): i32 {
  return (
    i32x4.extract_lane(four, 0) +
    i32x4.extract_lane(four, 1) +
    i32x4.extract_lane(four, 2) +
    i32x4.extract_lane(four, 3)
  );
}

/**
 * A square of a picture seen at another size, by weighted means.
 *
 * @param rows Source rows that it needs, `stride` bytes apart: grey, or bits of which 1 is black.
 * @param first 32-bit first source pixel under each of its columns. @param weights 16-bit weights, `taps` a column.
 * @param rowFirst 32-bit first source row under each of its rows, counted as in the picture.
 * The first of `rows` is that under its first row.
 * @param lines Room for 32-bit numbers, sixteen a source row.
 * @param out 256 bytes.
 */
export function sampleSquare(
  rows: usize,
  stride: i32,
  bits: i32,
  taps: i32,
  first: usize,
  weights: usize,
  rowTaps: i32,
  rowFirst: usize,
  rowWeights: usize,
  lines: usize,
  out: usize,
): void {
  const above = load<i32>(rowFirst);
  const count = load<i32>(rowFirst + ((SIDE - 1) << 2)) + rowTaps - above;
  for (let row = 0; row < count; row += 1) {
    const line = lines + <usize>(row << 6);
    if (bits !== 0) narrowBits(rows, taps, first, weights, line);
    else narrowLevels(rows, taps, first, weights, line);
    rows += <usize>stride;
  }
  for (let y: usize = 0; y < <usize>SIDE; y += 1) {
    const from = lines + <usize>((load<i32>(rowFirst + (y << 2)) - above) << 6);
    const shares = rowWeights + ((y * <usize>rowTaps) << 1);
    const a = mixed(from, shares, rowTaps);
    const b = mixed(from + 16, shares, rowTaps);
    const c = mixed(from + 32, shares, rowTaps);
    const d = mixed(from + 48, shares, rowTaps);
    v128.store(out + (y << 4), i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
  }
}

/** Four levels below each other in lines of the other width. */
function mixed(from: usize, shares: usize, taps: i32): v128 {
  let sums = i32x4.splat(ROUND);
  for (let tap = 0; tap < taps; tap += 1) {
    sums = i32x4.add(sums, i32x4.mul(v128.load(from), i32x4.splat(load<u16>(shares))));
    from += 64;
    shares += 2;
  }
  return i32x4.shr_u(sums, 16);
}

function narrowLevels(row: usize, taps: i32, first: usize, weights: usize, line: usize): void {
  for (let x = 0; x < SIDE; x += 1) {
    const at = row + <usize>load<i32>(first);
    let level = 0;
    for (let tap: usize = 0; tap < <usize>taps; tap += 1) {
      level += <i32>load<u16>(weights) * <i32>load<u8>(at + tap);
      weights += 2;
    }
    store<i32>(line, level);
    first += 4;
    line += 4;
  }
}

function narrowBits(row: usize, taps: i32, first: usize, weights: usize, line: usize): void {
  for (let x = 0; x < SIDE; x += 1) {
    let at = load<i32>(first);
    let white = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const black = (<i32>load<u8>(row + <usize>(at >> 3)) >> (7 - (at & 7))) & 1;
      white += <i32>load<u16>(weights) & (black - 1);
      weights += 2;
      at += 1;
    }
    store<i32>(line, 255 * white);
    first += 4;
    line += 4;
  }
}

/** Draws over 256 levels of a mask (0 is ink, 255 none): ink where it is, what is behind elsewhere. */
export function drawSquare(mask: usize, ink: usize, behind: usize): void {
  const whole = i16x8.splat(256);
  for (let at: usize = 0; at < <usize>(SIDE * SIDE); at += 8) {
    const bare = i16x8.extend_low_i8x16_u(v128.load64_zero(mask + at));
    const over = i16x8.extend_low_i8x16_u(v128.load64_zero(ink + at));
    const under = i16x8.extend_low_i8x16_u(v128.load64_zero(behind + at));
    const sum = i16x8.add(i16x8.mul(over, i16x8.sub(whole, bare)), i16x8.mul(under, bare));
    const levels = i16x8.shr_u(sum, 8);
    v128.store64_lane(mask + at, i8x16.narrow_i16x8_u(levels, levels), 0);
  }
}
