/** Greatest difference between the channels of a pixel that has no colour: JPEG's rounding makes a few levels. */
const COLOURLESS: i32 = 6;

/** Luma of RGB pixels (ITU-R BT.601 weights, 8-bit fixed point). Reads 4 bytes more than `3 * count`, writes 16 at a time. */
export function greyOf(rgb: usize, count: i32, grey: usize): void {
  const weights = i16x8(77, 150, 77, 150, 77, 150, 77, 150);
  const blue = i16x8(29, 0, 29, 0, 29, 0, 29, 0);
  const half = i32x4.splat(128);
  for (let pixel = 0; pixel < count; pixel += 16) {
    const at = rgb + <usize>(3 * pixel);
    const first = lumaOfFour(v128.load(at), weights, blue, half);
    const second = lumaOfFour(v128.load(at, 12), weights, blue, half);
    const third = lumaOfFour(v128.load(at, 24), weights, blue, half);
    const fourth = lumaOfFour(v128.load(at, 36), weights, blue, half);
    v128.store(
      grey + <usize>pixel,
      i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(first, second), i16x8.narrow_i32x4_s(third, fourth)),
    );
  }
}

/** Luma of the four pixels in the first 12 bytes. */
function lumaOfFour(pixels: v128, weights: v128, blue: v128, half: v128): v128 {
  const redGreen = i8x16.swizzle(pixels, i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
  const blues = i8x16.swizzle(pixels, i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1));
  const sum = i32x4.add(i32x4.dot_i16x8_s(redGreen, weights), i32x4.dot_i16x8_s(blues, blue));
  return i32x4.shr_u(i32x4.add(sum, half), 8);
}

/** 1 where a pixel's channels differ by more than rounding makes them. */
export function hasColour(rgb: usize, count: i32): i32 {
  for (let at = rgb, end = rgb + <usize>(3 * count); at < end; at += 3) {
    const green: i32 = load<u8>(at, 1);
    if (
      abs<i32>(<i32>load<u8>(at) - green) > COLOURLESS ||
      abs<i32>(green - <i32>load<u8>(at, 2)) > COLOURLESS
    )
      return 1;
  }
  return 0;
}
