/** Pixels of a row that are looked up along a straight, evenly divided line. */
const SPAN: i32 = 32;
/** Fixed point of places within a span: 1 pixel. */
const PIXEL: f64 = 65_536;
/** Half a sixteenth, so that cutting rounds. */
const HALF_STEP: f64 = PIXEL / 32;

/**
 * Looks up a tile of a picture in a source, between the four pixels around each place.
 *
 * @param source where the source's first pixel would lie, if all of it were there: only what the tile needs has to be.
 * @param projection eight 64-bit numbers, as `Projection`.
 * @param left a multiple of `SPAN`, like the left of every tile of the picture.
 * @param outside the colour of what lies outside of the source, a byte a channel.
 * @param out the tile's rows without gaps; a byte may be written beyond the last.
 */
export function warpTile(
  source: usize,
  stride: i32,
  sourceWidth: i32,
  sourceHeight: i32,
  channels: i32,
  projection: usize,
  left: i32,
  top: i32,
  width: i32,
  rows: i32,
  outside: usize,
  out: usize,
): void {
  const a = load<f64>(projection);
  const b = load<f64>(projection, 8);
  const c = load<f64>(projection, 16);
  const d = load<f64>(projection, 24);
  const e = load<f64>(projection, 32);
  const f = load<f64>(projection, 40);
  const g = load<f64>(projection, 48);
  const h = load<f64>(projection, 56);
  const limitX: f64 = <f64>sourceWidth - 1.001;
  const limitY: f64 = <f64>sourceHeight - 1.001;
  for (let y = top; y < top + rows; y += 1) {
    // Pixel centres, in both pictures.
    const rowX = b * (<f64>y + 0.5) + c;
    const rowY = e * (<f64>y + 0.5) + f;
    const rowW = h * (<f64>y + 0.5) + 1;
    let w = 1 / (g * (<f64>left + 0.5) + rowW);
    let fromX = (a * (<f64>left + 0.5) + rowX) * w - 0.5;
    let fromY = (d * (<f64>left + 0.5) + rowY) * w - 0.5;
    for (let x = left; x < left + width; x += SPAN) {
      const count = min(SPAN, left + width - x);
      const end = <f64>(x + count) + 0.5;
      w = 1 / (g * end + rowW);
      const toX = (a * end + rowX) * w - 0.5;
      const toY = (d * end + rowY) * w - 0.5;
      const inside =
        min(fromX, toX) >= 0 && min(fromY, toY) >= 0 && max(fromX, toX) < limitX && max(fromY, toY) < limitY;
      const stepX = (toX - fromX) / <f64>count;
      const stepY = (toY - fromY) / <f64>count;
      if (!inside)
        edgeSpan(
          source,
          stride,
          sourceWidth,
          sourceHeight,
          channels,
          out,
          count,
          fromX,
          fromY,
          stepX,
          stepY,
          outside,
        );
      else if (channels === 1) innerGrey(source, stride, out, count, fromX, fromY, stepX, stepY);
      else innerColour(source, stride, out, count, fromX, fromY, stepX, stepY);
      out += <usize>(count * channels);
      fromX = toX;
      fromY = toY;
    }
  }
}

