/**
 * Adds up blocks of pixels: `rows` rows of a page, of which the first is the first row of a block.
 *
 * @param sums room for `8 * width + 64` bytes. @param dark room for `width + 64` bytes.
 * @param totals 32-bit sum of the levels of each block, row by row; `squares` the sum of their squares, `darkest` as bytes.
 */
export function blockSums(
  grey: usize,
  width: i32,
  rows: i32,
  block: i32,
  columns: i32,
  sums: usize,
  dark: usize,
  totals: usize,
  squares: usize,
  darkest: usize,
): void {
  const squareSums = sums + ((<usize>(width + 16)) << 1);
  for (let top = 0; top < rows; top += block) {
    columnSums(grey + <usize>(top * width), width, min<i32>(block, rows - top), sums, squareSums, dark);
    for (let column = 0; column < columns; column += 1) {
      let total: u32 = 0;
      let square: u32 = 0;
      let darker: u32 = 255;
      const right = min<i32>(width, (column + 1) * block);
      for (let x = column * block; x < right; x += 1) {
        total += load<u16>(sums + ((<usize>x) << 1));
        square += load<u32>(squareSums + ((<usize>x) << 2));
        darker = min<u32>(darker, load<u8>(dark + <usize>x));
      }
      store<u32>(totals, total);
      store<u32>(squares, square);
      store<u8>(darkest, darker);
      totals += 4;
      squares += 4;
      darkest += 1;
    }
  }
}

/** Sums of the levels of each column, 16 bits, of their squares, 32 bits, and the darkest, over up to 257 rows. */
function columnSums(from: usize, width: i32, rows: i32, sums: usize, squareSums: usize, dark: usize): void {
  for (let x = 0; x < width; x += 8) {
    let sum = i16x8.splat(0);
    let low = i32x4.splat(0);
    let high = low;
    let darker = i8x16.splat(-1);
    let at = from + <usize>x;
    for (let row = 0; row < rows; row += 1) {
      const levels = v128.load64_zero(at);
      const wide = i16x8.extend_low_i8x16_u(levels);
      sum = i16x8.add(sum, wide);
      low = i32x4.add(low, i32x4.extmul_low_i16x8_u(wide, wide));
      high = i32x4.add(high, i32x4.extmul_high_i16x8_u(wide, wide));
      darker = i8x16.min_u(darker, levels);
      at += <usize>width;
    }
    v128.store(sums + ((<usize>x) << 1), sum);
    v128.store(squareSums + ((<usize>x) << 2), low);
    v128.store(squareSums + ((<usize>x) << 2), high, 16);
    v128.store64_lane(dark + <usize>x, darker, 0);
  }
}

/**
 * Mean and standard deviation of the blocks of a row, 32-bit floats, from their sums. All blocks but the last of the row
 * have `count` pixels, that one `lastCount`. Reads and writes 8 bytes more than a row.
 */
export function blockLevels(
  totals: usize,
  squares: usize,
  columns: i32,
  count: i32,
  lastCount: i32,
  means: usize,
  deviations: usize,
): void {
  const last = columns - 1;
  levelsOfBlocks(totals, squares, last, count, means, deviations);
  const at = (<usize>last) << 2;
  levelsOfBlocks(totals + at, squares + at, 1, lastCount, means + at, deviations + at);
}

function levelsOfBlocks(
  totals: usize,
  squares: usize,
  columns: i32,
  count: i32,
  means: usize,
  deviations: usize,
): void {
  const counts = f64x2.splat(<f64>count);
  for (let column = 0; column < columns; column += 2) {
    const at = (<usize>column) << 2;
    const mean = f64x2.div(f64x2.convert_low_i32x4_u(v128.load64_zero(totals + at)), counts);
    const variance = varianceOf(mean, f64x2.convert_low_i32x4_u(v128.load64_zero(squares + at)), counts);
    v128.store64_lane(means + at, f32x4.demote_f64x2_zero(mean), 0);
    v128.store64_lane(deviations + at, f32x4.demote_f64x2_zero(f64x2.sqrt(variance)), 0);
  }
}

function varianceOf(mean: v128, squares: v128, counts: v128): v128 {
  const variance = f64x2.sub(f64x2.div(squares, counts), f64x2.mul(mean, mean));
  return f64x2.max(f64x2.splat(0), variance);
}

/**
 * Grey closing of 32-bit floats, in place: the largest, then the smallest of the square of side `2 reach + 1` around each,
 * cut at the edges.
 *
 * @param spare room for as many. @param line room for a row and `8 * reach + 64` bytes.
 */
