import type { Bitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import type { Foreground } from '../../../../main/documents/mrc/segment-page.ts';
import type { Raster } from '../../../../main/documents/raster.ts';
import { noise } from '../jbig2/bitmaps.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** An empty sheet of one colour. */
export function sheet(width: number, height: number, paper: Colour, channels: 1 | 3 = 3): Raster {
  const data = new Uint8Array(width * height * channels);
  for (let at = 0; at < data.length; at += 1) data[at] = paper[(at % channels) as 0 | 1 | 2];
  return { width, height, channels, data };
}

/** Paints `ink` wherever `marks` is black, `left` and `top` pixels in. */
export function print(page: Raster, marks: Bitmap, ink: Colour, left = 0, top = 0): void {
  for (let y = 0; y < marks.height && y + top < page.height; y += 1) {
    for (let x = 0; x < marks.width && x + left < page.width; x += 1) {
      if (!isBlack(marks, x, y)) continue;
      for (let channel = 0; channel < page.channels; channel += 1) {
        page.data[((y + top) * page.width + x + left) * page.channels + channel] = ink[channel as 0 | 1 | 2];
      }
    }
  }
}

/** What a scanner's lens does: every pixel mixed with its neighbours (1 2 1 both ways). */
export function blurred({ width, height, channels, data }: Raster): Raster {
  const out = new Uint8Array(data.length);
  const level = (x: number, y: number, channel: number): number =>
    data[
      (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * channels +
        channel
    ] ?? 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let dy = -1; dy <= 1; dy += 1) {
          for (let dx = -1; dx <= 1; dx += 1)
            sum += (2 - Math.abs(dx)) * (2 - Math.abs(dy)) * level(x + dx, y + dy, channel);
        }
        out[(y * width + x) * channels + channel] = sum / 16;
      }
    }
  }
  return { width, height, channels, data: out };
}

/** Light that falls off: every pixel multiplied by `lightAt`, with sensor noise of `grain` levels. */
export function lit(page: Raster, lightAt: (x: number, y: number) => number, grain = 0): Raster {
  const random = noise(12);
  const data = new Uint8ClampedArray(page.data.length);
  for (let at = 0; at < data.length; at += 1) {
    const pixel = Math.floor(at / page.channels);
    const light = lightAt((pixel % page.width) / page.width, Math.floor(pixel / page.width) / page.height);
    const bell = random() + random() + random() + random() - 2;
    data[at] = (page.data[at] ?? 0) * light + bell * grain * 1.7;
  }
  return { ...page, data: new Uint8Array(data.buffer) };
}

export function isBlack({ stride, data }: Bitmap, x: number, y: number): boolean {
  return (((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
}

/** Whether any pixel of a rectangle is black. */
export function anyBlack(mask: Bitmap, left: number, top: number, right: number, bottom: number): boolean {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(mask.height, bottom); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(mask.width, right); x += 1) {
      if (isBlack(mask, x, y)) return true;
    }
  }
  return false;
}

/** The page as a viewer shows it: background, and ink where the mask is black. Layers are enlarged without smoothing. */
export function recomposed(mask: Bitmap, background: Raster | undefined, foreground: Foreground): Raster {
  const { width, height } = mask;
  const data = new Uint8Array(width * height * 3);
  const pick = (layer: Raster, x: number, y: number, channel: number): number => {
    const column = Math.floor((x * layer.width) / width);
    const row = Math.floor((y * layer.height) / height);
    return layer.data[(row * layer.width + column) * layer.channels + (channel % layer.channels)] ?? 0;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const behind = background === undefined ? 255 : pick(background, x, y, channel);
        const over =
          foreground.kind === 'ink'
            ? foreground.colour[channel as 0 | 1 | 2]
            : pick(foreground.image, x, y, channel);
        data[(y * width + x) * 3 + channel] = isBlack(mask, x, y) ? over : behind;
      }
    }
  }
  return { width, height, channels: 3, data };
}

/** Mean of a channel over a rectangle. */
export function meanOf(
  page: Raster,
  channel: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1)
      sum += page.data[(y * page.width + x) * page.channels + (channel % page.channels)] ?? 0;
  }
  return sum / ((right - left) * (bottom - top));
}

/** Share of pixels that two bitmaps of one size do not have in common. */
export function differing(a: Bitmap, b: Bitmap): number {
  let different = 0;
  for (let y = 0; y < a.height; y += 1) {
    for (let x = 0; x < a.width; x += 1) if (isBlack(a, x, y) !== isBlack(b, x, y)) different += 1;
  }
  return different / (a.width * a.height);
}
