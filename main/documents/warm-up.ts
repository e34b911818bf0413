import type { ImageCodec } from './image-codec.ts';
import { unpackLayers } from './layers.ts';
import { preparePage } from './page-preparation.ts';
import { assemblePdf } from './pdf-assembly.ts';
import { thumbnailOf } from './thumbnail.ts';

/** A page of 150 dpi: large enough to be decoded at a fraction of its size, as scans are. Pixels. */
const PAGE = { width: 1_240, height: 1_754, dpi: 150 };
const QUALITY = 80;
/** No limit for its file. */
const MOST_BYTES = 5_000_000;
/** After so many files of so many pages the next takes no longer than those after it. */
const FILES = 2;
const PAGES_OF_FILE = 8;
/** Yellowish paper in uneven light, ink that is blue on half of the lines. Pixels and levels. */
const LINE = 24;
const STROKE = 9;
const PAPER = [238, 234, 214] as const;
const INKS = [
  [40, 40, 44],
  [40, 60, 160],
] as const;

/** A page with lines of strokes, as a scanner sends it. */
function strokes(codec: ImageCodec): Uint8Array {
  const { width, height } = PAGE;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    const ink = y % LINE < LINE / 2 ? INKS[Math.floor(y / LINE) % 2] : undefined;
    for (let x = 0; x < width; x += 1, at += 3) {
      const colour = ink !== undefined && x % STROKE < STROKE / 3 && x > LINE && x < width / 2 ? ink : PAPER;
      for (let channel = 0; channel < 3; channel += 1)
        data[at + channel] = (colour[channel] ?? 0) - ((16 * x) >> 11);
    }
  }
  return codec.encodeScreenJpeg({ width, height, channels: 3, data }, QUALITY);
}

/**
 * Has a page of strokes decoded and made small once. WebAssembly is compiled when it first runs: without this the first
 * page's picture takes ten times as long as the next, and it is the one that a visitor waits for.
 */
export async function warmUp(codec: ImageCodec): Promise<void> {
  await thumbnailOf(strokes(codec), 0, codec);
}

/**
 * Has a page prepared and files made of it, for nobody: the first page of a process would take twice as long as the next, and
 * its first file three times.
 */
export async function warmUpPreparing(codec: ImageCodec): Promise<void> {
  const page = await preparePage({ bytes: strokes(codec), dpi: PAGE.dpi }, codec);
  const layers = page.ok ? unpackLayers(page.value.layers) : page;
  if (!page.ok || !layers.ok) return;
  const written = { summary: page.value.summary, layers: layers.value, rotation: 0 } as const;
  const pages = Array.from({ length: PAGES_OF_FILE }, () => written);
  for (let file = 0; file < FILES; file += 1)
    await assemblePdf(pages, { maxBytes: MOST_BYTES, maxPages: PAGES_OF_FILE }, 'page', 'Page', codec);
}
