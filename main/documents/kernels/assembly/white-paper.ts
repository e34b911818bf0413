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
    brighten(pixels, factor);
    factor += change;
  }
}

/** Four pixels at a time, 12 levels in three vectors; what is left over one by one. */
function brightenColour(pixels: usize, count: i32, left: usize, right: usize): void {
  let red = factorOf(left);
  let green = factorOf(left + 4);
  let blue = factorOf(left + 8);
  const redChange = changeOf(left, right, count);
  const greenChange = changeOf(left + 4, right + 4, count);
  const blueChange = changeOf(left + 8, right + 8, count);
  const factors = lanes(red, green, blue, red);
  const changes = lanes(redChange, greenChange, blueChange, redChange);
  // What each lane's channel is, and how many pixels on it lies.
  let first = i32x4.add(factors, i32x4.mul(changes, i32x4(0, 0, 0, 1)));
  let second = i32x4.add(turned(factors), i32x4.mul(turned(changes), i32x4(1, 1, 2, 2)));
  let third = i32x4.add(turned(turned(factors)), i32x4.mul(turned(turned(changes)), i32x4(2, 3, 3, 3)));
  const four = i32x4.splat(4);
  const firstStep = i32x4.mul(changes, four);
  const secondStep = i32x4.mul(turned(changes), four);
  const thirdStep = i32x4.mul(turned(turned(changes)), four);
  const fours = count >> 2;
  for (let quad = 0; quad < fours; quad += 1) {
    const levels = v128.load(pixels);
    const low = i16x8.extend_low_i8x16_u(levels);
    const bright = i16x8.narrow_i32x4_s(
      multiplied(i32x4.extend_low_i16x8_u(low), first),
      multiplied(i32x4.extend_high_i16x8_u(low), second),
    );
    const rest = multiplied(i32x4.extend_low_i16x8_u(i16x8.extend_high_i8x16_u(levels)), third);
    const bytes = i8x16.narrow_i16x8_u(bright, i16x8.narrow_i32x4_s(rest, rest));
    v128.store64_lane(pixels, bytes, 0);
    v128.store32_lane(pixels, bytes, 2, 8);
    first = i32x4.add(first, firstStep);
    second = i32x4.add(second, secondStep);
    third = i32x4.add(third, thirdStep);
    pixels += 12;
  }
  red += (fours << 2) * redChange;
  green += (fours << 2) * greenChange;
  blue += (fours << 2) * blueChange;
  for (let pixel = fours << 2; pixel < count; pixel += 1) {
    brighten(pixels, red);
    brighten(pixels + 1, green);
    brighten(pixels + 2, blue);
    red += redChange;
    green += greenChange;
    blue += blueChange;
    pixels += 3;
  }
}

function lanes(a: i32, b: i32, c: i32, d: i32): v128 {
  const two = i32x4.replace_lane(i32x4.splat(a), 1, b);
  return i32x4.replace_lane(i32x4.replace_lane(two, 2, c), 3, d);
}

/** Four lanes further on in what repeats after three: red, green, blue, red becomes green, blue, red, green. */
function turned(values: v128): v128 {
  return i32x4.shuffle(values, values, 1, 2, 0, 1);
}

function multiplied(levels: v128, factors: v128): v128 {
  const half = i32x4.splat(1 << (GAIN_BITS - 1));
  return i32x4.shr_s(i32x4.add(i32x4.mul(levels, factors), half), GAIN_BITS);
}

function brighten(at: usize, factor: i32): void {
  store<u8>(at, min(255, (<i32>load<u8>(at) * factor + (1 << (GAIN_BITS - 1))) >> GAIN_BITS));
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
