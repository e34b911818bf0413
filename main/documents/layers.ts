import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../domain/result.ts';

/** One encoded image: its bytes, and what a reader must know to draw it. */
export interface LayerImage {
  readonly codec: 'jpeg' | 'jbig2';
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

/**
 * One thing drawn over the whole page, the first at the bottom. `image` alone: drawn as it is. With `mask` (a
 * JBIG2 image): drawn where the mask is black. `ink` and `mask` without `image`: one colour where the mask is black.
 */
export interface Draw {
  readonly image?: number | undefined;
  readonly mask?: number | undefined;
  readonly ink?: readonly [number, number, number] | undefined;
  /** Where on the page an `image` alone lies, shares of its height from the top; default: all over it. Never in a container. */
  readonly band?: readonly [from: number, to: number] | undefined;
}

/** A page as it can be written into a file: its images, and for each entry of `summary.encodings` what to draw. */
export interface PageLayers {
  readonly images: readonly LayerImage[];
  readonly encodings: readonly { readonly draws: readonly Draw[] }[];
}

/** Upper bound of what one image costs in the file beside its own bytes: dictionary, object header, cross-reference. */
const IMAGE_OVERHEAD_BYTES = 240;

/** Bytes that drawing `draws` costs in the file, an upper bound that counts each image once. */
export function drawnBytes(images: readonly LayerImage[], draws: readonly Draw[]): number {
  const used = new Set<number>();
  for (const draw of draws) {
    if (draw.image !== undefined) used.add(draw.image);
    if (draw.mask !== undefined) used.add(draw.mask);
  }
  let bytes = 0;
  for (const index of used) bytes += (images[index]?.bytes.length ?? 0) + IMAGE_OVERHEAD_BYTES;
  return bytes;
}

const MAX_IMAGES = 32;
const MAX_ENCODINGS = 32;
const MAX_HEADER_BYTES = 65_536;
const MAGIC = 0x424c4131; // "BLA1"

const index = z
  .int()
  .min(0)
  .max(MAX_IMAGES - 1);
const side = z.int().min(1).max(20_000);
const level = z.int().min(0).max(255);
const containerHeader = z.strictObject({
  images: z
    .array(
      z.strictObject({
        codec: z.enum(['jpeg', 'jbig2']),
        width: side,
        height: side,
        channels: z.union([z.literal(1), z.literal(3)]),
        length: z.int().min(1).max(64_000_000),
      }),
    )
    .max(MAX_IMAGES),
  encodings: z
    .array(
      z.strictObject({
        draws: z
          .array(
            z.strictObject({
              image: index.optional(),
              mask: index.optional(),
              ink: z.tuple([level, level, level]).optional(),
            }),
          )
          .min(1)
          .max(8),
      }),
    )
    .min(1)
    .max(MAX_ENCODINGS),
});

/** Packs layers into the engine's own container: magic, header length, JSON header, images one after another. */
export function packLayers(layers: PageLayers): Uint8Array {
  const header = new TextEncoder().encode(
    JSON.stringify({
      images: layers.images.map(({ codec, width, height, channels, bytes }) => ({
        codec,
        width,
        height,
        channels,
        length: bytes.length,
      })),
      encodings: layers.encodings,
    }),
  );
  const total = layers.images.reduce((sum, image) => sum + image.bytes.length, 8 + header.length);
  const packed = new Uint8Array(total);
  const view = new DataView(packed.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, header.length);
  packed.set(header, 8);
  let position = 8 + header.length;
  for (const image of layers.images) {
    packed.set(image.bytes, position);
    position += image.bytes.length;
  }
  return packed;
}

/** Reads a container back. `page-lost` where it is not what `packLayers` wrote. */
export function unpackLayers(packed: Uint8Array): Result<PageLayers, Failure<'page-lost'>> {
  if (packed.length < 8) return err('page-lost', 'container');
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const headerLength = view.getUint32(4);
  if (view.getUint32(0) !== MAGIC || headerLength > MAX_HEADER_BYTES || 8 + headerLength > packed.length) {
    return err('page-lost', 'container');
  }
  const header = readHeader(packed.subarray(8, 8 + headerLength));
  if (header === undefined) return err('page-lost', 'container header');
  const images: LayerImage[] = [];
  let position = 8 + headerLength;
  for (const { length, ...image } of header.images) {
    if (position + length > packed.length) return err('page-lost', 'container ends early');
    images.push({ ...image, bytes: packed.subarray(position, position + length) });
    position += length;
  }
  for (const { draws } of header.encodings) {
    for (const draw of draws) {
      const image = draw.image === undefined ? undefined : images[draw.image];
      const mask = draw.mask === undefined ? undefined : images[draw.mask];
      const known =
        (draw.image === undefined || image) && (draw.mask === undefined || mask?.codec === 'jbig2');
      if (!known || (image === undefined && (mask === undefined || draw.ink === undefined))) {
        return err('page-lost', 'container draws');
      }
    }
  }
  return ok({ images, encodings: header.encodings });
}

function readHeader(bytes: Uint8Array): z.infer<typeof containerHeader> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
  const parsed = containerHeader.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}
