/** Side of the blocks whose mean stands for the local paper, pixels. */
const BLOCK: i32 = 16;
/** How much darker than its surroundings a pixel must be to be ink, grey levels. */
const CONTRAST: f64 = 20;

/** 32-bit floating means of the blocks of grey `rows`; those at the right and below may be smaller. */
export function meansOfBlocks(source: usize, width: i32, rows: i32, means: usize): void {
  for (let top = 0; top < rows; top += BLOCK) {
    const high = min(BLOCK, rows - top);
    for (let left = 0; left < width; left += BLOCK) {
      const wide = min(BLOCK, width - left);
      const sum = sumOf(source + <usize>(top * width + left), width, wide, high);
      store<f32>(means, <f32>(<f64>sum / <f64>(wide * high)));
      means += 4;
    }
  }
}

function sumOf(at: usize, width: i32, wide: i32, high: i32): u32 {
  let total: u32 = 0;
  if (wide < BLOCK) {
    for (let y = 0; y < high; y += 1) {
      for (let x = 0; x < wide; x += 1) total += load<u8>(at + <usize>x);
      at += <usize>width;
    }
    return total;
  }
  let sums = i16x8.splat(0);
  for (let y = 0; y < high; y += 1) {
    sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_u(v128.load(at)));
    at += <usize>width;
  }
  const four = i32x4.extadd_pairwise_i16x8_u(sums);
  total = i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1);
  return total + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
}

/** The level under which a pixel of each block is ink: the mean of three by three blocks less the contrast, in a byte. */
export function inkLevels(means: usize, columns: i32, rows: i32, levels: usize): void {
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum: f64 = 0;
      let count = 0;
      const bottom = min(rows - 1, row + 1);
      const right = min(columns - 1, column + 1);
      for (let y = max(0, row - 1); y <= bottom; y += 1) {
        for (let x = max(0, column - 1); x <= right; x += 1) {
          sum += <f64>load<f32>(means + ((<usize>(y * columns + x)) << 2));
          count += 1;
        }
      }
      // Levels are whole numbers: what is less than this is less than the next whole number.
      const level = ceil<f64>(<f64>(<f32>(sum / <f64>count)) - CONTRAST);
      store<u8>(levels, level > 0 ? <u32>level : 0);
      levels += 1;
    }
  }
}

