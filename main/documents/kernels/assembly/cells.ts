/**
 * Widens the black pixels of a packed mask by one all around. Reads a row above and below, and 16 bytes beyond; the first
 * and the last byte of every row must be white. Writes up to 15 bytes beyond the last row.
 */
export function widenRows(bits: usize, stride: i32, rows: i32, wide: usize): void {
  const row = <usize>stride;
  for (let at = bits, end = bits + <usize>(stride * rows); at < end; at += 16) {
    v128.store(
      wide,
      v128.or(
        v128.or(threeHigh(at, row), i8x16.shr_u(threeHigh(at, row), 1)),
        v128.or(
          i8x16.shl(threeHigh(at, row), 1),
          v128.or(i8x16.shl(threeHigh(at - 1, row), 7), i8x16.shr_u(threeHigh(at + 1, row), 7)),
        ),
      ),
    );
    wide += 16;
  }
}

/** The black of a byte and of those above and below it. */
function threeHigh(at: usize, stride: usize): v128 {
  return v128.or(v128.or(v128.load(at - stride), v128.load(at)), v128.load(at + stride));
}

/**
 * Sums rows of a page into cells of a grid, over the pixels of one side of a mask.
 *
 * @param bits packed pixels, `stride` bytes from one row to the next. @param counted 0xffff where black pixels count, else 0.
 * @param edges 32-bit first pixel of each of `columns` cells of a row, and the end of the last.
 * @param cellRows rows of cells. @param heights 32-bit: how many pixel rows each of them has, at most 255.
 * @param lines room for `2 * channels * width + width + 256` bytes.
 * @param sums 32-bit sum of each cell, channel by channel; one more is written. @param counts 32-bit pixels that count.
 */
export function sumCells(
  pixels: usize,
  channels: i32,
  width: i32,
  bits: usize,
  stride: i32,
  counted: i32,
  columns: i32,
  edges: usize,
  cellRows: i32,
  heights: usize,
  lines: usize,
  sums: usize,
  counts: usize,
): void {
  const columnSums = lines + <usize>((width + 31) & ~15);
  for (let row = 0; row < cellRows; row += 1) {
    const rows = load<i32>(heights + ((<usize>row) << 2));
    if (channels === 3) sumColours(pixels, width, rows, bits, stride, counted, lines, columnSums);
    else sumGreys(pixels, width, rows, bits, stride, counted, lines, columnSums);
    for (let cell = 0; cell < columns; cell += 1) {
      const first = load<i32>(edges + ((<usize>cell) << 2));
      const end = load<i32>(edges + ((<usize>cell) << 2), 4);
      let count = 0;
      for (let x = first; x < end; x += 1) count += <i32>load<u8>(lines + <usize>x);
      store<i32>(counts, count);
      if (channels === 3) {
        let sum = i32x4.splat(0);
        if (count !== 0) {
          for (let at = columnSums + <usize>(6 * first); at < columnSums + <usize>(6 * end); at += 6)
            sum = i32x4.add(sum, i32x4.extend_low_i16x8_u(v128.load64_zero(at)));
        }
        v128.store(sums, sum);
      } else {
        let sum = 0;
        for (let x = first; x < end; x += 1) sum += <i32>load<u16>(columnSums + ((<usize>x) << 1));
        store<i32>(sums, sum);
      }
      counts += 4;
      sums += <usize>(channels << 2);
    }
    pixels += <usize>(rows * width * channels);
    bits += <usize>(rows * stride);
  }
}

/** Bits of sixteen pixels from `x` on that count, in the order of their bytes; none beyond the row. */
function countedOf(bits: usize, x: i32, width: i32, counted: i32): i32 {
  const found = (<i32>load<u16>(bits + <usize>(x >> 3)) ^ counted ^ 0xffff) & 0xffff;
  const left = width - x;
  if (left >= 16) return found;
  const first = left >= 8 ? 0xff : (0xff00 >> left) & 0xff;
  const second = left > 8 ? (0xff00 >> (left - 8)) & 0xff : 0;
  return found & (first | (second << 8));
}

