import type { Bitmap } from './bitmap.ts';
import { decodeGenericRegion, encodeGenericRegion } from './generic-region.ts';

/** Segment types of ITU-T T.88 clause 7.3. */
const IMMEDIATE_LOSSLESS_GENERIC_REGION = 39;
const PAGE_INFORMATION = 48;
const END_OF_PAGE = 49;
const END_OF_FILE = 51;

const FILE_SIGNATURE = [0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a];
/** Sequential organisation, number of pages known (annex D.4.2). */
const FILE_FLAGS = 0x01;
/** "Eventually lossless": the page is exactly the region it holds (clause 7.4.8.5). */
const PAGE_FLAGS = 0x01;
/** Adaptive pixels A1 to A4 of template 0 at their nominal places, x and y of each (clause 6.2.5.3). */
const NOMINAL_ADAPTIVE_PIXELS = [3, -1, -3, -1, 2, -2, -2, -2];

export interface Jbig2Options {
  /** TPGDON, see `encodeGenericRegion`. Default: off. */
  readonly typicalPrediction?: boolean;
}

/**
 * Codes a bitmap losslessly as JBIG2 for a PDF stream with `/Filter /JBIG2Decode` and no `/JBIG2Globals`: a page
 * information segment and one generic region, without file header, end of page or end of file (ISO 32000-1 clause
 * 7.4.7). The decoded samples are 0 where the bitmap is 1 (black), as `DeviceGray` and image masks want.
 */
export function encodeJbig2(bitmap: Bitmap, options: Jbig2Options = {}): Uint8Array {
  return joined(pageSegments(bitmap, options));
}

/**
 * The bitmap of a stream that `encodeJbig2` wrote without options, bit for bit. `undefined` where its frame is not what is
 * written for a bitmap of this size; of code that is damaged nothing is noticed.
 */
export function decodeOwnJbig2(stream: Uint8Array, width: number, height: number): Bitmap | undefined {
  const code = stream.subarray(FRAME_BYTES);
  const frame = joined(frameOf(width, height, false, code.length));
  const same = stream.length > FRAME_BYTES && frame.every((byte, at) => byte === stream[at]);
  return same ? decodeGenericRegion(code, width, height) : undefined;
}

/** The same page as a file of its own (ITU-T T.88 annex D.1, sequential), as `jbig2dec` and image viewers read it. */
export function encodeJbig2File(bitmap: Bitmap, options: Jbig2Options = {}): Uint8Array {
  return joined([
    Uint8Array.from([...FILE_SIGNATURE, FILE_FLAGS, ...word(1)]),
    ...pageSegments(bitmap, options),
    segmentHeader(2, END_OF_PAGE, 1, 0),
    segmentHeader(3, END_OF_FILE, 0, 0),
  ]);
}

function pageSegments(bitmap: Bitmap, options: Jbig2Options): Uint8Array[] {
  const { width, height, stride, data } = bitmap;
  if (!(width >= 1 && height >= 1 && stride * 8 >= width && data.length >= stride * height)) {
    throw new RangeError('Not a bitmap');
  }
  const typicalPrediction = options.typicalPrediction === true;
  const code = encodeGenericRegion(bitmap, typicalPrediction);
  return [...frameOf(width, height, typicalPrediction, code.length), code];
}

/** Bytes of a stream before the code. */
const FRAME_BYTES = 67;

/** What comes before the code: the page's information and the beginning of its only region. */
function frameOf(
  width: number,
  height: number,
  typicalPrediction: boolean,
  codeLength: number,
): Uint8Array[] {
  // Resolution unknown (0, 0): the PDF says how large the paper is. No striping.
  const page = Uint8Array.from([...word(width), ...word(height), ...word(0), ...word(0), PAGE_FLAGS, 0, 0]);
  const region = Uint8Array.from([
    ...[...word(width), ...word(height), ...word(0), ...word(0), 0],
    typicalPrediction ? 0x08 : 0x00,
    ...NOMINAL_ADAPTIVE_PIXELS.map((offset) => offset & 0xff),
  ]);
  return [
    segmentHeader(0, PAGE_INFORMATION, 1, page.length),
    page,
    segmentHeader(1, IMMEDIATE_LOSSLESS_GENERIC_REGION, 1, region.length + codeLength),
    region,
  ];
}

/** Clause 7.2: no referred-to segments, page association of one byte. */
function segmentHeader(number: number, type: number, page: number, length: number): Uint8Array {
  return Uint8Array.from([...word(number), type, 0, page, ...word(length)]);
}

function word(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
