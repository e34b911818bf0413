import { z } from 'zod';
import { type EncodedPage, type PreparedPage, TEXT_LANGUAGES } from '../domain/document.ts';
import type { AssembledFile } from '../ports/document-engine.ts';
import { IMAGE_LIMITS } from './image-limits.ts';
import { readingsMessage } from './reading/reading-message.ts';

/** Most pages in one document. */
const MAX_PAGES = 200;
/** Most bytes of one raw page: more than the header check accepts, so that it is refused there with its own code. */
const MAX_RAW_BYTES = 512_000_000;
/** Most bytes of one page's layers. */
const MAX_LAYER_BYTES = 64_000_000;
/** Most bytes of a finished file. */
const MAX_FILE_BYTES = 512_000_000;
/** Most bytes of a page drawn for a printer: A4 at 600 dpi, one byte a dot. */
const MAX_DRAWN_BYTES = 36_000_000;
/** Most bytes of one page's text. */
const MAX_TEXT_BYTES = 1_000_000;
/** Most signs of a code from a hand-held reader: a QR code holds 7,089 digits, more than any other (ISO/IEC 18004). */
const MAX_CODE_SIGNS = 7_168;
const MAX_PREVIEW_BYTES = 4_000_000;

const bytes = (most: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= most, 'bytes');
const dpi = z.number().min(1).max(10_000);
const side = z.int().min(1).max(IMAGE_LIMITS.maxSide);

const encoding = z.strictObject({
  bytes: z.int().min(1).max(MAX_LAYER_BYTES),
  dpi,
  legibility: z.number().min(0).max(1),
});

const summary = z.strictObject({
  pageClass: z.enum(['bilevel', 'grey', 'colour', 'mixed']),
  width: side,
  height: side,
  dpi,
  encodings: z.array(encoding).min(1).max(32).readonly(),
  blank: z.boolean(),
  cleanUp: z
    .strictObject({
      cropped: z.boolean(),
      perspective: z.boolean(),
      degrees: z.number().min(-180).max(180),
      turned: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
      whitened: z.boolean(),
    })
    .optional(),
});

const encoded = { summary, layers: bytes(MAX_LAYER_BYTES) };
const encodedPage: z.ZodType<EncodedPage> = z.strictObject(encoded);
const preparedPage: z.ZodType<PreparedPage> = z.strictObject({
  ...encoded,
  preview: bytes(MAX_PREVIEW_BYTES),
});

const assembledFile: z.ZodType<AssembledFile> = z.strictObject({
  fileName: z.string().regex(/^[a-z0-9-]{1,80}\.(pdf|jpg)$/),
  mediaType: z.enum(['application/pdf', 'image/jpeg']),
  bytes: bytes(MAX_FILE_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  pages: z.int().min(1).max(MAX_PAGES),
  kept: z.array(encoding).max(MAX_PAGES).readonly(),
});

const id = z.int().min(0);
const rotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
const layeredPage = z.object({ summary, layers: bytes(MAX_LAYER_BYTES), rotation });

/** What the engine's process is asked. */
export const engineRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inspect'), id, bytes: bytes(MAX_RAW_BYTES) }),
  z.object({
    kind: z.literal('thumbnail'),
    id,
    bytes: bytes(MAX_RAW_BYTES),
    page: z.int().min(0).max(IMAGE_LIMITS.maxPages),
  }),
  z.object({
    kind: z.literal('prepare'),
    id,
    raw: z.object({
      bytes: bytes(MAX_RAW_BYTES),
      dpi,
      dpiIsCertain: z.boolean().optional(),
      page: z.int().min(0).max(IMAGE_LIMITS.maxPages).optional(),
      cleanUp: z.enum(['automatic', 'none']).optional(),
      picture: z
        .object({ maxBytes: z.number().min(0), enough: z.number().min(0).max(1).optional() })
        .optional(),
    }),
  }),
  z.object({
    kind: z.literal('read'),
    id,
    page: z.object({
      bytes: bytes(MAX_RAW_BYTES),
      dpi,
      page: z.int().min(0).max(IMAGE_LIMITS.maxPages).optional(),
      today: z.object({ year: z.int(), month: z.int(), day: z.int() }),
    }),
  }),
  z.object({
    kind: z.literal('read-code'),
    id,
    code: z.object({
      text: z.string().max(MAX_CODE_SIGNS),
      today: z.object({ year: z.int(), month: z.int(), day: z.int() }),
    }),
  }),
  z.object({ kind: z.literal('recognise'), id, page: layeredPage, language: z.enum(TEXT_LANGUAGES) }),
  z.object({
    kind: z.literal('assemble'),
    id,
    pages: z
      .array(layeredPage.extend({ text: bytes(MAX_TEXT_BYTES).optional() }))
      .max(MAX_PAGES)
      .readonly(),
    limits: z.object({
      maxBytes: z.number().min(0),
      maxPages: z.int().min(0),
      enough: z.number().min(0).max(1).optional(),
      format: z.enum(['pdf', 'jpg']).optional(),
    }),
    fileName: z.string().max(1_000),
    title: z.string().max(10_000),
  }),
  /** A page of a PDF as dots, for a printer. */
  z.object({
    kind: z.literal('draw'),
    id,
    bytes: bytes(MAX_FILE_BYTES),
    page: z.int().min(0).max(IMAGE_LIMITS.maxPages),
    dpi: z.number().min(72).max(600),
    encoding: z.enum(['grey', 'jpeg']),
  }),
]);

/** What the engine's process says. `ready` once at start; then replies to the request `id`, the last of which ends it. */
export const engineReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({
    kind: z.literal('thumbnail'),
    id,
    jpeg: bytes(MAX_PREVIEW_BYTES),
    residentBytes: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('inspected'),
    id,
    file: z.strictObject({ pages: z.int().min(1).max(IMAGE_LIMITS.maxPages) }),
    residentBytes: z.number(),
  }),
  /** Ends nothing: the page in its first encoding alone; `prepared` follows. */
  z.strictObject({ kind: z.literal('first-encoding'), id, page: encodedPage }),
  z.strictObject({ kind: z.literal('prepared'), id, page: preparedPage, residentBytes: z.number() }),
  z.strictObject({
    kind: z.literal('assembled'),
    id,
    file: assembledFile,
    residentBytes: z.number(),
  }),
  z.strictObject({ kind: z.literal('read'), id, readings: readingsMessage, residentBytes: z.number() }),
  z.strictObject({
    kind: z.literal('drawn'),
    id,
    sheet: z.strictObject({
      pages: z.int().min(1).max(IMAGE_LIMITS.maxPages),
      width: side,
      height: side,
      data: bytes(MAX_DRAWN_BYTES),
    }),
    residentBytes: z.number(),
  }),
  z.strictObject({
    kind: z.literal('recognised'),
    id,
    text: bytes(MAX_TEXT_BYTES),
    residentBytes: z.number(),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    id,
    code: z.enum(['image-unreadable', 'image-too-large', 'does-not-fit', 'too-many-pages', 'engine-failed']),
    detail: z.string().max(200).optional(),
    residentBytes: z.number(),
  }),
]);

export type EngineRequest = z.infer<typeof engineRequest>;
export type EngineReply = z.infer<typeof engineReply>;
