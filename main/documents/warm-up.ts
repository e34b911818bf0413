import type { EngineRequest } from './engine-messages.ts';
import { serveEngine } from './engine-service.ts';
import type { ImageCodec } from './image-codec.ts';
import { packLayers } from './layers.ts';
import type { Raster } from './raster.ts';
import { thumbnailOf } from './thumbnail.ts';

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

const A4 = { width: 2_480, height: 3_508, dpi: 300 };

/**
 * Has a file of one page made once, which is thrown away: writing a file takes ten times as long the first time, and then
 * somebody waits for it.
 */
export function warmUpWriting(codec: ImageCodec): void {
  const picture = { codec: 'jpeg', width: 1, height: 1, channels: 3, bytes: new Uint8Array(1) } as const;
  const layers = packLayers({ images: [picture], encodings: [{ draws: [{ image: 0 }] }] });
  const encodings = [{ bytes: layers.length, dpi: A4.dpi, legibility: 1 }];
  serveEngine(
    codec,
    () => undefined,
    () => undefined,
  )({
    kind: 'assemble',
    id: 0,
    pages: [{ summary: { ...A4, pageClass: 'colour', encodings, blank: true }, layers, rotation: 0 }],
    limits: { maxBytes: 1_000_000, maxPages: 1 },
    fileName: 'nothing.pdf',
    title: 'nothing',
  } satisfies EngineRequest);
}
