/** The level that says how light a pixel is: green, or grey. */
function levelOf(at: usize, channels: usize): i32 {
  return load<u8>(at + (channels >> 1));
}

/** The lightest level of `count` pixels of one or three channels. */
export function lightestOf(pixels: usize, channels: usize, count: i32): i32 {
  let lightest = 0;
  const end = pixels + <usize>count * channels;
  for (let at = pixels; at < end; at += channels) lightest = max(lightest, levelOf(at, channels));
  return lightest;
}

/** Adds pixels at least half as light as `lightest` to 32-bit histograms, 256 numbers a channel. */
export function countLight(
  pixels: usize,
  channels: usize,
  count: i32,
  lightest: i32,
  histograms: usize,
): void {
  const end = pixels + <usize>count * channels;
  for (let at = pixels; at < end; at += channels) {
    if (2 * levelOf(at, channels) < lightest) continue;
    let histogram = histograms;
    for (let channel: usize = 0; channel < channels; channel += 1) {
      const level = histogram + ((<usize>load<u8>(at + channel)) << 2);
      store<u32>(level, load<u32>(level) + 1);
      histogram += 1024;
    }
  }
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