/** Sixteen bits, each as a byte of ones where it is set. */
function asBytes(found: i32): v128 {
  const places = i8x16(-128, 64, 32, 16, 8, 4, 2, 1, -128, 64, 32, 16, 8, 4, 2, 1);
  const both = i8x16.swizzle(i16x8.splat(<i16>found), i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
  return i8x16.eq(v128.and(both, places), places);
}

/** Sums the pixels that count down each column, 16 bits, and counts them, 8 bits. */
function sumGreys(
  pixels: usize,
  width: i32,
  rows: i32,
  bits: usize,
  stride: i32,
  counted: i32,
  counts: usize,
  sums: usize,
): void {
  for (let x = 0; x < width; x += 16) {
    let count = i8x16.splat(0);
    let low = i16x8.splat(0);
    let high = low;
    for (let row = 0; row < rows; row += 1) {
      const found = countedOf(bits + <usize>(row * stride), x, width, counted);
      if (found === 0) continue;
      const bytes = asBytes(found);
      count = i8x16.sub(count, bytes);
      const levels = v128.and(v128.load(pixels + <usize>(row * width + x)), bytes);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(levels));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(levels));
    }
    v128.store(counts + <usize>x, count);
    const to = sums + ((<usize>x) << 1);
    v128.store(to, low);
    v128.store(to, high, 16);
  }
}

function sumColours(
  pixels: usize,
  width: i32,
  rows: i32,
  bits: usize,
  stride: i32,
  counted: i32,
  counts: usize,
  sums: usize,
): void {
  for (let x = 0; x < width; x += 16) {
    let count = i8x16.splat(0);
    let a = i16x8.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    for (let row = 0; row < rows; row += 1) {
      const found = countedOf(bits + <usize>(row * stride), x, width, counted);
      if (found === 0) continue;
      const bytes = asBytes(found);
      count = i8x16.sub(count, bytes);
      const at = pixels + <usize>(3 * (row * width + x));
      const first = i8x16.swizzle(bytes, i8x16(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5));
      const second = i8x16.swizzle(bytes, i8x16(5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10));
      const third = i8x16.swizzle(
        bytes,
        i8x16(10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15),
      );
      const one = v128.and(v128.load(at), first);
      const two = v128.and(v128.load(at, 16), second);
      const three = v128.and(v128.load(at, 32), third);
      a = i16x8.add(a, i16x8.extend_low_i8x16_u(one));
      b = i16x8.add(b, i16x8.extend_high_i8x16_u(one));
      c = i16x8.add(c, i16x8.extend_low_i8x16_u(two));
      d = i16x8.add(d, i16x8.extend_high_i8x16_u(two));
      e = i16x8.add(e, i16x8.extend_low_i8x16_u(three));
      f = i16x8.add(f, i16x8.extend_high_i8x16_u(three));
    }
    v128.store(counts + <usize>x, count);
    const to = sums + <usize>(6 * x);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    v128.store(to, e, 64);
    v128.store(to, f, 80);
  }
}

/**
 * Makes means of sums, in place: 32-bit floats over `sums`, and over `counts` how far each mean is trusted, from 0 to 1.
 *
 * @param counts a cell of none has the sum 0; 4 bytes beyond the last may be overwritten.
 * @param trusted pixels from which a mean is trusted entirely.
 */
export function meansOfCells(sums: usize, counts: usize, cells: i32, channels: i32, trusted: f64): void {
  const one = f64x2.splat(1);
  const enough = f64x2.splat(trusted);
  let at = sums;
  for (let cell = 0; cell < cells; cell += 1) {
    const count = load<u32>(counts + ((<usize>cell) << 2));
    const total = f64x2.splat(count === 0 ? 1 : <f64>count);
    for (let channel = 0; channel < channels; channel += 2) {
      const mean = f64x2.div(f64x2.convert_low_i32x4_u(v128.load64_zero(at)), total);
      const both = f32x4.demote_f64x2_zero(mean);
      if (channel + 1 < channels) v128.store64_lane(at, both, 0);
      else v128.store32_lane(at, both, 0);
      at += channel + 1 < channels ? 8 : 4;
    }
  }
  for (let cell = 0; cell < cells; cell += 2) {
    const place = counts + ((<usize>cell) << 2);
    const share = f64x2.div(f64x2.convert_low_i32x4_u(v128.load64_zero(place)), enough);
    v128.store64_lane(place, f32x4.demote_f64x2_zero(f64x2.pmin(one, share)), 0);
  }
}

