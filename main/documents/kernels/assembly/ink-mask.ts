/** Pixels this near to the threshold are doubtful, as a share of the contrast of ink: they lie on the edge of a stroke. */
const DOUBT_SHARE: f64 = 0.2;

/**
 * Separates ink from paper in rows of a page.
 *
 * @param soft levels by which doubt is judged, beside `grey`: the same where there are no others.
 * @param first which row of the page the first row is.
 * @param step pixels of the page the ink was mapped from to one pixel.
 * @param threshold 32-bit floats, a row of `columns` for each row of blocks from `firstBlocks` on; so are `contrast` and,
 * as bytes, `paperOnly`. They reach to the row of blocks after that of the last pixel, and 16 bytes beyond a row are read.
 * @param blockRows rows of blocks of the whole page.
 * @param inside 16-bit block of each pixel of a row. @param left the same, of which the middle is before it.
 * @param steps how many blocks each pixel is after the first of its sixteen, a byte each, sixteen for the last of a row.
 * @param share 32-bit float: how far each pixel is from that middle to the next.
 * @param lines room for `20 * columns + 512` bytes.
 * @param mask rows of packed pixels, `stride` bytes from one to the next: written whole, the first pixel `margin` bytes in.
 * @param doubtful takes the doubtful pixels, counted from the first of the page, in 32 bits; `distance` how far each is
 * from the threshold: 0 on it, 255 where doubt ends.
 * @returns how many pixels are doubtful.
 */
export function draftRows(
  grey: usize,
  soft: usize,
  width: i32,
  first: i32,
  rows: i32,
  step: f64,
  block: i32,
  threshold: usize,
  contrast: usize,
  paperOnly: usize,
  firstBlocks: i32,
  columns: i32,
  blockRows: i32,
  inside: usize,
  steps: usize,
  left: usize,
  share: usize,
  lines: usize,
  mask: usize,
  stride: i32,
  margin: i32,
  doubtful: usize,
  distance: usize,
): i32 {
  const line = (<usize>((columns + 11) & ~3)) << 2;
  const reaches = lines;
  const levels = reaches + line;
  const highest = levels + line;
  const lowest = highest + line;
  const limits = lowest + line;
  const floors = limits + (<usize>(columns + 47) & ~15);
  let blocks = -1;
  let anyInk = false;
  let doubts = 0;
  memory.fill(mask, 0, rows * stride);
  for (let row = 0; row < rows; row += 1) {
    const middle = ((<f64>(first + row) + 0.5) * step) / <f64>block;
    const own = min<i32>(blockRows - 1, <i32>Math.floor(middle));
    if (own !== blocks) {
      blocks = own;
      const at = <usize>((own - firstBlocks) * columns);
      reachesOf(contrast + (at << 2), columns, reaches);
      const above = at - (own > 0 ? <usize>columns : 0);
      const below = at + (own < blockRows - 1 ? <usize>columns : 0);
      extremesOf(
        threshold + (above << 2),
        threshold + (at << 2),
        threshold + (below << 2),
        columns,
        highest,
        lowest,
      );
      anyInk = limitsOf(highest, reaches, paperOnly + at, columns, limits);
      if (anyInk) floorsOf(lowest, reaches, paperOnly + at, columns, floors);
    }
    if (!anyInk) continue;
    const pixels = grey + <usize>(row * width);
    const sures = soft + <usize>(row * width);
    const out = mask + <usize>(row * stride + margin);
    const only = paperOnly + <usize>((own - firstBlocks) * columns);
    let levelled = false;
    for (let x = 0; x < width; x += 16) {
      const levels16 = v128.load(pixels + <usize>x);
      const sures16 = v128.load(sures + <usize>x);
      const block16 = <usize>load<u16>(inside + ((<usize>x) << 1));
      const step16 = v128.load(steps + <usize>x);
      const limit = i8x16.swizzle(v128.load(limits + block16), step16);
      const least = i8x16.swizzle(v128.load(floors + block16), step16);
      const maybe = i8x16.le_u(i8x16.min_u(levels16, sures16), limit);
      if (!v128.any_true(maybe)) continue;
      const ink = i8x16.lt_u(i8x16.max_u(levels16, sures16), least);
      let found = i8x16.bitmask(v128.andnot(maybe, ink));
      let black = i8x16.bitmask(
        i8x16.swizzle(ink, i8x16(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8)),
      );
      if (width - x < 16) {
        found &= (1 << (width - x)) - 1;
        black &= firstPixels(width - x);
      }
      store<u16>(out + <usize>(x >> 3), black);
      if (found === 0) continue;
      if (!levelled) {
        const place = Math.min(<f64>(blockRows - 1), Math.max(0, middle - 0.5));
        const upper = <i32>Math.floor(place);
        const lower = min<i32>(blockRows - 1, upper + 1);
        levelsOf(
          threshold + ((<usize>((upper - firstBlocks) * columns)) << 2),
          threshold + ((<usize>((lower - firstBlocks) * columns)) << 2),
          place - <f64>upper,
          columns,
          levels,
        );
        levelled = true;
      }
      while (found !== 0) {
        const at = x + ctz<i32>(found);
        found &= found - 1;
        const here = (<usize>at) << 1;
        const column = <usize>load<u16>(inside + here);
        if (load<u8>(only + column) !== 0) continue;
        const before = <i32>load<u16>(left + here);
        const after = min<i32>(columns - 1, before + 1);
        const from = <f64>load<f32>(levels + ((<usize>before) << 2));
        const to = <f64>load<f32>(levels + ((<usize>after) << 2));
        const level = from + <f64>load<f32>(share + ((<usize>at) << 2)) * (to - from);
        const byte = out + (<usize>at >> 3);
        if (<f64>load<u8>(pixels + <usize>at) < level)
          store<u8>(byte, <u32>load<u8>(byte) | (0x80 >> (at & 7)));
        const reach = <f64>load<f32>(reaches + (column << 2));
        const away = Math.abs(<f64>load<u8>(sures + <usize>at) - level);
        if (away < reach) {
          store<u32>(doubtful + ((<usize>doubts) << 2), (first + row) * width + at);
          store<u8>(distance + <usize>doubts, <i32>((away / reach) * 255));
          doubts += 1;
        }
      }
    }
  }
  return doubts;
}

