import Vips from 'wasm-vips';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { ImageHeader } from './image-header.ts';
import type { Raster } from './raster.ts';

/** Decoding and encoding of images by libvips compiled to WebAssembly (wasm-vips). */
export interface ImageCodec {
  /**
   * Decodes an image whose header was accepted by `readImageHeader`, upright (EXIF orientation applied), as grey or
   * sRGB. `shrink` (1, 2, 4 or 8) decodes at a fraction of the size without ever holding the whole.
   * `image-unreadable` where the data is broken or ends early.
   */
  decode(
    bytes: Uint8Array,
    header: ImageHeader,
    shrink: 1 | 2 | 4 | 8,
  ): Result<Raster, Failure<'image-unreadable'>>;
  /** Encodes with mozjpeg's trellis quantisation; smallest for its quality, for what goes into the file. */
  encodeJpeg(raster: Raster, quality: number): Uint8Array;
  /** Encodes fast, for the screen. */
  encodeScreenJpeg(raster: Raster, quality: number): Uint8Array;
}

/** mozjpeg's table 3 (N. Robidoux's): fewer bytes than the standard's annex K on text at equal legibility. */
const QUANT_TABLE = 3;

/**
 * Starts the codec (about 60 ms). The WebAssembly memory only grows: the process around it is recycled.
 * libvips reports refusals by throwing a WebAssembly exception; a trap (out of memory, a defect) is a `RuntimeError`
 * and is let through, so that the process ends and is replaced.
 */
export async function openImageCodec(): Promise<ImageCodec> {
  const vips = await Vips({ dynamicLibraries: [], print: () => undefined, printErr: () => undefined });
  vips.concurrency(1);
  vips.Cache.max(0);

  const encode = (raster: Raster, options: Parameters<Vips.Image['jpegsaveBuffer']>[0]): Uint8Array => {
    const { data, width, height, channels } = raster;
    const pixels = vips.Image.newFromMemory(data, width, height, channels, vips.BandFormat.uchar);
    const image = pixels.copy({ interpretation: channels === 1 ? 'b-w' : 'srgb' });
    try {
      return image.jpegsaveBuffer({ keep: 'none', ...options });
    } finally {
      image.delete();
      pixels.delete();
    }
  };

  const decodeJpeg = (
    bytes: Uint8Array,
    header: ImageHeader,
    shrink: number,
    failOn: Vips.FailOn,
  ): { raster: Raster; flatTail: number } => {
    const opened: Vips.Image[] = [];
    const keep = (image: Vips.Image): Vips.Image => {
      opened.push(image);
      return image;
    };
    try {
      const loaded = keep(
        vips.Image.jpegloadBuffer(bytes, { access: 'sequential', fail_on: failOn, shrink }),
      );
      const colour = loaded.bands === 1 || loaded.bands === 3 ? loaded : keep(loaded.colourspace('srgb'));
      const stored = readRaster(colour);
      const flatTail = failOn === vips.FailOn.error ? flatTailShare(stored) : 0;
      if (header.orientation === 1) return { raster: stored, flatTail };
      const { data, width, height, channels } = stored;
      const again = keep(vips.Image.newFromMemory(data, width, height, channels, vips.BandFormat.uchar));
      const turned = keep(turnUpright(again, header.orientation, keep));
      return { raster: readRaster(turned), flatTail };
    } finally {
      for (const image of opened) image.delete();
    }
  };

  /** Exif 2.32, tag 0x0112: mirrored first, then turned clockwise. */
  const turnUpright = (
    image: Vips.Image,
    orientation: number,
    keep: (image: Vips.Image) => Vips.Image,
  ): Vips.Image => {
    const mirrored = [2, 4, 5, 7].includes(orientation) ? keep(image.flipHor()) : image;
    if (orientation === 3 || orientation === 4) return mirrored.rot180();
    if (orientation === 6 || orientation === 7) return mirrored.rot90();
    if (orientation === 5 || orientation === 8) return mirrored.rot270();
    return mirrored.copy();
  };

  return {
    decode(bytes, header, shrink) {
      try {
        return ok(decodeJpeg(bytes, header, shrink, vips.FailOn.warning).raster);
      } catch (error) {
        if (!(error instanceof WebAssembly.Exception)) throw error;
      }
      // The decoder warned, maybe of stray bytes that some cameras add, maybe of data that ends before the page does.
      try {
        const { raster, flatTail } = decodeJpeg(bytes, header, shrink, vips.FailOn.error);
        return flatTail > LONGEST_FLAT_TAIL ? err('image-unreadable', 'ends early') : ok(raster);
      } catch (error) {
        if (!(error instanceof WebAssembly.Exception)) throw error;
        return err('image-unreadable', 'decoder');
      }
    },
    encodeJpeg: (raster, quality) =>
      encode(raster, {
        Q: quality,
        optimize_coding: true,
        trellis_quant: true,
        overshoot_deringing: true,
        quant_table: QUANT_TABLE,
      }),
    encodeScreenJpeg: (raster, quality) => encode(raster, { Q: quality }),
  };
}

/** Share of a page's rows at its end that may be of one level where the decoder warned. */
const LONGEST_FLAT_TAIL = 0.01;

/** Copies the pixels out; throws where the codec does. */
function readRaster(image: Vips.Image): Raster {
  const { width, height, bands } = image;
  const data = image.writeToMemory();
  // The header was checked: 8 bits a sample, and anything but grey was turned into sRGB.
  if ((bands !== 1 && bands !== 3) || !(data instanceof Uint8Array)) throw new Error('sample layout');
  return { width, height, channels: bands, data };
}

/** Share of the rows, from the last one up, in which every pixel equals the last: what a decoder fills in for lost data. */
function flatTailShare({ width, height, channels, data }: Raster): number {
  const row = width * channels;
  let at = data.length - 1 - channels;
  while (at >= 0 && data[at] === data[at + channels]) at -= 1;
  return (height - Math.ceil((at + 1) / row)) / height;
}
