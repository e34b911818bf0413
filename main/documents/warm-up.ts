import type { ImageCodec } from './image-codec.ts';
import type { Raster } from './raster.ts';
import { thumbnailOf } from './thumbnail.ts';

/** Argument of a process that warms up before it says that it is ready. */
export const WARMED_UP = '--warmed-up';

/** A page of 150 dpi: large enough to be decoded at a fraction of its size, as scans are. Pixels. */
const PAGE = { width: 1_240, height: 1_754 };
const LINE = 24;
const QUALITY = 80;

/**
 * Has a page of stripes decoded and made small once. WebAssembly is compiled when it first runs: without this the first
 * page's picture takes ten times as long as the next, and it is the one that a visitor waits for.
 */
export async function warmUp(codec: ImageCodec): Promise<void> {
  const data = new Uint8Array(PAGE.width * PAGE.height * 3);
  for (let row = 0; row < PAGE.height; row += 1) {
    const level = row % LINE < LINE / 2 ? 235 : 60;
    data.fill(level, row * PAGE.width * 3, (row + 1) * PAGE.width * 3);
  }
  const striped: Raster = { ...PAGE, channels: 3, data };
  await thumbnailOf(codec.encodeScreenJpeg(striped, QUALITY), 0, codec);
}
