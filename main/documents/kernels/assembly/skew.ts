/**
 * How well points fall on lines: counts them by line, and sums the squared differences between neighbouring lines.
 *
 * @param xs @param ys 32-bit floating places of `count` points.
 * @param bins Room for `lines` 32-bit counts; the line of a point is `cosine * y - sine * x + offset`, at least 0.
 */
export function alignmentOf(
  xs: usize,
  ys: usize,
  count: i32,
  cosine: f64,
  sine: f64,
  offset: f64,
  bins: usize,
  lines: i32,
): f64 {
  memory.fill(bins, 0, 4 * lines);
  const cosines = f64x2.splat(cosine);
  const sines = f64x2.splat(sine);
  const offsets = f64x2.splat(offset);
  const pairs = (<usize>(count & ~1)) << 2;
  for (let at: usize = 0; at < pairs; at += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(xs + at));
    const y = f64x2.promote_low_f32x4(v128.load64_zero(ys + at));
    const places = f64x2.add(f64x2.sub(f64x2.mul(cosines, y), f64x2.mul(sines, x)), offsets);
    const line = i32x4.trunc_sat_f64x2_s_zero(places);
    const first = bins + ((<usize>i32x4.extract_lane(line, 0)) << 2);
    store<u32>(first, load<u32>(first) + 1);
    const second = bins + ((<usize>i32x4.extract_lane(line, 1)) << 2);
    store<u32>(second, load<u32>(second) + 1);
  }
  if ((count & 1) !== 0) {
    const place = cosine * <f64>load<f32>(ys + pairs) - sine * <f64>load<f32>(xs + pairs) + offset;
    const bin = bins + ((<usize>(<i32>place)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
  let sum: i64 = 0;
  let before: i32 = load<i32>(bins);
  for (let line = 1; line < lines; line += 1) {
    const here = load<i32>(bins + ((<usize>line) << 2));
    const step = <i64>(here - before);
    sum += step * step;
    before = here;
  }
  return <f64>sum;
}
