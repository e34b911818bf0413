import createLibheif from 'libheif-js/libheif-wasm/libheif.js';
import { err, ok } from '../domain/result.ts';
import { checkHeic, type HeicResult, MOST_HEIC_PIXELS } from './heic-header.ts';
import type { Raster } from './raster.ts';
import { modelFile } from './reading/model-files.ts';

let library: ReturnType<typeof createLibheif> | undefined;

/** Decodes the main picture of a HEIC, upright, as sRGB. */
export async function decodeHeic(bytes: Uint8Array): Promise<HeicResult<Raster>> {
  const checked = checkHeic(bytes);
  if (!checked.ok) return checked;
  library ??= createLibheif({
    wasmBinary: modelFile('libheif-js/libheif-wasm/libheif.wasm'),
    print: () => undefined,
  });
  await library.ready;
  const heif = new library.HeifDecoder();
  const images = heif.decode(bytes);
  try {
    const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
    if (image === undefined) return err('image-unreadable', 'HEIC');
    const width = image.get_width();
    const height = image.get_height();
    // The header may have lied about the sizes.
    if (!(width > 0 && height > 0) || width * height > MOST_HEIC_PIXELS)
      return err('image-unreadable', 'size');
    const target = { data: new Uint8ClampedArray(4 * width * height), width, height };
    const shown = await new Promise<{ data: Uint8ClampedArray } | null>((resolve) =>
      image.display(target, resolve),
    );
    return shown === null ? err('image-unreadable', 'HEIC') : ok(toRgb(shown.data, width, height));
  } finally {
    for (const image of images) image.free();
    if (images.length > 0) heif.decoder.delete();
  }
}

/** Without opacity: phones' pictures have none. */
function toRgb(rgba: Uint8ClampedArray, width: number, height: number): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return { width, height, channels: 3, data: rgb };
}