/** Half the size of a level of cells: weighted means of up to four. All are 32-bit floats. */
export function pullCells(
  values: usize,
  weights: usize,
  width: i32,
  height: i32,
  channels: i32,
  toValues: usize,
  toWeights: usize,
): void {
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  for (let row = 0; row < halfHeight; row += 1) {
    const bottom = min<i32>(height, 2 * row + 2);
    for (let column = 0; column < halfWidth; column += 1) {
      const right = min<i32>(width, 2 * column + 2);
      let weight: f32 = 0;
      for (let channel = 0; channel < channels; channel += 1)
        store<f32>(toValues + ((<usize>channel) << 2), 0);
      for (let y = 2 * row; y < bottom; y += 1) {
        for (let x = 2 * column; x < right; x += 1) {
          const cell = y * width + x;
          const own = load<f32>(weights + ((<usize>cell) << 2));
          weight += own;
          if (own === 0) continue;
          const from = values + ((<usize>(cell * channels)) << 2);
          for (let channel = 0; channel < channels; channel += 1) {
            const at = (<usize>channel) << 2;
            const sum = <f64>load<f32>(toValues + at) + <f64>own * <f64>load<f32>(from + at);
            store<f32>(toValues + at, <f32>sum);
          }
        }
      }
      if (weight !== 0) {
        for (let channel = 0; channel < channels; channel += 1) {
          const at = toValues + ((<usize>channel) << 2);
          store<f32>(at, load<f32>(at) / weight);
        }
      }
      store<f32>(toWeights, min<f32>(1, weight));
      toValues += <usize>(channels << 2);
      toWeights += 4;
    }
  }
}

/** Completes a level of cells from the next coarser one, which is complete, interpolated. All are 32-bit floats. */
export function pushCells(
  values: usize,
  weights: usize,
  width: i32,
  height: i32,
  channels: i32,
  coarse: usize,
): void {
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  for (let y = 0; y < height; y += 1) {
    const placeY = Math.min(<f64>(halfHeight - 1), Math.max(0, (<f64>y + 0.5) / 2 - 0.5));
    const y0 = <i32>placeY;
    const y1 = min<i32>(halfHeight - 1, y0 + 1);
    const wy = placeY - <f64>y0;
    for (let x = 0; x < width; x += 1) {
      const weight = <f64>load<f32>(weights);
      weights += 4;
      if (weight >= 1) continue;
      const placeX = Math.min(<f64>(halfWidth - 1), Math.max(0, (<f64>x + 0.5) / 2 - 0.5));
      const x0 = <i32>placeX;
      const x1 = min<i32>(halfWidth - 1, x0 + 1);
      const wx = placeX - <f64>x0;
      const own = values + ((<usize>((y * width + x) * channels)) << 2);
      for (let channel = 0; channel < channels; channel += 1) {
        const above =
          coarseAt(coarse, y0 * halfWidth + x0, channels, channel) * (1 - wx) +
          coarseAt(coarse, y0 * halfWidth + x1, channels, channel) * wx;
        const below =
          coarseAt(coarse, y1 * halfWidth + x0, channels, channel) * (1 - wx) +
          coarseAt(coarse, y1 * halfWidth + x1, channels, channel) * wx;
        const around = above * (1 - wy) + below * wy;
        const at = own + ((<usize>channel) << 2);
        store<f32>(at, <f32>(weight * <f64>load<f32>(at) + (1 - weight) * around));
      }
    }
  }
}

function coarseAt(coarse: usize, cell: i32, channels: i32, channel: i32): f64 {
  return <f64>load<f32>(coarse + ((<usize>(cell * channels + channel)) << 2));
}

/** Rounds 32-bit floats to bytes, in place: they end up one after the other, where the first float was. */
export function roundLevels(values: usize, count: i32): void {
  const half = f32x4.splat(0.5);
  let to = values;
  for (let from = values, end = values + ((<usize>count) << 2); from < end; from += 16) {
    const exact = v128.load(from);
    const whole = f32x4.floor(exact);
    // All ones, which is -1, where the rest rounds up.
    const up = f32x4.ge(f32x4.sub(exact, whole), half);
    const levels = i32x4.sub(i32x4.trunc_sat_f32x4_s(whole), up);
    const narrow = i16x8.narrow_i32x4_s(levels, levels);
    v128.store32_lane(to, i8x16.narrow_i16x8_u(narrow, narrow), 0);
    to += 4;
  }
}
