import Vips from 'wasm-vips';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { ImageHeader } from './image-limits.ts';
import { giveBack, pictureBytes } from './picture-memory.ts';
import type { Raster } from './raster.ts';

/** Decoding and encoding of images by libvips compiled to WebAssembly (wasm-vips). */
export interface ImageCodec {
  /**
   * Decodes a page whose header was accepted by `readImageHeader`, upright, as grey or sRGB on white. `shrink` decodes
   * at a fraction of the size without ever holding the whole. `image-unreadable` where the data is broken or ends early.
   */
  decode(
    bytes: Uint8Array,
    header: ImageHeader,
    shrink: 1 | 2 | 4 | 8,
    page?: number,
  ): Result<Raster, Failure<'image-unreadable'>>;
  /** Decodes what `encodeJpeg` gave, to see what is left of it. */
  decodeOwn(jpeg: Uint8Array): Raster;
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

  const load = (
    bytes: Uint8Array,
    header: ImageHeader,
    page: number,
    shrink: number,
    failOn: Vips.FailOn,
  ) => {
    const options = { access: vips.Access.sequential, fail_on: failOn };
    if (header.format === 'jpeg') return vips.Image.jpegloadBuffer(bytes, { ...options, shrink });
    if (header.format === 'png') return vips.Image.pngloadBuffer(bytes, options);
    return vips.Image.tiffloadBuffer(bytes, { ...options, page });
  };

  const decodeOnce = (
    bytes: Uint8Array,
    header: ImageHeader,
    shrink: number,
    page: number,
    failOn: Vips.FailOn,
  ): { raster: Raster; flatTail: number } => {
    const opened: Vips.Image[] = [];
    const keep = (image: Vips.Image): Vips.Image => {
      opened.push(image);
      return image;
    };
    try {
      const loaded = keep(load(bytes, header, page, shrink, failOn));
      const plain = keep(toScreenColours(loaded, keep));
      // Held whole at its smaller size: read in strips, shrinking would go back to lines that were read already.
      const reduced =
        header.format === 'jpeg' || shrink === 1
          ? plain
          : keep(keep(plain.shrink(shrink, shrink)).copyMemory());
      const stored = readRaster(reduced);
      const flatTail = failOn === vips.FailOn.error ? flatTailShare(stored) : 0;
      if (header.orientation === 1) return { raster: stored, flatTail };
      const { data, width, height, channels } = stored;
      const again = keep(vips.Image.newFromMemory(data, width, height, channels, vips.BandFormat.uchar));
      const turned = keep(turnUpright(again, header.orientation, keep));
      const raster = readRaster(turned);
      giveBack(data);
      return { raster, flatTail };
    } finally {
      for (const image of opened) image.delete();
    }
  };

  /** Eight bits a sample, grey or sRGB, on white where it is transparent. */
  const toScreenColours = (image: Vips.Image, keep: (image: Vips.Image) => Vips.Image): Vips.Image => {
    let current = image;
    if (current.hasAlpha()) {
      const white = current.format === 'ushort' ? 65_535 : 255;
      current = keep(current.flatten({ background: [white] }));
    }
    const space = current.bands === 1 ? vips.Interpretation.b_w : vips.Interpretation.srgb;
    const known = current.bands === 1 || current.bands === 3;
    if (current.format !== 'uchar' || !known) current = keep(current.colourspace(space));
    return current.copy();
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
    decode(bytes, header, shrink, page = 0) {
      try {
        return ok(decodeOnce(bytes, header, shrink, page, vips.FailOn.warning).raster);
      } catch (error) {
        if (!(error instanceof WebAssembly.Exception)) throw error;
      }
      // The decoder warned, maybe of stray bytes that some cameras add, maybe of data that ends before the page does.
      try {
        const { raster, flatTail } = decodeOnce(bytes, header, shrink, page, vips.FailOn.error);
        return flatTail > LONGEST_FLAT_TAIL ? err('image-unreadable', 'ends early') : ok(raster);
      } catch (error) {
        if (!(error instanceof WebAssembly.Exception)) throw error;
        return err('image-unreadable', 'decoder');
      }
    },
    decodeOwn(jpeg) {
      const image = vips.Image.jpegloadBuffer(jpeg, { access: vips.Access.sequential });
      try {
        return readRaster(image);
      } finally {
        image.delete();
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

/** Bytes copied out at a time: each time the codec starts its pipeline anew. */
const STRIP_BYTES = 8_000_000;
/** Rows are copied out in whole groups of so many: the decoder's own cache cannot go back to a row that it let go. */
const STRIP_ROWS = 256;

/**
 * Copies the pixels out, a strip at a time: WebAssembly memory never shrinks, and a whole page would stay in it.
 * Throws where the codec does.
 */
function readRaster(image: Vips.Image): Raster {
  const { width, height, bands } = image;
  // The header was checked: 8 bits a sample, and anything but grey was turned into sRGB.
  if (bands !== 1 && bands !== 3) throw new Error('sample layout');
  const data = pictureBytes(width * height * bands);
  const rows = STRIP_ROWS * Math.max(1, Math.floor(STRIP_BYTES / (width * bands * STRIP_ROWS)));
  for (let top = 0; top < height; top += rows) {
    const strip = image.crop(0, top, width, Math.min(rows, height - top));
    try {
      data.set(strip.writeToMemory(), top * width * bands);
    } finally {
      strip.delete();
    }
  }
  return { width, height, channels: bands, data };
}

/** Share of the rows, from the last one up, in which every pixel equals the last: what a decoder fills in for lost data. */
function flatTailShare({ width, height, channels, data }: Raster): number {
  const row = width * channels;
  let at = data.length - 1 - channels;
  while (at >= 0 && data[at] === data[at + channels]) at -= 1;
  return (height - Math.ceil((at + 1) / row)) / height;
}
