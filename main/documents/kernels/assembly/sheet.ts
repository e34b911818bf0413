/** Masks here have one byte a pixel, 0 or 1, rows without gaps. Up to 15 bytes are written beyond the last row. */

/** 1 where any channel is further than `tolerance` from the background's. */
export function differenceMask(
  pixels: usize,
  channels: usize,
  count: i32,
  red: i32,
  green: i32,
  blue: i32,
  tolerance: i32,
  mask: usize,
): void {
  for (let pixel = 0; pixel < count; pixel += 1) {
    let most = abs<i32>(<i32>load<u8>(pixels) - red);
    if (channels === 3) {
      most = max(most, abs<i32>(<i32>load<u8>(pixels, 1) - green));
      most = max(most, abs<i32>(<i32>load<u8>(pixels, 2) - blue));
    }
    store<u8>(mask + <usize>pixel, most > tolerance ? 1 : 0);
    pixels += channels;
  }
}

/** The least of the three channels of each pixel. */
export function whitenessOf(pixels: usize, count: i32, whiteness: usize): void {
  for (let pixel = 0; pixel < count; pixel += 1) {
    const least = min<u32>(load<u8>(pixels), min<u32>(load<u8>(pixels, 1), load<u8>(pixels, 2)));
    store<u8>(whiteness + <usize>pixel, least);
    pixels += 3;
  }
}

/** 1 where a level is at least `threshold`. */
export function lightMask(levels: usize, count: i32, threshold: i32, mask: usize): void {
  const least = i8x16.splat(<i8>threshold);
  const one = i8x16.splat(1);
  for (let at: usize = 0; at < <usize>count; at += 16)
    v128.store(mask + at, v128.and(i8x16.ge_u(v128.load(levels + at), least), one));
}

/** Gaps closed that are at most four wide, holes filled, things taken off that are thinner than nine. In place. */
export function makeSolid(mask: usize, width: i32, height: i32, other: usize, places: usize): void {
  spread(mask, width, height, 2, true, other);
  spread(mask, width, height, 2, false, other);
  fillHoles(mask, width, height, other, places);
  spread(mask, width, height, 4, false, other);
  spread(mask, width, height, 4, true, other);
}

/** Where a row lies while it is spread: what is outside of the picture left and right of it. */
const AROUND: usize = 16;

/**
 * Dilates: 1 where any pixel of the square around is; or erodes: 1 where all are. What lies outside the picture dilates and
 * erodes nothing. In place; `other` is as large and holds a row more.
 */
function spread(mask: usize, width: i32, height: i32, radius: i32, dilates: bool, other: usize): void {
  const length = <usize>width;
  // Across, through a row with its surroundings that lies after the other mask.
  const line = other + length * <usize>height + AROUND;
  memory.fill(line, dilates ? 0 : 1, length + 3 * AROUND);
  for (let y = 0; y < height; y += 1) {
    const row = <usize>y * length;
    memory.copy(line + AROUND, mask + row, length);
    for (let x: usize = 0; x < length; x += 16) {
      const at = line + AROUND + x;
      let found = v128.load(at);
      for (let step: usize = 1; step <= <usize>radius; step += 1)
        found = dilates
          ? v128.or(found, v128.or(v128.load(at - step), v128.load(at + step)))
          : v128.and(found, v128.and(v128.load(at - step), v128.load(at + step)));
      storePart(other + row + x, found, length - x);
    }
  }
  // Down.
  for (let y = 0; y < height; y += 1) {
    const row = <usize>y * length;
    const above = max(0, y - radius);
    const below = min(height - 1, y + radius);
    for (let x: usize = 0; x < length; x += 16) {
      let found = v128.load(other + row + x);
      for (let near = above; near <= below; near += 1) {
        const beside = v128.load(other + <usize>near * length + x);
        found = dilates ? v128.or(found, beside) : v128.and(found, beside);
      }
      storePart(mask + row + x, found, length - x);
    }
  }
}