/** Packs rows of one row of blocks: 1 where a pixel is under the level of its block. `stride` is a multiple of 8 bytes. */
export function inkOfRows(
  source: usize,
  width: i32,
  rows: i32,
  levels: usize,
  bits: usize,
  stride: i32,
): void {
  // Pixels of the last block that lie within the width: the first in the highest bit of the first of two bytes.
  const wide = ((width - 1) & 15) + 1;
  const last = bswap<u32>(0xffffffff << (32 - wide));
  memory.fill(bits, 0, rows * stride);
  for (let row = 0; row < rows; row += 1) {
    let to = bits;
    let at = source;
    for (let left = 0; left < width; left += BLOCK) {
      const dark = i8x16.lt_u(v128.load(at), i8x16.splat(load<i8>(levels + <usize>(left >> 4))));
      const ordered = i8x16.shuffle(dark, dark, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
      const mask: u32 = i8x16.bitmask(ordered);
      store<u16>(to, left + BLOCK > width ? mask & last : mask);
      at += BLOCK;
      to += 2;
    }
    source += <usize>width;
    bits += <usize>stride;
  }
}

/** The 64 pixels from `x` on in which ink ends downwards, between `left` and `right`; the first in the highest bit. */
function edges(row: usize, stride: i32, x: i32, left: i32, right: i32): u64 {
  const at = row + <usize>(x >> 3);
  const ends = bswap<u64>(load<u64>(at) & ~load<u64>(at + stride));
  return ends & span(x, left, right);
}

/** Those of the 64 pixels from `x` on that lie between `left` and `right`. */
function span(x: i32, left: i32, right: i32): u64 {
  let bits: u64 = ~0;
  if (x < left) bits >>= left - x;
  if (x + 64 > right) bits &= ~(<u64>0) << (x + 64 - right);
  return bits;
}

/** How many pixels of these rows are ink with none below, between `left` and `right`. */
export function countEdges(bits: usize, stride: i32, left: i32, right: i32, top: i32, bottom: i32): i32 {
  let count: u64 = 0;
  for (let y = top; y < bottom; y += 1) {
    const row = bits + <usize>(y * stride);
    for (let x = left & ~63; x < right; x += 64) count += popcnt<u64>(edges(row, stride, x, left, right));
  }
  return <i32>count;
}

/**
 * Writes each `every`th of the pixels that `countEdges` counts, in 32-bit floating numbers. Each is moved down by up to
 * half a pixel either way, by noise that is always the same.
 */
export function listEdges(
  bits: usize,
  stride: i32,
  left: i32,
  right: i32,
  top: i32,
  bottom: i32,
  every: i32,
  xs: usize,
  ys: usize,
): void {
  let noise = 1;
  let passed = 0;
  for (let y = top; y < bottom; y += 1) {
    const row = bits + <usize>(y * stride);
    for (let x = left & ~63; x < right; x += 64) {
      let found = edges(row, stride, x, left, right);
      const count = <i32>popcnt<u64>(found);
      if (count <= passed) {
        passed -= count;
        continue;
      }
      for (; found !== 0; passed -= 1) {
        const place = <i32>clz<u64>(found);
        found ^= (<u64>1) << (63 - place);
        if (passed > 0) continue;
        passed = every;
        noise = noise * 1_664_525 + 1_013_904_223;
        store<f32>(xs, <f32>(x + place));
        store<f32>(ys, <f32>(<f64>y + <f64>(noise >> 8) / 16_777_216.0));
        xs += 4;
        ys += 4;
      }
    }
  }
}

/** Turns rows of bits to columns; both strides are multiples of 8 bytes. Reads nothing below `height`. */
export function transposeBits(
  bits: usize,
  stride: i32,
  width: i32,
  height: i32,
  turned: usize,
  turnedStride: i32,
): void {
  memory.fill(turned, 0, width * turnedStride);
  for (let top = 0; top < height; top += 16) {
    const high = min(16, height - top);
    for (let byte = 0; byte < stride; byte += 1) {
      const wide = min(8, width - 8 * byte);
      if (wide <= 0) break;
      const from = bits + <usize>(top * stride + byte);
      let to = turned + <usize>(8 * byte * turnedStride + (top >> 3));
      // The pixels of a row of the other picture are the highest bits of 16 bytes.
      let rows = high === 16 ? sixteen(from, stride) : fewer(from, stride, high);
      for (let x = 0; x < wide; x += 1) {
        store<u16>(to, i8x16.bitmask(rows));
        rows = i8x16.add(rows, rows);
        to += <usize>turnedStride;
      }
    }
  }
}

/** The bytes of 16 rows, the first eight in falling order, then the other eight. */
function sixteen(from: usize, stride: i32): v128 {
  let rows = i8x16.splat(0);
  rows = v128.load8_lane(from, rows, 7);
  rows = v128.load8_lane(from + stride, rows, 6);
  rows = v128.load8_lane(from + 2 * stride, rows, 5);
  rows = v128.load8_lane(from + 3 * stride, rows, 4);
  rows = v128.load8_lane(from + 4 * stride, rows, 3);
  rows = v128.load8_lane(from + 5 * stride, rows, 2);
  rows = v128.load8_lane(from + 6 * stride, rows, 1);
  rows = v128.load8_lane(from + 7 * stride, rows, 0);
  rows = v128.load8_lane(from + 8 * stride, rows, 15);
  rows = v128.load8_lane(from + 9 * stride, rows, 14);
  rows = v128.load8_lane(from + 10 * stride, rows, 13);
  rows = v128.load8_lane(from + 11 * stride, rows, 12);
  rows = v128.load8_lane(from + 12 * stride, rows, 11);
  rows = v128.load8_lane(from + 13 * stride, rows, 10);
  rows = v128.load8_lane(from + 14 * stride, rows, 9);
  return v128.load8_lane(from + 15 * stride, rows, 8);
}

const LAST_ROWS = memory.data(16, 16);

function fewer(from: usize, stride: i32, count: i32): v128 {
  v128.store(LAST_ROWS, i8x16.splat(0));
  for (let row = 0; row < count; row += 1)
    store<u8>(LAST_ROWS + <usize>(row ^ 7), load<u8>(from + <usize>(row * stride)));
  return v128.load(LAST_ROWS);
}

/** How much ink each row has between `left` and `right`, in 16 bits. */
export function inkOfStripe(bits: usize, stride: i32, height: i32, left: i32, right: i32, out: usize): void {
  for (let y = 0; y < height; y += 1) {
    let ink: u64 = 0;
    for (let x = left & ~63; x < right; x += 64)
      ink += popcnt<u64>(bswap<u64>(load<u64>(bits + <usize>(x >> 3))) & span(x, left, right));
    store<u16>(out, <u32>ink);
    bits += <usize>stride;
    out += 2;
  }
}

/** How much ink lies in each square of four by four pixels, in a byte: an even number of squares a row, `columns`. */
export function inkOfCells(bits: usize, stride: i32, height: i32, columns: i32, out: usize): void {
  for (let top = 0; top < height; top += 4) {
    const bottom = min(height, top + 4);
    for (let column = 0; column < columns; column += 2) {
      let left: u32 = 0;
      let right: u32 = 0;
      for (let y = top; y < bottom; y += 1) {
        const byte: u32 = load<u8>(bits + <usize>(y * stride + (column >> 1)));
        left += popcnt<u32>(byte >> 4);
        right += popcnt<u32>(byte & 15);
      }
      store<u8>(out, left);
      store<u8>(out, right, 1);
      out += 2;
    }
  }
}
