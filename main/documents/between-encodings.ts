import type { PageEncoding } from '../domain/document.ts';
import type { ImageCodec } from './image-codec.ts';
import { readImageHeader } from './image-header.ts';
import type { Bitmap } from './jbig2/bitmap.ts';
import { decodeOwnJbig2, encodeJbig2 } from './jbig2/jbig2-stream.ts';
import { jpegQuality } from './jpeg-quality.ts';
import { type Draw, drawnBytes, type LayerImage, type PageLayers } from './layers.ts';
import type { Raster } from './raster.ts';

/** An encoding made of two: what it draws, of images of its own. */
export interface EncodingBetween {
  readonly encoding: PageEncoding;
  readonly images: readonly LayerImage[];
  readonly draws: readonly Draw[];
}

/** An encoding of the page, by its place in `encodings`. */
interface Known {
  readonly layers: PageLayers;
  readonly encodings: readonly PageEncoding[];
  readonly better: number;
  readonly lighter: number;
}

/** Seams tried at most: each costs as much as coding the page once. */
const MOST_TRIES = 5;
/** How far from the ends of what is known a seam is tried at least, as a share: bytes do not grow evenly down a page. */
const LEAST_STEP = 0.04;
/** How far a seam may be moved to lie between two lines of print, share of the page's height. */
const QUIET_REACH = 0.008;
/** Rows that a JPEG of halved colours codes together (ITU-T T.81, A.2.4): cut there, what is encoded again hardly changes. */
const JPEG_ROWS = 16;
/** A picture of which less than this is covered stays whole and as it is: what coding it again loses would outweigh the gain. */
const CUT_FROM = 0.3;
/** Where such a picture is cut first. */
const FIRST_CUT = 1 / 3;
/** Most pixels of a layer that is decoded for this: twice an A3 page at 300 dpi. */
const MOST_PIXELS = 35_000_000;

/** Bytes that an encoding may have, and from how many on it is heavy enough. */
interface Wanted {
  readonly most: number;
  readonly enough: number;
}

/**
 * An encoding that weighs no more than `most`, for a page of which `better` is too heavy and `lighter` leaves much over: the
 * top of the page as the better one draws it, the rest as the lighter one does; first the ink and, where there is room for
 * all of it, what lies behind it. Every part of the page is as legible as the lighter encoding makes it, or more: masks are
 * cut without loss, and JPEGs are encoded again at their own quality or stay whole under what covers them.
 *
 * @returns nothing where no cut of the two is heavier than the lighter one and within `most`, or where they cannot be read.
 */
export function encodingBetween(
  { layers, encodings, better, lighter }: Known,
  wanted: Wanted,
  codec: ImageCodec,
): EncodingBetween | undefined {
  const [above, below] = [encodings[better], encodings[lighter]];
  const upper = layersOf(layers, better, codec);
  const lower = layersOf(layers, lighter, codec);
  if (above === undefined || below === undefined || upper === undefined || lower === undefined)
    return undefined;
  const found = cutBetween(upper, above.bytes, lower, below.bytes, wanted, codec);
  if (found === undefined || found.bytes <= below.bytes) return undefined;
  const dpi = Math.max(above.dpi, below.dpi);
  const { bytes, images, draws } = found;
  return { encoding: { bytes, dpi, legibility: below.legibility }, images, draws };
}

/** Images of a page and how they are drawn. */
interface Cut {
  readonly bytes: number;
  readonly images: readonly LayerImage[];
  readonly draws: readonly Draw[];
}

function cutBetween(
  upper: DecodedLayers,
  upperBytes: number,
  lower: DecodedLayers,
  lowerBytes: number,
  wanted: Wanted,
  codec: ImageCodec,
): Cut | undefined {
  if (upper.ink === undefined || lower.ink === undefined || lower.picture === undefined)
    return searchSeam(upper, upperBytes, lower, lowerBytes, wanted, codec);
  // The finer mask over the lighter background, in the lighter colours.
  const inked = { picture: lower.picture, ink: { mask: upper.ink.mask, colour: lower.ink.colour } };
  const whole = cutAt(1, inked, inked, codec);
  if (whole.bytes > wanted.most) return searchSeam(inked, whole.bytes, lower, lowerBytes, wanted, codec);
  const behind = { picture: upper.picture, ink: inked.ink };
  const more =
    whole.bytes < wanted.enough
      ? searchSeam(behind, upperBytes, inked, whole.bytes, wanted, codec)
      : undefined;
  return more ?? whole;
}