export function closeGaps(
  values: usize,
  columns: i32,
  rows: i32,
  reach: i32,
  spare: usize,
  line: usize,
): void {
  for (let row = 0; row < rows; row += 1)
    largestAcross(values + ((<usize>(row * columns)) << 2), columns, reach, line);
  for (let row = 0; row < rows; row += 1)
    largestDown(values, columns, max<i32>(0, row - reach), min<i32>(rows - 1, row + reach), row, spare);
  for (let row = 0; row < rows; row += 1)
    smallestAcross(spare + ((<usize>(row * columns)) << 2), columns, reach, line);
  for (let row = 0; row < rows; row += 1)
    smallestDown(spare, columns, max<i32>(0, row - reach), min<i32>(rows - 1, row + reach), row, values);
}

/** A copy of a row between `reach` values (or up to three more) that are no extreme. */
function between(row: usize, columns: i32, reach: i32, none: f32, line: usize): void {
  const end = line + ((<usize>(reach + columns)) << 2);
  for (let index = 0; index < reach; index += 1) store<f32>(line + ((<usize>index) << 2), none);
  for (let index = 0; index < reach + 3; index += 1) store<f32>(end + ((<usize>index) << 2), none);
  memory.copy(line + ((<usize>reach) << 2), row, columns << 2);
}

function largestAcross(row: usize, columns: i32, reach: i32, line: usize): void {
  between(row, columns, reach, -f32.MAX_VALUE, line);
  for (let column = 0; column < columns; column += 4) {
    let at = line + ((<usize>column) << 2);
    let largest = v128.load(at);
    for (let step = 0; step < 2 * reach; step += 1) {
      at += 4;
      largest = f32x4.pmax(largest, v128.load(at));
    }
    storeFour(row, column, columns, largest);
  }
}

function smallestAcross(row: usize, columns: i32, reach: i32, line: usize): void {
  between(row, columns, reach, f32.MAX_VALUE, line);
  for (let column = 0; column < columns; column += 4) {
    let at = line + ((<usize>column) << 2);
    let smallest = v128.load(at);
    for (let step = 0; step < 2 * reach; step += 1) {
      at += 4;
      smallest = f32x4.pmin(smallest, v128.load(at));
    }
    storeFour(row, column, columns, smallest);
  }
}

function largestDown(values: usize, columns: i32, first: i32, last: i32, row: i32, to: usize): void {
  const length = (<usize>columns) << 2;
  for (let column = 0; column < columns; column += 4) {
    let at = values + <usize>first * length + ((<usize>column) << 2);
    let largest = v128.load(at);
    for (let other = first; other < last; other += 1) {
      at += length;
      largest = f32x4.pmax(largest, v128.load(at));
    }
    storeFour(to + <usize>row * length, column, columns, largest);
  }
}

function smallestDown(values: usize, columns: i32, first: i32, last: i32, row: i32, to: usize): void {
  const length = (<usize>columns) << 2;
  for (let column = 0; column < columns; column += 4) {
    let at = values + <usize>first * length + ((<usize>column) << 2);
    let smallest = v128.load(at);
    for (let other = first; other < last; other += 1) {
      at += length;
      smallest = f32x4.pmin(smallest, v128.load(at));
    }
    storeFour(to + <usize>row * length, column, columns, smallest);
  }
}

/** Writes up to four values of a row and nothing beyond it. */
function storeFour(row: usize, column: i32, columns: i32, values: v128): void {
  const at = row + ((<usize>column) << 2);
  if (columns - column >= 4) {
    v128.store(at, values);
    return;
  }
  store<f32>(at, f32x4.extract_lane(values, 0));
  if (columns - column > 1) store<f32>(at, f32x4.extract_lane(values, 1), 4);
  if (columns - column > 2) store<f32>(at, f32x4.extract_lane(values, 2), 8);
}

/**
 * Replaces every 32-bit number by the sum of the square of side `2 reach + 1` around it, cut at the edges.
 *
 * @param lines room for `reach + 3` rows and 64 bytes.
 */
export function boxSum(values: usize, columns: i32, rows: i32, reach: i32, lines: usize): void {
  for (let row = 0; row < rows; row += 1)
    sumAcross(values + ((<usize>(row * columns)) << 2), columns, reach, lines);
  // Down the columns, a whole row at a time: memory is read in order. The rows above that are still needed are kept.
  const length = (<usize>columns) << 2;
  const running = lines;
  const above = lines + length + 16;
  const kept = min<i32>(rows, reach + 1);
  memory.fill(running, 0, length + 16);
  for (let row = 0; row < min<i32>(reach, rows); row += 1)
    addToRow(running, values + <usize>row * length, columns);
  for (let row = 0; row < rows; row += 1) {
    if (row + reach < rows) addToRow(running, values + <usize>(row + reach) * length, columns);
    if (row - reach > 0) takeFromRow(running, above + <usize>((row - reach - 1) % kept) * length, columns);
    memory.copy(above + <usize>(row % kept) * length, values + <usize>row * length, length);
    memory.copy(values + <usize>row * length, running, length);
  }
}