/** Stores the first `count` of sixteen bytes. */
function storePart(to: usize, bytes: v128, count: usize): void {
  if (count >= 16) {
    v128.store(to, bytes);
    return;
  }
  if ((count & 8) !== 0) {
    v128.store64_lane(to, bytes, 0);
    bytes = i64x2.shuffle(bytes, bytes, 1, 0);
    to += 8;
  }
  if ((count & 4) !== 0) {
    v128.store32_lane(to, bytes, 0);
    bytes = i32x4.shuffle(bytes, bytes, 1, 2, 3, 0);
    to += 4;
  }
  if ((count & 2) !== 0) {
    v128.store16_lane(to, bytes, 0);
    bytes = i16x8.shuffle(bytes, bytes, 1, 2, 3, 4, 5, 6, 7, 0);
    to += 2;
  }
  if ((count & 1) !== 0) v128.store8_lane(to, bytes, 0);
}

/** Sets what cannot be reached from the frame over unset pixels. In place. @param places Room for 32 bits a pixel. */
function fillHoles(mask: usize, width: i32, height: i32, outside: usize, places: usize): void {
  const count = width * height;
  memory.fill(outside, 1, count);
  let last = places;
  for (let x = 0; x < width; x += 1) {
    last = reach(mask, outside, x, 0, last);
    last = reach(mask, outside, (height - 1) * width + x, 0, last);
  }
  for (let y = 0; y < height; y += 1) {
    last = reach(mask, outside, y * width, 0, last);
    last = reach(mask, outside, y * width + width - 1, 0, last);
  }
  flood(mask, outside, width, height, 0, places, last);
  memory.copy(mask, outside, count);
}

/** Takes a pixel of this colour that was not reached yet (1) for reached (0), and writes down its place. */
function reach(mask: usize, left: usize, at: i32, colour: u32, last: usize): usize {
  if (load<u8>(mask + <usize>at) !== colour || load<u8>(left + <usize>at) === 0) return last;
  store<u8>(left + <usize>at, 0);
  store<i32>(last, at);
  return last + 4;
}

/** Reaches all that hangs together with the places from `places` to `last`, sides only; the end of the places reached. */
function flood(
  mask: usize,
  left: usize,
  width: i32,
  height: i32,
  colour: u32,
  places: usize,
  last: usize,
): usize {
  const below = width * (height - 1);
  for (let next = places; next < last; next += 4) {
    const at = load<i32>(next);
    const x = at % width;
    if (x > 0) last = reach(mask, left, at - 1, colour, last);
    if (x < width - 1) last = reach(mask, left, at + 1, colour, last);
    if (at >= width) last = reach(mask, left, at - width, colour, last);
    if (at < below) last = reach(mask, left, at + width, colour, last);
  }
  return last;
}

/**
 * Leaves only the largest thing that hangs together by its sides, the first of several. In place.
 * @returns its pixels.
 */
export function keepLargest(mask: usize, width: i32, height: i32, left: usize, places: usize): i32 {
  const count = width * height;
  memory.fill(left, 1, count);
  let most = 0;
  let largest = 0;
  for (let start = 0; start < count; start += 1) {
    const first = reach(mask, left, start, 1, places);
    if (first === places) continue;
    const area = <i32>((flood(mask, left, width, height, 1, places, first) - places) >> 2);
    if (area <= most) continue;
    most = area;
    largest = start;
  }
  if (most === 0) return 0;
  memory.fill(left, 1, count);
  flood(mask, left, width, height, 1, places, reach(mask, left, largest, 1, places));
  for (let at: usize = 0; at < <usize>count; at += 1) store<u8>(mask + at, load<u8>(left + at) ^ 1);
  return most;
}

/** How many pixels are set in both masks. */
export function countBoth(mask: usize, other: usize, count: i32): i32 {
  let both = 0;
  for (let at: usize = 0; at < <usize>count; at += 1) both += load<u8>(mask + at) & load<u8>(other + at);
  return both;
}

/**
 * How many set pixels, those at the rim of the picture left out, lie further than `around` outside a polygon.
 * @param edges Four 64-bit floating numbers an edge: a point of it, and its direction.
 */
export function countOutside(
  mask: usize,
  width: i32,
  height: i32,
  edges: usize,
  count: i32,
  around: f64,
): i32 {
  const end = edges + ((<usize>count) << 5);
  let outside = 0;
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      if (load<u8>(mask + <usize>(y * width + x)) === 0) continue;
      for (let edge = edges; edge < end; edge += 32) {
        const along = load<f64>(edge, 16) * (<f64>y - load<f64>(edge, 8));
        const across = load<f64>(edge, 24) * (<f64>x - load<f64>(edge));
        if (along - across < -around) {
          outside += 1;
          break;
        }
      }
    }
  }
  return outside;
}
