import { createHash } from 'node:crypto';
import { PDFDocument, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import { allocate, type Limits } from '../domain/budget.ts';
import type { PageEncoding, PageSummary, Rotation } from '../domain/document.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { AssembledFile } from '../ports/document-engine.ts';
import { encodingBetween } from './between-encodings.ts';
import type { ImageCodec } from './image-codec.ts';
import type { LayerImage, PageLayers } from './layers.ts';
import { markAsPdfA } from './pdf-a.ts';
import { portalFileName } from './portal-file-name.ts';
import { embedGlyphlessFont } from './text-layer/glyphless-font.ts';
import { codesIn, type PageText, textOperators } from './text-layer/page-text.ts';

/** A page to write: what is known of it, its layers, and how the visitor turned it. */
export interface PageToWrite {
  readonly summary: PageSummary;
  readonly layers: PageLayers;
  readonly rotation: Rotation;
  /** What the page says, where it was read. */
  readonly text?: PageText | undefined;
}

type AssembleFailure = Failure<'does-not-fit' | 'too-many-pages'>;

/** Points of PDF user space in an inch (ISO 32000-1, 8.3.2.3). */
const POINTS_PER_INCH = 72;
/** Most of the limit that the text layer may take from the pages' pictures, where the limit binds. */
const TEXT_SHARE = 0.05;
/** Share of a limit that binds under which a page's encodings are too far apart: then one is made between two of them. */
const LEAST_USED = 0.9;
/** Share of the limit that is then aimed at, at least. */
const WELL_USED = 0.96;
/** Pages for which an encoding between two of theirs is tried: each costs a quarter of a second. */
const MOST_PAGES_TRIED = 2;
/** Name of the text layer's font among a page's resources. */
const TEXT_FONT = 'T';
/** Longest title kept, characters. */
const MAX_TITLE = 200;

/**
 * Writes one PDF within `limits`. The choice of encodings is arithmetic over known sizes; then the length of the file
 * itself decides: what is over the limit is never returned (`does-not-fit`). The same input gives the same bytes.
 *
 * @param codec Encodes a part of a page again where much of a limit that binds is left over. Default: nothing is encoded.
 */
export async function assemblePdf(
  pages: readonly PageToWrite[],
  limits: Limits,
  fileName: string,
  title: string,
  codec?: ImageCodec,
): Promise<Result<AssembledFile, AssembleFailure>> {
  if (pages.length === 0) return err('does-not-fit', 'no pages');
  const summaries = pages.map((page) => page.summary);
  const first = allocate(summaries, limits);
  if (first.kind === 'does-not-fit') {
    return err(first.reason === 'too-many-pages' ? 'too-many-pages' : 'does-not-fit');
  }
  let choice = first.choice;
  let bytes = await writePdf(pages, choice, title);
  // The bounds of the arithmetic leave something over: spend it, if it buys a better encoding.
  const second = allocate(summaries, { ...limits, maxBytes: limits.maxBytes + first.bytes - bytes.length });
  if (second.kind === 'fits' && second.choice.some((encoding, page) => encoding !== first.choice[page])) {
    const better = await writePdf(pages, second.choice, title);
    if (better.length <= limits.maxBytes) {
      bytes = better;
      choice = second.choice;
    }
  }
  if (bytes.length > limits.maxBytes) return err('does-not-fit', 'final length');
  const searchable = await withText(pages, { choice, bytes, searchable: false }, limits, title);
  const file = await filled(pages, searchable, limits, title, codec);
  return ok({
    fileName: portalFileName(fileName, 'pdf'),
    mediaType: 'application/pdf',
    bytes: file.bytes,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    pages: pages.length,
    kept: file.kept,
  });
}

interface WrittenFile {
  readonly choice: readonly number[];
  readonly bytes: Uint8Array;
  /** Whether it has its text layer. */
  readonly searchable: boolean;
}

/**
 * The file with more of its limit used, where the limit binds and steps between the encodings of its pages leave much over:
 * the least legible page that there is room for gets an encoding between two of its own. Otherwise the file as it is.
 */
async function filled(
  pages: readonly PageToWrite[],
  { choice, bytes: plain, searchable }: WrittenFile,
  { maxBytes, enough = 1 }: Limits,
  title: string,
  codec: ImageCodec | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly kept: readonly PageEncoding[] }> {
  const kept = pages.flatMap(({ summary }, page) => summary.encodings[choice[page] ?? 0] ?? []);
  const cut = { pages: [...pages], choice: [...choice] };
  let bytes = plain;
  const improvable = [...kept.entries()]
    .filter(([page, { legibility }]) => (choice[page] ?? 0) > 0 && legibility < enough)
    .sort(([, a], [, b]) => a.legibility - b.legibility)
    .slice(0, MOST_PAGES_TRIED);
  for (const [page, { bytes: from }] of improvable) {
    const whole = pages[page];
    const lighter = choice[page] ?? 0;
    if (codec === undefined || whole === undefined || bytes.length >= LEAST_USED * maxBytes) break;
    const most = from + maxBytes - bytes.length;
    const between = encodingBetween(
      { layers: whole.layers, encodings: whole.summary.encodings, better: lighter - 1, lighter },
      { most, enough: most - (1 - WELL_USED) * maxBytes },
      codec,
    );
    if (between === undefined) continue;
    const { encoding, images, draws } = between;
    const next = {
      pages: cut.pages.with(page, { ...whole, layers: { images, encodings: [{ draws }] } }),
      choice: cut.choice.with(page, 0),
    };
    const fuller = await writePdf(next.pages, next.choice, title, searchable);
    if (fuller.length > maxBytes || fuller.length <= bytes.length) continue;
    Object.assign(cut, next);
    kept[page] = encoding;
    bytes = fuller;
  }
  return { bytes, kept };
}

/**
 * The file with its text layer, where there is one and room for it: in what the limit leaves, else in a small share of
 * the limit if the pages still fit legibly in the rest. Otherwise the file as it is.
 */
async function withText(
  pages: readonly PageToWrite[],
  plain: WrittenFile,
  limits: Limits,
  title: string,
): Promise<WrittenFile> {
  if (pages.every(({ text }) => text === undefined)) return plain;
  const bytes = await writePdf(pages, plain.choice, title, true);
  if (bytes.length <= limits.maxBytes) return { choice: plain.choice, bytes, searchable: true };
  const cost = bytes.length - plain.bytes.length;
  if (cost > TEXT_SHARE * limits.maxBytes) return plain;
  const summaries = pages.map((page) => page.summary);
  const lighter = allocate(summaries, { ...limits, maxBytes: limits.maxBytes - cost });
  if (lighter.kind === 'does-not-fit') return plain;
  const lighterBytes = await writePdf(pages, lighter.choice, title, true);
  return lighterBytes.length <= limits.maxBytes
    ? { choice: lighter.choice, bytes: lighterBytes, searchable: true }
    : plain;
}

async function writePdf(
  pages: readonly PageToWrite[],
  choice: readonly number[],
  title: string,
  searchable = false,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const identity = createHash('sha256');
  const codes = new Set(
    searchable ? pages.flatMap(({ text }) => (text === undefined ? [] : codesIn(text))) : [],
  );
  const font = codes.size === 0 ? undefined : embedGlyphlessFont(pdf, codes);
  for (const [index, page] of pages.entries()) {
    const { width, height, dpi } = page.summary;
    const wide = points(width / dpi);
    const high = points(height / dpi);
    const sheet = pdf.addPage([wide, high]);
    if (page.rotation !== 0) sheet.node.set(PDFName.of('Rotate'), pdf.context.obj(page.rotation));
    const refs = new Map<number, PDFRef>();
    const embed = (image: number, asStencil: boolean, masked: PDFRef | undefined): PDFRef | undefined => {
      const known = refs.get(image);
      if (known !== undefined) return known;
      const layer = page.layers.images[image];
      if (layer === undefined) return undefined;
      identity.update(layer.bytes);
      const ref = pdf.context.register(imageObject(pdf, layer, asStencil, masked));
      refs.set(image, ref);
      return ref;
    };
    const names = new Map<PDFRef, string>();
    const operators: string[] = [];
    for (const draw of page.layers.encodings[choice[index] ?? 0]?.draws ?? []) {
      const mask = draw.mask === undefined ? undefined : embed(draw.mask, true, undefined);
      const drawn = draw.image === undefined ? mask : embed(draw.image, false, mask);
      if (drawn === undefined) continue;
      const name = names.get(drawn) ?? `I${names.size}`;
      names.set(drawn, name);
      const ink = draw.image === undefined && draw.ink ? `${draw.ink.map(unit).join(' ')} rg ` : '';
      const [from, to] = draw.band ?? [0, 1];
      const [tall, bottom] = [thousandths(high * (to - from)), thousandths(high * (1 - to))];
      operators.push(`q ${ink}${wide} 0 0 ${tall} 0 ${bottom} cm /${name} Do Q`);
    }
    const text =
      font === undefined || page.text === undefined ? '' : textOperators(page.text, wide, high, TEXT_FONT);
    if (text !== '') operators.push(text);
    const objects = Object.fromEntries([...names].map(([ref, name]) => [name, ref]));
    const fonts = font === undefined || text === '' ? {} : { Font: { [TEXT_FONT]: font } };
    sheet.node.set(PDFName.of('Resources'), pdf.context.obj({ XObject: objects, ...fonts }));
    const content = operators.join('\n');
    const stream = text === '' ? pdf.context.stream(content) : pdf.context.flateStream(content);
    sheet.node.set(PDFName.of('Contents'), pdf.context.register(stream));
    identity.update(`${wide} ${high} ${page.rotation} ${operators.join()}`);
  }
  const cleanTitle = sanitiseTitle(title);
  markAsPdfA(pdf, cleanTitle, identity.update(cleanTitle).digest('hex').slice(0, 32));
  return pdf.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
}

function imageObject(
  pdf: PDFDocument,
  layer: LayerImage,
  asStencil: boolean,
  mask: PDFRef | undefined,
): PDFRawStream {
  const dictionary = pdf.context.obj({
    Type: 'XObject',
    Subtype: 'Image',
    Width: layer.width,
    Height: layer.height,
    BitsPerComponent: layer.codec === 'jbig2' ? 1 : 8,
    Filter: layer.codec === 'jbig2' ? 'JBIG2Decode' : 'DCTDecode',
    Length: layer.bytes.length,
  });
  // JBIG2Decode gives black as 0 (ISO 32000-1, 7.4.7): what DeviceGray and a stencil's default Decode paint.
  if (asStencil) dictionary.set(PDFName.of('ImageMask'), pdf.context.obj(true));
  else
    dictionary.set(PDFName.of('ColorSpace'), PDFName.of(layer.channels === 3 ? 'DeviceRGB' : 'DeviceGray'));
  if (mask !== undefined) dictionary.set(PDFName.of('Mask'), mask);
  return PDFRawStream.of(dictionary, layer.bytes);
}

function points(inches: number): number {
  return thousandths(inches * POINTS_PER_INCH);
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function unit(level: number): string {
  return (level / 255).toFixed(3);
}

/** A title without control or formatting characters (which could disguise it), of at most 200 characters. */
function sanitiseTitle(title: string): string {
  return [
    ...title
      .normalize('NFC')
      .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, MAX_TITLE)
    .join('');
}