function sumAcross(row: usize, columns: i32, reach: i32, line: usize): void {
  memory.copy(line, row, columns << 2);
  let sum: u32 = 0;
  for (let column = 0; column < min<i32>(reach, columns); column += 1)
    sum += load<u32>(line + ((<usize>column) << 2));
  for (let column = 0; column < columns; column += 1) {
    if (column + reach < columns) sum += load<u32>(line + ((<usize>(column + reach)) << 2));
    if (column - reach > 0) sum -= load<u32>(line + ((<usize>(column - reach - 1)) << 2));
    store<u32>(row + ((<usize>column) << 2), sum);
  }
}

function addToRow(running: usize, row: usize, columns: i32): void {
  for (let at: usize = 0; at < (<usize>columns) << 2; at += 16)
    v128.store(running + at, i32x4.add(v128.load(running + at), v128.load(row + at)));
}

function takeFromRow(running: usize, row: usize, columns: i32): void {
  for (let at: usize = 0; at < (<usize>columns) << 2; at += 16)
    v128.store(running + at, i32x4.sub(v128.load(running + at), v128.load(row + at)));
}

/** Fixed point of the levels that means are made of. */
const FIXED: f64 = 256;

/**
 * Replaces every 32-bit float by the mean of the square of side `2 reach + 1` around it, cut at the edges.
 *
 * @param lines room for `reach + 3` rows and 64 bytes.
 */
export function boxMean(values: usize, columns: i32, rows: i32, reach: i32, lines: usize): void {
  const fixed = f64x2.splat(FIXED);
  const half = f64x2.splat(0.5);
  const end = values + ((<usize>(columns * rows)) << 2);
  for (let at = values; at < end; at += 8) {
    const level = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const whole = i32x4.trunc_sat_f64x2_u_zero(f64x2.add(f64x2.mul(level, fixed), half));
    v128.store64_lane(at, whole, 0);
  }
  boxSum(values, columns, rows, reach, lines);
  let at = values;
  for (let row = 0; row < rows; row += 1) {
    const high = within(row, rows, reach);
    for (let column = 0; column < columns; column += 1) {
      store<f32>(at, <f32>(<f64>load<u32>(at) / (<f64>(high * within(column, columns, reach)) * FIXED)));
      at += 4;
    }
  }
}

/** How many places lie within `reach` of one, itself among them. */
function within(place: i32, places: i32, reach: i32): i32 {
  return min<i32>(places - 1, place + reach) - max<i32>(0, place - reach) + 1;
}

/**
 * Variance of the levels in the window of `2 reach + 1` blocks around each block, 32-bit floats over `squares`, from the
 * sums over those windows.
 *
 * @param width pixels of the page, and `height`.
 */
export function windowSpread(
  totals: usize,
  squares: usize,
  columns: i32,
  rows: i32,
  reach: i32,
  block: i32,
  width: i32,
  height: i32,
): void {
  for (let row = 0; row < rows; row += 1) {
    const high = pixelsWithin(row, reach, block, height);
    for (let column = 0; column < columns; column += 1) {
      const count = <f64>(high * pixelsWithin(column, reach, block, width));
      const mean = <f64>load<u32>(totals) / count;
      store<f32>(squares, <f32>Math.max(0, <f64>load<u32>(squares) / count - mean * mean));
      totals += 4;
      squares += 4;
    }
  }
}

/** How many pixels the blocks within `reach` of one have, on a side of `length` pixels. */
function pixelsWithin(place: i32, reach: i32, block: i32, length: i32): i32 {
  return min<i32>(length, (place + reach + 1) * block) - max<i32>(0, place - reach) * block;
}

/** Ink begins this far from the paper, as a share of the contrast between them. */
const INK_SHARE: f64 = 0.5;
/** How near to the threshold a block's darkest pixel may come before the block has to be looked at, share of contrast. */
const MARGIN: f64 = 0.25;

