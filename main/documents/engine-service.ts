import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import { type EngineReply, type EngineRequest, engineRequest } from './engine-messages.ts';
import { checkHeic, isHeic } from './heic-header.ts';
import type { ImageCodec } from './image-codec.ts';
import { readImageHeader } from './image-header.ts';
import type { HeaderError } from './image-limits.ts';
import { unpackLayers } from './layers.ts';
import { releaseUnused } from './memory.ts';
import { preparePage } from './page-preparation.ts';
import { assemblePdf, type PageToWrite } from './pdf-assembly.ts';
import { countPdfPages, drawPdfPage, isPdf } from './pdf-source.ts';
import { pictureFile } from './picture-file.ts';
import { toGrey } from './raster.ts';
import { readCode } from './reading/read-code.ts';
import { readPage } from './reading/read-page.ts';
import { unpackText } from './text-layer/page-text.ts';
import { recognisePage } from './text-layer/recognise-page.ts';
import { thumbnailOf } from './thumbnail.ts';

/** Requests that may wait; the client sends one at a time, so more is a defect. */
const MAX_WAITING = 4;

/** From an answer to giving back the memory that it took, where nothing else is asked: longer than a file is waited for. */
const RELEASE_AFTER_MS = 200;

/** What every request has, understood or not. */
const identified = z.object({ id: z.int().min(0) });

/**
 * The engine's process, without its transport: give it each message, it answers by `reply`. Requests are answered one
 * at a time, in order. `abandon` is called on a defect (a trap of the WebAssembly code above all): what is in memory
 * can no longer be trusted, the process has to end.
 */
export function serveEngine(
  codec: ImageCodec,
  reply: (message: EngineReply) => void,
  abandon: () => void,
): (message: unknown) => void {
  const waiting: EngineRequest[] = [];
  let busy = false;
  let releasing: NodeJS.Timeout | undefined;

  const release = (): void => {
    clearTimeout(releasing);
    releasing = undefined;
    releaseUnused();
  };
  const work = async (): Promise<void> => {
    busy = true;
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      // What one left is given back before the next takes as much; not before a file, which somebody waits for.
      if (releasing !== undefined && request.kind !== 'assemble') release();
      reply(await answer(request, codec, reply));
      clearTimeout(releasing);
      releasing = setTimeout(release, RELEASE_AFTER_MS);
    }
    busy = false;
  };

  return (message) => {
    const parsed = engineRequest.safeParse(message);
    if (!parsed.success) {
      const known = identified.safeParse(message);
      if (known.success)
        reply(refused(known.data.id, { code: 'engine-failed', detail: 'request not understood' }));
      return;
    }
    if (waiting.length >= MAX_WAITING) {
      reply(refused(parsed.data.id, { code: 'engine-failed', detail: 'queue full' }));
      return;
    }
    waiting.push(parsed.data);
    if (!busy) work().catch(abandon);
  };
}

