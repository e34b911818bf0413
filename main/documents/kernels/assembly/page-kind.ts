/** How many of so many levels lie between two others, neither of them counted. */
export function countBetween(levels: usize, count: i32, low: i32, high: i32): i32 {
  const under = i8x16.splat(<i8>low);
  const over = i8x16.splat(<i8>high);
  let between = 0;
  let at = 0;
  for (; at + 16 <= count; at += 16) {
    const some = v128.load(levels + <usize>at);
    between += popcnt<i32>(i8x16.bitmask(v128.and(i8x16.gt_u(some, under), i8x16.lt_u(some, over))));
  }
  for (; at < count; at += 1) {
    const level = <i32>load<u8>(levels + <usize>at);
    if (level > low && level < high) between += 1;
  }
  return between;
}

/**
 * How many blocks of a row of blocks deviate, and have no black pixel.
 *
 * @param deviation 32-bit float of each of `columns` blocks. @param least deviation from which a block counts.
 * @param bits packed pixels of the block's rows, `stride` bytes from one to the next. @param rows how many those are.
 */
export function texturedBlocks(
  deviation: usize,
  columns: i32,
  least: f32,
  block: i32,
  bits: usize,
  stride: i32,
  width: i32,
  rows: i32,
): i32 {
  let textured = 0;
  for (let column = 0; column < columns; column += 1) {
    if (load<f32>(deviation + ((<usize>column) << 2)) < least) continue;
    const right = min<i32>(width, (column + 1) * block);
    let ink = 0;
    for (let row = 0; row < rows; row += 1) {
      const at = bits + <usize>(row * stride);
      for (let x = column * block; x < right; x += 1)
        ink |= <i32>load<u8>(at + <usize>(x >> 3)) & (0x80 >> (x & 7));
    }
    if (ink === 0) textured += 1;
  }
  return textured;
}

/**
 * Weighted mean (1 2 1 both ways) of each pixel and its eight neighbours, of which the edges have themselves. `source` is
 * the first of `rows` rows; `above` and `below` are those beside them.
 *
 * @param lines room for `2 * width + 64` bytes. Up to 7 bytes are written beyond the last row.
 */
export function softenRows(
  above: usize,
  source: usize,
  below: usize,
  width: i32,
  rows: i32,
  lines: usize,
  out: usize,
): void {
  const line = lines + 16;
  for (let row = 0; row < rows; row += 1) {
    const here = source + <usize>(row * width);
    const before = row > 0 ? here - <usize>width : above;
    const after = row < rows - 1 ? here + <usize>width : below;
    for (let x = 0; x < width; x += 8) {
      const middle = i16x8.shl(v128.load8x8_u(here + <usize>x), 1);
      const ends = i16x8.add(v128.load8x8_u(before + <usize>x), v128.load8x8_u(after + <usize>x));
      v128.store(line + ((<usize>x) << 1), i16x8.add(middle, ends));
    }
    const last = line + ((<usize>(width - 1)) << 1);
    store<u16>(line - 2, load<u16>(line));
    store<u16>(last, load<u16>(last), 2);
    const to = out + <usize>(row * width);
    for (let x = 0; x < width; x += 8) {
      const at = line + ((<usize>x) << 1);
      const sum = i16x8.add(i16x8.add(v128.load(at - 2), v128.load(at, 2)), i16x8.shl(v128.load(at), 1));
      const mean = i16x8.shr_u(sum, 4);
      v128.store64_lane(to + <usize>x, i8x16.narrow_i16x8_u(mean, mean), 0);
    }
  }
}
