/** The level that says how light a pixel is: green, or grey. */
function levelOf(at: usize, channels: usize): i32 {
  return load<u8>(at + (channels >> 1));
}

/** The lightest level of `count` pixels of one or three channels. */
export function lightestOf(pixels: usize, channels: usize, count: i32): i32 {
  const vector = 16 * channels;
  // Of 48 bytes of colour, every third is green, beginning with the second.
  let first = i8x16.splat(0);
  let second = i8x16.splat(0);
  let third = i8x16.splat(0);
  let left = count;
  for (; left >= 16; left -= 16) {
    first = i8x16.max_u(first, v128.load(pixels));
    if (channels === 3) {
      second = i8x16.max_u(second, v128.load(pixels, 16));
      third = i8x16.max_u(third, v128.load(pixels, 32));
    }
    pixels += vector;
  }
  let lightest = 0;
  if (channels === 3) {
    const greens = i8x16(0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0);
    const next = i8x16(-1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1);
    const last = i8x16(0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0);
    first = i8x16.max_u(v128.and(first, greens), i8x16.max_u(v128.and(second, next), v128.and(third, last)));
  }
  v128.store(LEVELS, first);
  for (let lane: usize = 0; lane < 16; lane += 1) lightest = max(lightest, <i32>load<u8>(LEVELS + lane));
  for (; left > 0; left -= 1) {
    lightest = max(lightest, levelOf(pixels, channels));
    pixels += channels;
  }
  return lightest;
}

const LEVELS = memory.data(16, 16);

/**
 * Adds pixels at least half as light as `lightest` to 32-bit histograms, 256 numbers a channel. Every other pixel is counted
 * in a second set of them, after the first: paper is of one level, and a count must not wait for the one before.
 */
export function countLight(
  pixels: usize,
  channels: usize,
  count: i32,
  lightest: i32,
  histograms: usize,
): void {
  const others = histograms + (channels << 10);
  let left = count;
  for (; left >= 2; left -= 2) {
    countPixel(pixels, channels, lightest, histograms);
    countPixel(pixels + channels, channels, lightest, others);
    pixels += 2 * channels;
  }
  if (left > 0) countPixel(pixels, channels, lightest, histograms);
}

function countPixel(at: usize, channels: usize, lightest: i32, histogram: usize): void {
  if (2 * levelOf(at, channels) < lightest) return;
  countLevel(histogram, load<u8>(at));
  if (channels === 1) return;
  countLevel(histogram + 1024, load<u8>(at, 1));
  countLevel(histogram + 2048, load<u8>(at, 2));
}

function countLevel(histogram: usize, value: u32): void {
  const level = histogram + (value << 2);
  store<u32>(level, load<u32>(level) + 1);
}

/**
 * How many pixels are no paper: darker than `level`, or their channels further apart than `apart` once those of the paper
 * are taken off.
 *
 * @param grey Luma of the pixels.
 */
export function countSomething(
  pixels: usize,
  channels: usize,
  grey: usize,
  count: i32,
  level: i32,
  red: i32,
  green: i32,
  blue: i32,
  apart: i32,
): i32 {
  let something = 0;
  for (let pixel = 0; pixel < count; pixel += 1) {
    if (<i32>load<u8>(grey + <usize>pixel) < level) something += 1;
    else if (channels === 3) {
      const r = <i32>load<u8>(pixels) - red;
      const g = <i32>load<u8>(pixels, 1) - green;
      const b = <i32>load<u8>(pixels, 2) - blue;
      if (max(r, max(g, b)) - min(r, min(g, b)) > apart) something += 1;
    }
    pixels += channels;
  }
  return something;
}