async function answer(
  request: EngineRequest,
  codec: ImageCodec,
  reply: (message: EngineReply) => void,
): Promise<EngineReply> {
  const { id } = request;
  if (request.kind === 'inspect') {
    const pages = await countPages(request.bytes);
    return pages.ok
      ? { kind: 'inspected', id, file: { pages: pages.value }, residentBytes: process.memoryUsage.rss() }
      : refused(id, pages.error);
  }
  if (request.kind === 'thumbnail') {
    const jpeg = await thumbnailOf(request.bytes, request.page, codec);
    return jpeg.ok
      ? { kind: 'thumbnail', id, jpeg: jpeg.value, residentBytes: process.memoryUsage.rss() }
      : refused(id, jpeg.error);
  }
  if (request.kind === 'prepare') {
    const page = await preparePage(request.raw, codec, (first) =>
      reply({ kind: 'first-encoding', id, page: first }),
    );
    return page.ok
      ? { kind: 'prepared', id, page: page.value, residentBytes: process.memoryUsage.rss() }
      : refused(id, page.error);
  }
  if (request.kind === 'read') {
    const readings = await readPage(request.page, codec);
    return readings.ok
      ? { kind: 'read', id, readings: readings.value, residentBytes: process.memoryUsage.rss() }
      : refused(id, readings.error);
  }
  if (request.kind === 'read-code') {
    const reading = readCode(request.code.text, request.code.today);
    const readings = reading === undefined ? [] : [reading];
    return { kind: 'read', id, readings, residentBytes: process.memoryUsage.rss() };
  }
  if (request.kind === 'draw') {
    const sheet = await drawSheet(request, codec);
    return sheet.ok
      ? { kind: 'drawn', id, sheet: sheet.value, residentBytes: process.memoryUsage.rss() }
      : refused(id, sheet.error);
  }
  if (request.kind === 'recognise') {
    const text = await recognisePage(request.page, request.language);
    return text.ok
      ? { kind: 'recognised', id, text: text.value, residentBytes: process.memoryUsage.rss() }
      : refused(id, text.error);
  }
  const pages = readPages(request.pages);
  if (!pages.ok) return refused(id, pages.error);
  const { limits, fileName, title } = request;
  const file =
    limits.format === 'jpg'
      ? pictureFile(pages.value, limits, fileName, codec)
      : await assemblePdf(pages.value, limits, fileName, title, codec);
  return file.ok
    ? { kind: 'assembled', id, file: file.value, residentBytes: process.memoryUsage.rss() }
    : refused(id, file.error);
}

/** Quality of pages for printers that take JPEG alone: letters keep their edges. */
const DRAWN_JPEG_QUALITY = 90;

async function drawSheet(
  { bytes, page, dpi, encoding }: Extract<EngineRequest, { kind: 'draw' }>,
  codec: ImageCodec,
): Promise<Result<Extract<EngineReply, { kind: 'drawn' }>['sheet'], Failure<HeaderError>>> {
  const drawn = await drawPdfPage(bytes, page, dpi);
  if (!drawn.ok) return drawn;
  const grey = toGrey(drawn.value.raster);
  const data = encoding === 'grey' ? grey.data : codec.encodeJpeg(grey, DRAWN_JPEG_QUALITY);
  return ok({ pages: drawn.value.pages, width: grey.width, height: grey.height, data });
}

async function countPages(bytes: Uint8Array): Promise<Result<number, Failure<HeaderError>>> {
  if (isPdf(bytes)) return countPdfPages(bytes);
  if (isHeic(bytes)) {
    const checked = checkHeic(bytes);
    return checked.ok ? ok(1) : checked;
  }
  const header = readImageHeader(bytes);
  return header.ok ? ok(header.value.pages) : header;
}

function readPages(
  pages: Extract<EngineRequest, { kind: 'assemble' }>['pages'],
): Result<PageToWrite[], Failure<'engine-failed'>> {
  const read: PageToWrite[] = [];
  for (const { summary, layers, rotation, text } of pages) {
    const unpacked = unpackLayers(layers);
    if (!unpacked.ok) return err('engine-failed', unpacked.error.detail);
    if (unpacked.value.encodings.length !== summary.encodings.length) return err('engine-failed', 'layers');
    const words = text === undefined ? undefined : unpackText(text);
    if (words?.ok === false) return err('engine-failed', words.error.detail);
    read.push({ summary, layers: unpacked.value, rotation, text: words?.value });
  }
  return { ok: true, value: read };
}

function refused(
  id: number,
  failure: Failure<Extract<EngineReply, { kind: 'refused' }>['code']>,
): EngineReply {
  return {
    kind: 'refused',
    id,
    code: failure.code,
    ...(failure.detail === undefined ? {} : { detail: failure.detail.slice(0, 200) }),
    residentBytes: process.memoryUsage.rss(),
  };
}
