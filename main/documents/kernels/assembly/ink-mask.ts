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
 * @param share 32-bit float: how far each pixel is from that middle to the next.
 * @param lines room for `16 * columns + width + 256` bytes.
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
  const limits = highest + line;
  const limitOf = limits + (<usize>(columns + 31) & ~15);
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
      highestOf(threshold + (above << 2), threshold + (at << 2), threshold + (below << 2), columns, highest);
      anyInk = limitsOf(highest, reaches, paperOnly + at, columns, limits);
      if (anyInk) spreadLimits(limits, inside, width, limitOf);
    }
    if (!anyInk) continue;
    const pixels = grey + <usize>(row * width);
    const sures = soft + <usize>(row * width);
    const out = mask + <usize>(row * stride + margin);
    const only = paperOnly + <usize>((own - firstBlocks) * columns);
    let levelled = false;
    for (let x = 0; x < width; x += 16) {
      const darker = v128.load(pixels + <usize>x);
      const either = i8x16.min_u(darker, v128.load(sures + <usize>x));
      let found = i8x16.bitmask(i8x16.le_u(either, v128.load(limitOf + <usize>x)));
      if (width - x < 16) found &= (1 << (width - x)) - 1;
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

/** The highest threshold of each block and those above and below it; those at the ends have the same beside them. */
function highestOf(above: usize, here: usize, below: usize, columns: i32, highest: usize): void {
  for (let column = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2;
    const ends = f32x4.pmax(v128.load(above + at), v128.load(below + at));
    v128.store(highest + at + 4, f32x4.pmax(ends, v128.load(here + at)));
  }
  store<f32>(highest, load<f32>(highest, 4));
  const end = highest + ((<usize>columns) << 2);
  store<f32>(end + 4, load<f32>(end));
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

/** What each pixel of a row has of its block. */
function spreadLimits(limits: usize, inside: usize, width: i32, limitOf: usize): void {
  for (let x = 0; x < width; x += 1)
    store<u8>(limitOf + <usize>x, load<u8>(limits + <usize>load<u16>(inside + ((<usize>x) << 1))));
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
