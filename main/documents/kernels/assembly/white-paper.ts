/** Fixed point of gains: the darkest paper that is whitened needs a factor of 6, levels are 8 bits. */
const GAIN: f64 = 1_048_576;
const GAIN_BITS: i32 = 20;

/**
 * Multiplies rows of a picture by a gain that changes evenly between the centres of four blocks, in place.
 *
 * @param first row of the picture that `rows` begin with, of `height`.
 * @param gains 32-bit floats, `blockRows` times `columns` times `channels`.
 * @param edges 32-bit places: the first pixel of every stretch between the centres of blocks, and the width.
 * @param line room for `columns` times `channels` 32-bit floats.
 */
export function brightenRows(
  pixels: usize,
  first: i32,
  rows: i32,
  height: i32,
  width: i32,
  channels: i32,
  gains: usize,
  columns: i32,
  blockRows: i32,
  edges: usize,
  line: usize,
): void {
  const values = columns * channels;
  for (let y = first; y < first + rows; y += 1) {
    const place = min<f64>(blockRows - 1, max<f64>(0, ((<f64>y + 0.5) * <f64>blockRows) / <f64>height - 0.5));
    const top = <i32>floor(place);
    const v = place - <f64>top;
    const above = gains + ((<usize>(top * values)) << 2);
    const below = gains + ((<usize>(min(blockRows - 1, top + 1) * values)) << 2);
    for (let at: usize = 0; at < (<usize>values) << 2; at += 4) {
      store<f32>(line + at, <f32>(<f64>load<f32>(above + at) * (1 - v) + <f64>load<f32>(below + at) * v));
    }
    for (let column = -1; column < columns; column += 1) {
      const edge = edges + ((<usize>(column + 1)) << 2);
      const from = load<i32>(edge);
      const count = load<i32>(edge, 4) - from;
      const left = line + ((<usize>(max(0, column) * channels)) << 2);
      const right = line + ((<usize>(min(columns - 1, column + 1) * channels)) << 2);
      if (channels === 1) brightenGrey(pixels + from, count, left, right);
      else brightenColour(pixels + <usize>(3 * from), count, left, right);
    }
    pixels += <usize>(width * channels);
  }
}

/** The gain at the left end, in fixed point. */
function factorOf(left: usize): i32 {
  return <i32>(<f64>load<f32>(left) * GAIN);
}

/** By how much the gain changes from pixel to pixel, in fixed point. */
function changeOf(left: usize, right: usize, count: i32): i32 {
  const gain: f64 = load<f32>(left);
  return <i32>(((<f64>load<f32>(right) - gain) / <f64>count) * GAIN);
}

function brightenGrey(pixels: usize, count: i32, left: usize, right: usize): void {
  let factor = factorOf(left);
  const change = changeOf(left, right, count);
  for (const end = pixels + <usize>count; pixels < end; pixels += 1) {
    const level = (<i32>load<u8>(pixels) * factor + (1 << (GAIN_BITS - 1))) >> GAIN_BITS;
    store<u8>(pixels, min(255, level));
    factor += change;
  }
}

/** The fourth lane is the next pixel's first channel: its gain is 1, so that it stays what it is. */
function brightenColour(pixels: usize, count: i32, left: usize, right: usize): void {
  let factors = i32x4.splat(1 << GAIN_BITS);
  factors = i32x4.replace_lane(factors, 0, factorOf(left));
  factors = i32x4.replace_lane(factors, 1, factorOf(left + 4));
  factors = i32x4.replace_lane(factors, 2, factorOf(left + 8));
  let changes = i32x4.splat(0);
  changes = i32x4.replace_lane(changes, 0, changeOf(left, right, count));
  changes = i32x4.replace_lane(changes, 1, changeOf(left + 4, right + 4, count));
  changes = i32x4.replace_lane(changes, 2, changeOf(left + 8, right + 8, count));
  const half = i32x4.splat(1 << (GAIN_BITS - 1));
  for (const end = pixels + <usize>(3 * count); pixels < end; pixels += 3) {
    const levels = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixels)));
    const bright = i32x4.shr_s(i32x4.add(i32x4.mul(levels, factors), half), GAIN_BITS);
    const words = i16x8.narrow_i32x4_s(bright, bright);
    v128.store32_lane(pixels, i8x16.narrow_i16x8_u(words, words), 0);
    factors = i32x4.add(factors, changes);
  }
}

/**
 * The level of each block that a share of its pixels reaches, for every channel.
 *
 * @param counts room for 256 bytes.
 * @param levels 32-bit floats, one for each channel of each block.
 */
export function levelsReached(
  pixels: usize,
  width: i32,
  height: i32,
  channels: i32,
  block: i32,
  share: f64,
  counts: usize,
  levels: usize,
): void {
  const columns = (width + block - 1) / block;
  const rows = (height + block - 1) / block;
  for (let row = 0; row < rows; row += 1) {
    const bottom = min(height, (row + 1) * block);
    for (let column = 0; column < columns; column += 1) {
      const right = min(width, (column + 1) * block);
      const count = (bottom - row * block) * (right - column * block);
      const rank = <i32>floor(<f64>(count - 1) * share);
      for (let channel = 0; channel < channels; channel += 1) {
        memory.fill(counts, 0, 256);
        for (let y = row * block; y < bottom; y += 1) {
          for (let x = column * block; x < right; x += 1) {
            const at = counts + load<u8>(pixels + <usize>((y * width + x) * channels + channel));
            store<u8>(at, load<u8>(at) + 1);
          }
        }
        // Counted from the lightest down: most of a block is paper.
        let lighter = count - 1 - rank;
        let level = 255;
        while (lighter >= <i32>load<u8>(counts + <usize>level)) {
          lighter -= <i32>load<u8>(counts + <usize>level);
          level -= 1;
        }
        store<f32>(levels, <f32>level);
        levels += 4;
      }
    }
  }
}