/** The heaviest cut within what is wanted that a few tries find. */
function searchSeam(
  upper: DecodedLayers,
  upperBytes: number,
  lower: DecodedLayers,
  lowerBytes: number,
  { most, enough }: Wanted,
  codec: ImageCodec,
): Cut | undefined {
  let within = { share: 0, bytes: lowerBytes };
  let over = { share: 1, bytes: upperBytes };
  let best: Cut | undefined;
  for (let tries = 0; tries < MOST_TRIES && within.bytes < enough; tries += 1) {
    const missing = ((enough + most) / 2 - within.bytes) / Math.max(1, over.bytes - within.bytes);
    const step = Math.max(LEAST_STEP, Math.min(1 - LEAST_STEP, missing));
    // Where a picture begins to be cut, bytes fall: on either side of it they grow.
    const first = tries === 0 && upper.picture !== lower.picture ? FIRST_CUT : undefined;
    const seam = seamNear(first ?? within.share + step * (over.share - within.share), upper, lower);
    // Moved to the end of a line or of a JPEG's blocks, it may lie where it was tried already.
    if (seam <= within.share || seam >= over.share) break;
    const cut = cutAt(seam, upper, lower, codec);
    if (cut.bytes > most) {
      over = { share: seam, bytes: cut.bytes };
      continue;
    }
    within = { share: seam, bytes: cut.bytes };
    if (cut.bytes > Math.max(lowerBytes, best?.bytes ?? 0)) best = cut;
  }
  return best;
}

/** A JPEG, as it is and decoded. */
interface Picture {
  readonly image: LayerImage;
  readonly raster: Raster;
  readonly quality: number;
}

/** The layers of an encoding, decoded. */
interface DecodedLayers {
  /** What covers the page: a background, or a picture of the whole. */
  readonly picture: Picture | undefined;
  readonly ink: { readonly mask: Bitmap; readonly colour: NonNullable<Draw['ink']> | Picture } | undefined;
}

/** Reads the layers that `ladder.ts` writes; nothing where they are others. */
function layersOf(
  { images, encodings }: PageLayers,
  at: number,
  codec: ImageCodec,
): DecodedLayers | undefined {
  let picture: DecodedLayers['picture'];
  let ink: DecodedLayers['ink'];
  for (const draw of encodings[at]?.draws ?? []) {
    const image = draw.image === undefined ? undefined : images[draw.image];
    if (ink !== undefined || (draw.mask === undefined && picture !== undefined)) return undefined;
    if (draw.mask === undefined && image?.codec === 'jpeg') {
      picture = decodedPicture(image, codec);
      if (picture === undefined) return undefined;
      continue;
    }
    // A page in black and white is its mask.
    const stencil = draw.mask === undefined ? image : images[draw.mask];
    const own = image === undefined ? draw.ink : decodedPicture(image, codec);
    const colour = draw.mask === undefined ? BLACK : own;
    const mask = stencil === undefined ? undefined : decodedMask(stencil);
    if (mask === undefined || colour === undefined) return undefined;
    ink = { mask, colour };
  }
  return picture === undefined && ink === undefined ? undefined : { picture, ink };
}

const BLACK = [0, 0, 0] as const;

function decodedMask({ codec, width, height, bytes }: LayerImage): Bitmap | undefined {
  return codec === 'jbig2' && width * height <= MOST_PIXELS
    ? decodeOwnJbig2(bytes, width, height)
    : undefined;
}

function decodedPicture(image: LayerImage, codec: ImageCodec): Picture | undefined {
  if (image.codec !== 'jpeg') return undefined;
  const { bytes } = image;
  const header = readImageHeader(bytes);
  if (!header.ok || header.value.width * header.value.height > MOST_PIXELS) return undefined;
  const quality = jpegQuality(bytes, codec);
  const raster = codec.decode(bytes, header.value, 1);
  return raster.ok && quality !== undefined ? { image, raster: raster.value, quality } : undefined;
}

/**
 * A place near `share` of the height where the page can be cut. A picture of the whole page shows print: it is cut at the
 * end of its blocks, and so is what lies over it. Elsewhere ink is cut where there is the least of it.
 */
function seamNear(share: number, upper: DecodedLayers, lower: DecodedLayers): number {
  const picture = upper.picture ?? lower.picture;
  if (upper.ink !== undefined && (picture === undefined || upper.picture === lower.picture))
    return quietestRow(upper.ink.mask, share) / upper.ink.mask.height;
  if (picture === undefined) return share;
  const { height } = picture.raster;
  return Math.min(height, JPEG_ROWS * Math.round((share * height) / JPEG_ROWS)) / height;
}

