/** Samples that an interpolated one is made of. */
const TAPS: usize = 4;

/**
 * Widens rows of a grey picture: each level is a weighted sum of four.
 *
 * @param samples four 32-bit places for each target pixel.
 * @param weights four 64-bit numbers for each target pixel.
 * @param line 32-bit floats.
 */
export function widenRow(source: usize, width: i32, samples: usize, weights: usize, line: usize): void {
  for (let x = 0; x < width; x += 1) {
    const sum =
      load<f64>(weights) * <f64>load<u8>(source + load<i32>(samples)) +
      load<f64>(weights, 8) * <f64>load<u8>(source + load<i32>(samples, 4)) +
      load<f64>(weights, 16) * <f64>load<u8>(source + load<i32>(samples, 8)) +
      load<f64>(weights, 24) * <f64>load<u8>(source + load<i32>(samples, 12));
    store<f32>(line, <f32>sum);
    samples += TAPS << 2;
    weights += TAPS << 3;
    line += 4;
  }
}

/** Mixes four lines of 32-bit floats into a row of levels, rounded to even, cut at 0 and 255. Two pixels at a time. */
export function mixLines(
  first: usize,
  second: usize,
  third: usize,
  fourth: usize,
  weights: usize,
  width: i32,
  row: usize,
): void {
  const w0 = f64x2.splat(load<f64>(weights));
  const w1 = f64x2.splat(load<f64>(weights, 8));
  const w2 = f64x2.splat(load<f64>(weights, 16));
  const w3 = f64x2.splat(load<f64>(weights, 24));
  for (let x: usize = 0; x < <usize>width; x += 2) {
    const at = x << 2;
    let sum = f64x2.mul(w0, f64x2.promote_low_f32x4(v128.load64_zero(first + at)));
    sum = f64x2.add(sum, f64x2.mul(w1, f64x2.promote_low_f32x4(v128.load64_zero(second + at))));
    sum = f64x2.add(sum, f64x2.mul(w2, f64x2.promote_low_f32x4(v128.load64_zero(third + at))));
    sum = f64x2.add(sum, f64x2.mul(w3, f64x2.promote_low_f32x4(v128.load64_zero(fourth + at))));
    const levels = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(sum));
    const words = i16x8.narrow_i32x4_s(levels, levels);
    v128.store16_lane(row + x, i8x16.narrow_i16x8_u(words, words), 0);
  }
}
