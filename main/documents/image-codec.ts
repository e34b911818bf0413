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

  return {
    decode(bytes, header, shrink) {
      const opened: Vips.Image[] = [];
      const keep = (image: Vips.Image): Vips.Image => {
        opened.push(image);
        return image;
      };
      try {
        // `error` also stops at a truncated file; `warning` would refuse the stray bytes that some scanners append.
        const loaded = keep(
          vips.Image.jpegloadBuffer(bytes, { access: 'sequential', fail_on: 'error', shrink }),
        );
        const colour = loaded.bands === 1 || loaded.bands === 3 ? loaded : keep(loaded.colourspace('srgb'));
        if (colour.bands !== 1 && colour.bands !== 3) return err('image-unreadable', `${colour.bands} bands`);
        const channels = colour.bands;
        const upright = header.orientation === 1 ? colour : keep(keep(colour.copyMemory()).autorot());
        const { width, height } = upright;
        const data = upright.writeToMemory();
        return data instanceof Uint8Array
          ? ok({ width, height, channels, data })
          : err('image-unreadable', 'not 8 bits a sample');
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) throw error;
        return err('image-unreadable', 'decoder');
      } finally {
        for (const image of opened) image.delete();
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