function quietestRow({ height, stride, data }: Bitmap, share: number): number {
  const middle = Math.round(share * height);
  const reach = Math.ceil(QUIET_REACH * height);
  let quietest = middle;
  let least = Number.POSITIVE_INFINITY;
  for (let away = 0; away <= reach; away += 1) {
    for (const row of [middle - away, middle + away]) {
      if (row < 1 || row >= height) continue;
      let black = 0;
      for (let at = row * stride; at < (row + 1) * stride; at += 1) if (data[at] !== 0) black += 1;
      if (black < least) [quietest, least] = [row, black];
    }
  }
  return quietest;
}

/** The page with `upper` above the seam and `lower` below it. Pictures overlap by less than one block, ink lies over both. */
function cutAt(seam: number, upper: DecodedLayers, lower: DecodedLayers, codec: ImageCodec): Cut {
  const images: LayerImage[] = [];
  const draws: Draw[] = [];
  const keepPicture = (picture: DecodedLayers['picture']): void => {
    if (picture === undefined) return;
    images.push(picture.image);
    draws.push({ image: images.length - 1 });
  };
  const add = (image: LayerImage): number => images.push(image) - 1;
  const addPicture = (picture: DecodedLayers['picture'], from: number, to: number): void => {
    if (picture === undefined || from >= to) return;
    const { height } = picture.raster;
    draws.push({ image: add(rowsOfPicture(picture, from, to, codec)), band: [from / height, to / height] });
  };
  const addInk = (ink: DecodedLayers['ink'], from: number, to: number): void => {
    if (ink === undefined || from >= to) return;
    const { mask, colour } = ink;
    const stencil = add(maskOf(onlyRows(mask, from, to)));
    if ('raster' in colour) {
      const image = add(colourOfRows(colour, from / mask.height, to / mask.height, codec));
      draws.push({ image, mask: stencil });
    } else draws.push({ ink: colour, mask: stencil });
  };
  const rowsOf = (height = 0): number => seam * height;
  const [high, low] = [upper.picture?.raster.height ?? 0, lower.picture?.raster.height ?? 0];
  if (seam < CUT_FROM || upper.picture === lower.picture) keepPicture(lower.picture);
  else addPicture(lower.picture, JPEG_ROWS * Math.floor(rowsOf(low) / JPEG_ROWS), low);
  if (upper.picture !== lower.picture)
    addPicture(upper.picture, 0, Math.min(high, JPEG_ROWS * Math.ceil(rowsOf(high) / JPEG_ROWS)));
  const [fine, coarse] = [upper.ink?.mask.height ?? 0, lower.ink?.mask.height ?? 0];
  if (upper.ink === lower.ink) addInk(upper.ink, 0, fine);
  else {
    addInk(lower.ink, Math.round(rowsOf(coarse)), coarse);
    addInk(upper.ink, 0, Math.round(rowsOf(fine)));
  }
  return { images, draws, bytes: drawnBytes(images, draws) };
}

/** Rows of a JPEG, encoded again as it was. */
function rowsOfPicture(
  { raster, quality }: Picture,
  from: number,
  to: number,
  codec: ImageCodec,
): LayerImage {
  const { width, channels, data } = raster;
  const row = width * channels;
  const rows = { width, height: to - from, channels, data: data.subarray(from * row, to * row) };
  return { codec: 'jpeg', width, height: rows.height, channels, bytes: codec.encodeJpeg(rows, quality) };
}

function maskOf(mask: Bitmap): LayerImage {
  const { width, height } = mask;
  return { codec: 'jbig2', width, height, channels: 1, bytes: encodeJbig2(mask) };
}

/** The same bitmap, white but for the rows from `from` up to `to`. White rows cost next to nothing. */
function onlyRows({ width, height, stride, data }: Bitmap, from: number, to: number): Bitmap {
  const kept = new Uint8Array(data.length);
  kept.set(data.subarray(from * stride, to * stride), from * stride);
  return { width, height, stride, data: kept };
}

/**
 * The ink's colours where they are needed, shares of the height, and an even grey elsewhere, which costs next to nothing:
 * as large as the page, for readers round the place of what is smaller, and ink must not move.
 */
function colourOfRows(
  { image, raster, quality }: Picture,
  from: number,
  to: number,
  codec: ImageCodec,
): LayerImage {
  const { width, height, channels, data } = raster;
  const first = JPEG_ROWS * Math.floor((from * height) / JPEG_ROWS);
  const end = Math.min(height, JPEG_ROWS * Math.ceil((to * height) / JPEG_ROWS));
  if (first === 0 && end === height) return image;
  const row = width * channels;
  const kept = new Uint8Array(data.length).fill(128);
  kept.set(data.subarray(first * row, end * row), first * row);
  return {
    codec: 'jpeg',
    width,
    height,
    channels,
    bytes: codec.encodeJpeg({ ...raster, data: kept }, quality),
  };
}