/** How far doubt reaches in each block. */
function reachesOf(contrast: usize, columns: i32, reaches: usize): void {
  const share = f64x2.splat(DOUBT_SHARE);
  for (let column = 0; column < columns; column += 2) {
    const at = (<usize>column) << 2;
    const both = f64x2.promote_low_f32x4(v128.load64_zero(contrast + at));
    v128.store64_lane(reaches + at, f32x4.demote_f64x2_zero(f64x2.mul(share, both)), 0);
  }
}

/** The bits of so many of sixteen packed pixels, the bytes in their order. */
function firstPixels(count: i32): i32 {
  const first = count >= 8 ? 0xff : (0xff00 >> count) & 0xff;
  const second = count > 8 ? (0xff00 >> (count - 8)) & 0xff : 0;
  return first | (second << 8);
}

/**
 * The highest and the lowest threshold of each block and those above and below it, from the second place on; before the
 * first and after the last is the same once more.
 */
function extremesOf(
  above: usize,
  here: usize,
  below: usize,
  columns: i32,
  highest: usize,
  lowest: usize,
): void {
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2;
    const over = v128.load(above + at);
    const own = v128.load(here + at);
    const under = v128.load(below + at);
    v128.store(highest + at, f32x4.pmax(f32x4.pmax(over, under), own), 4);
    v128.store(lowest + at, f32x4.pmin(f32x4.pmin(over, under), own), 4);
  }
  const end = (<usize>columns) << 2;
  store<f32>(highest, load<f32>(highest, 4));
  store<f32>(highest + end, load<f32>(highest + end), 4);
  store<f32>(lowest, load<f32>(lowest, 4));
  store<f32>(lowest + end, load<f32>(lowest + end), 4);
}

/**
 * The level of each block above which a pixel is paper beyond any doubt, whatever threshold is found between the middles
 * around it: no threshold has to be worked out for most pixels. 0 where a block has paper only.
 *
 * @returns whether any block has more.
 */
function limitsOf(highest: usize, reaches: usize, paperOnly: usize, columns: i32, limits: usize): bool {
  // One more: what is worked out in 32 bits here is not rounded as it is in 64.
  const up = f32x4.splat(1);
  const none = i8x16.splat(0);
  let any = none;
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2;
    const around = f32x4.pmax(
      f32x4.pmax(v128.load(highest + at), v128.load(highest + at, 8)),
      v128.load(highest + at, 4),
    );
    const limit = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.add(around, v128.load(reaches + at)), up));
    const narrow = i16x8.narrow_i32x4_s(limit, limit);
    const ink = i8x16.eq(v128.load32_zero(paperOnly + <usize>column), none);
    const levels = v128.and(i8x16.narrow_i16x8_u(narrow, narrow), ink);
    v128.store32_lane(limits + <usize>column, levels, 0);
    any = v128.or(
      any,
      v128.and(levels, i32x4(columns - column >= 4 ? -1 : (1 << (8 * (columns - column))) - 1, 0, 0, 0)),
    );
  }
  return v128.any_true(any);
}

/** The level of each block under which a pixel is ink beyond any doubt. 0 where a block has paper only. */
function floorsOf(lowest: usize, reaches: usize, paperOnly: usize, columns: i32, floors: usize): void {
  const down = f32x4.splat(1);
  const none = i8x16.splat(0);
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2;
    const around = f32x4.pmin(
      f32x4.pmin(v128.load(lowest + at), v128.load(lowest + at, 8)),
      v128.load(lowest + at, 4),
    );
    const least = i32x4.trunc_sat_f32x4_s(f32x4.sub(f32x4.sub(around, v128.load(reaches + at)), down));
    const narrow = i16x8.narrow_i32x4_s(least, least);
    const ink = i8x16.eq(v128.load32_zero(paperOnly + <usize>column), none);
    v128.store32_lane(floors + <usize>column, v128.and(i8x16.narrow_i16x8_u(narrow, narrow), ink), 0);
  }
}

/** Thresholds between two rows of blocks. */
function levelsOf(upper: usize, lower: usize, weight: f64, columns: i32, levels: usize): void {
  const share = f64x2.splat(weight);
  for (let column = 0; column < columns; column += 2) {
    const at = (<usize>column) << 2;
    const above = f64x2.promote_low_f32x4(v128.load64_zero(upper + at));
    const below = f64x2.promote_low_f32x4(v128.load64_zero(lower + at));
    const level = f64x2.add(above, f64x2.mul(share, f64x2.sub(below, above)));
    v128.store64_lane(levels + at, f32x4.demote_f64x2_zero(level), 0);
  }
}
