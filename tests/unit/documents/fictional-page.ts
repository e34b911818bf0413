import type { Raster } from '../../../main/documents/raster.ts';

type Colour = readonly [number, number, number];

/** A page of one colour. */
export function blankPage(
  width: number,
  height: number,
  channels: 1 | 3 = 3,
  paper: Colour = [255, 255, 255],
): Raster {
  const data = new Uint8Array(width * height * channels);
  for (let index = 0; index < data.length; index += 1) data[index] = paper[(index % channels) as 0 | 1 | 2];
  return { width, height, channels, data };
}

/** Fills a rectangle, in fractions of the page. */
export function paint(
  page: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: Colour,
): void {
  const { width, height, channels, data } = page;
  for (let y = Math.round(top * height); y < Math.round(bottom * height); y += 1) {
    for (let x = Math.round(left * width); x < Math.round(right * width); x += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        data[(y * width + x) * channels + channel] = colour[channel as 0 | 1 | 2];
      }
    }
  }
}

/** Lines of strokes that stand for print: the same marks for the same `seed`. */
export function printLines(page: Raster, seed: number, ink: Colour = [20, 20, 20]): void {
  let state = seed >>> 0 || 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let line = 0.08; line < 0.92; line += 0.02) {
    for (let x = 0.1; x < 0.9; ) {
      const stroke = 0.001 + random() * 0.002;
      const tall = random() < 0.5 ? 0.008 : 0.005;
      paint(page, x, line + 0.008 - tall, x + stroke, line + 0.008, ink);
      if (random() < 0.4) paint(page, x, line + 0.006, x + 0.006, line + 0.007, ink);
      x += stroke + 0.002 + random() * 0.006;
      if (random() < 0.15) x += 0.012;
    }
  }
}

/** A page whose corners tell orientation and colour apart: red, green, blue and black squares, clockwise from top left. */
export function cornerPage(width: number, height: number): Raster {
  const page = blankPage(width, height);
  printLines(page, 7);
  paint(page, 0, 0, 0.15, 0.1, [200, 30, 30]);
  paint(page, 0.85, 0, 1, 0.1, [20, 140, 40]);
  paint(page, 0.85, 0.9, 1, 1, [30, 40, 190]);
  paint(page, 0, 0.9, 0.15, 1, [0, 0, 0]);
  return page;
}

/** Writes an EXIF segment with this orientation after the start of a JPEG. */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const length = body.length + 2;
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...body, ...jpeg.subarray(2)]);
}

/** The pixel at a place given in fractions. */
export function pixelAt(page: Raster, x: number, y: number): Colour {
  const column = Math.min(page.width - 1, Math.floor(x * page.width));
  const row = Math.min(page.height - 1, Math.floor(y * page.height));
  const at = (row * page.width + column) * page.channels;
  const red = page.data[at] ?? 0;
  return page.channels === 1 ? [red, red, red] : [red, page.data[at + 1] ?? 0, page.data[at + 2] ?? 0];
}