/**
 * Where ink begins in each block. Takes the sums of levels over windows, their variance, and the darkest level; leaves the
 * threshold (32-bit float) over `totals`, the contrast over `spread`, and over `darkest` 1 where that comes near.
 *
 * @param paper 32-bit float level of the paper.
 * @param grain deviation of the paper itself. @param leastContrast least difference that counts as ink.
 */
export function inkThresholds(
  paper: usize,
  totals: usize,
  spread: usize,
  darkest: usize,
  columns: i32,
  rows: i32,
  reach: i32,
  block: i32,
  width: i32,
  height: i32,
  grain: f64,
  leastContrast: f64,
): void {
  for (let row = 0; row < rows; row += 1) {
    const high = pixelsWithin(row, reach, block, height);
    for (let column = 0; column < columns; column += 1) {
      const count = <f64>(high * pixelsWithin(column, reach, block, width));
      const level = <f64>load<f32>(paper);
      const below = Math.max(0.5, level - <f64>load<u32>(totals) / count);
      const variance = Math.max(0, <f64>load<f32>(spread) - grain * grain);
      const found = Math.min(level, below + variance / below);
      const step = Math.max(INK_SHARE * found, leastContrast);
      const contrast = step / INK_SHARE;
      store<f32>(totals, <f32>(level - step));
      store<f32>(spread, <f32>contrast);
      store<u8>(darkest, <f64>load<u8>(darkest) < level - step + MARGIN * contrast ? 1 : 0);
      paper += 4;
      totals += 4;
      spread += 4;
      darkest += 1;
    }
  }
}

/** Replaces each byte by 1 where it is under a level, else by 0; up to 15 beyond the last too. */
export function markUnder(levels: usize, count: i32, level: i32): void {
  const one = i8x16.splat(1);
  const limit = i8x16.splat(<i8>level);
  for (let at = levels, end = levels + <usize>count; at < end; at += 16)
    v128.store(at, v128.and(i8x16.lt_u(v128.load(at), limit), one));
}

/** Upper and lower half of a float's bits: numbers that are not negative are in the order of their bits. */
const HALF_BITS: u32 = 16;

/**
 * The one of so many 32-bit floats, none negative, that would be at `rank` if they were sorted.
 *
 * @param every takes only each so-manieth of the `count`. @param tally room for 262 144 bytes.
 */
export function ranked(values: usize, count: i32, every: i32, rank: i32, tally: usize): f32 {
  const step = (<usize>every) << 2;
  const end = values + ((<usize>count) << 2);
  memory.fill(tally, 0, 1 << (HALF_BITS + 2));
  for (let at = values; at < end; at += step) countOne(tally, load<u32>(at) >> HALF_BITS);
  let left = rank;
  let upper: u32 = 0;
  for (; left >= load<i32>(tally + ((<usize>upper) << 2)); upper += 1)
    left -= load<i32>(tally + ((<usize>upper) << 2));
  memory.fill(tally, 0, 1 << (HALF_BITS + 2));
  for (let at = values; at < end; at += step) {
    const bits = load<u32>(at);
    if (bits >> HALF_BITS === upper) countOne(tally, bits & 0xffff);
  }
  let lower: u32 = 0;
  for (; left >= load<i32>(tally + ((<usize>lower) << 2)); lower += 1)
    left -= load<i32>(tally + ((<usize>lower) << 2));
  return reinterpret<f32>((upper << HALF_BITS) | lower);
}

function countOne(tally: usize, place: u32): void {
  const at = tally + ((<usize>place) << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/**
 * 1 where neither a byte nor any of its eight neighbours is set, else 0. Up to 15 bytes are written beyond the last.
 *
 * @param line room for a row and 48 bytes.
 */
export function noneAround(set: usize, columns: i32, rows: i32, line: usize, none: usize): void {
  const zero = i8x16.splat(0);
  const one = i8x16.splat(1);
  store<u8>(line, 0);
  for (let row = 0; row < rows; row += 1) {
    const here = set + <usize>(row * columns);
    const above = row > 0 ? here - <usize>columns : here;
    const below = row < rows - 1 ? here + <usize>columns : here;
    for (let at: usize = 0; at < <usize>columns; at += 16)
      v128.store(
        line + at,
        v128.or(v128.or(v128.load(above + at), v128.load(here + at)), v128.load(below + at)),
        1,
      );
    store<u8>(line + <usize>columns, 0, 1);
    const to = none + <usize>(row * columns);
    for (let at: usize = 0; at < <usize>columns; at += 16) {
      const any = v128.or(v128.or(v128.load(line + at), v128.load(line + at, 1)), v128.load(line + at, 2));
      v128.store(to + at, v128.and(i8x16.eq(any, zero), one));
    }
  }
}