/** Looks up pixels that all lie within the source. Sixteenths: finer steps than the eye, and the products stay small. */
function innerColour(
  source: usize,
  stride: i32,
  to: usize,
  count: i32,
  fromX: f64,
  fromY: f64,
  stepX: f64,
  stepY: f64,
): void {
  let x = <i32>(fromX * PIXEL + HALF_STEP);
  let y = <i32>(fromY * PIXEL + HALF_STEP);
  const dx = <i32>(stepX * PIXEL);
  const dy = <i32>(stepY * PIXEL);
  // The same channel of two pixels beside each other, as 16 bits.
  const pairs = i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1);
  const half = i32x4.splat(128);
  for (const end = to + <usize>(3 * count); to < end; to += 3) {
    const u = (x >> 12) & 15;
    const v = (y >> 12) & 15;
    const se = u * v;
    const sw = (v << 4) - se;
    const ne = (u << 4) - se;
    const nw = 256 - ne - sw - se;
    const from = source + <usize>((y >> 16) * stride + 3 * (x >> 16));
    const above = i8x16.swizzle(v128.load64_zero(from), pairs);
    const below = i8x16.swizzle(v128.load64_zero(from + stride), pairs);
    const sums = i32x4.add(
      i32x4.dot_i16x8_s(above, i32x4.splat(nw | (ne << 16))),
      i32x4.dot_i16x8_s(below, i32x4.splat(sw | (se << 16))),
    );
    const levels = i32x4.shr_u(i32x4.add(sums, half), 8);
    const words = i16x8.narrow_i32x4_s(levels, levels);
    v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
    x += dx;
    y += dy;
  }
}

function innerGrey(
  source: usize,
  stride: i32,
  to: usize,
  count: i32,
  fromX: f64,
  fromY: f64,
  stepX: f64,
  stepY: f64,
): void {
  let x = <i32>(fromX * PIXEL + HALF_STEP);
  let y = <i32>(fromY * PIXEL + HALF_STEP);
  const dx = <i32>(stepX * PIXEL);
  const dy = <i32>(stepY * PIXEL);
  for (const end = to + <usize>count; to < end; to += 1) {
    const u = (x >> 12) & 15;
    const v = (y >> 12) & 15;
    const se = u * v;
    const sw = (v << 4) - se;
    const ne = (u << 4) - se;
    const nw = 256 - ne - sw - se;
    const from = source + <usize>((y >> 16) * stride + (x >> 16));
    const below = from + stride;
    store<u8>(
      to,
      (<i32>load<u8>(from) * nw +
        <i32>load<u8>(from, 1) * ne +
        <i32>load<u8>(below) * sw +
        <i32>load<u8>(below, 1) * se +
        128) >>
        8,
    );
    x += dx;
    y += dy;
  }
}

/** Looks up pixels of which some may lie outside of the source, or on its rim. */
function edgeSpan(
  source: usize,
  stride: i32,
  sourceWidth: i32,
  sourceHeight: i32,
  channels: i32,
  to: usize,
  count: i32,
  fromX: f64,
  fromY: f64,
  stepX: f64,
  stepY: f64,
  outside: usize,
): void {
  const limitX = <f64>(sourceWidth - 1);
  const limitY = <f64>(sourceHeight - 1);
  for (let index = 0; index < count; index += 1) {
    const x = fromX + <f64>index * stepX;
    const y = fromY + <f64>index * stepY;
    const within = x > -0.5 && y > -0.5 && x < limitX + 0.5 && y < limitY + 0.5;
    if (!within) {
      for (let channel = 0; channel < channels; channel += 1)
        store<u8>(to + <usize>channel, load<u8>(outside + <usize>channel));
      to += <usize>channels;
      continue;
    }
    const left = min(limitX, max<f64>(0, floor(x)));
    const top = min(limitY, max<f64>(0, floor(y)));
    const u = min<f64>(1, max<f64>(0, x - left));
    const v = min<f64>(1, max<f64>(0, y - top));
    const above = source + <usize>(<i32>top * stride + <i32>left * channels);
    const right: usize = left < limitX ? <usize>channels : 0;
    const below = above + (top < limitY ? <usize>stride : 0);
    for (let channel: usize = 0; channel < <usize>channels; channel += 1) {
      const upper = <f64>load<u8>(above + channel) * (1 - u) + <f64>load<u8>(above + right + channel) * u;
      const lower = <f64>load<u8>(below + channel) * (1 - u) + <f64>load<u8>(below + right + channel) * u;
      store<u8>(to + channel, <u8>(<i32>(upper * (1 - v) + lower * v + 0.5)));
    }
    to += <usize>channels;
  }
}
