import { err, type Failure, ok, type Result } from '../domain/result.ts';
import { checkDimensions, type HeaderError, IMAGE_LIMITS } from './image-limits.ts';

/** Brands of still pictures in HEVC, as phones write them (ISO/IEC 23008-12, annex B). */
const BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'mif1']);
/** Most pixels: the decoder holds a picture three times. A phone's 24 megapixels. */
export const MOST_HEIC_PIXELS = 25_000_000;
/** Boxes that hold the sizes, from the outside in; `meta` begins with four bytes of version and flags. */
const WAY_TO_SIZES = ['meta', 'iprp', 'ipco'] as const;
const VERSION_BYTES = 4;

export type HeicResult<Value> = Result<Value, Failure<HeaderError>>;

/** True where the bytes begin as a HEIC does. */
export function isHeic(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && fourSigns(bytes, 4) === 'ftyp' && BRANDS.has(fourSigns(bytes, 8));
}

/** Checks the sizes that the header states (`ispe`, 23008-12, 6.5.3), of tiles and of the whole, before decoding. */
export function checkHeic(bytes: Uint8Array): HeicResult<undefined> {
  if (bytes.length > IMAGE_LIMITS.maxBytes) return err('image-too-large', `${bytes.length} bytes`);
  let inside = bytes;
  for (const name of WAY_TO_SIZES) {
    const content = boxesOf(inside).find(({ type }) => type === name)?.content;
    if (content === undefined) return err('image-unreadable', `no ${name}`);
    inside = name === 'meta' ? content.subarray(VERSION_BYTES) : content;
  }
  const sizes = boxesOf(inside).filter(({ type, content }) => type === 'ispe' && content.length >= 12);
  if (sizes.length === 0) return err('image-unreadable', 'no size');
  for (const { content } of sizes) {
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    const width = view.getUint32(4);
    const height = view.getUint32(8);
    const checked = checkDimensions(width, height);
    if (!checked.ok) return checked;
    if (width * height > MOST_HEIC_PIXELS) return err('image-too-large', `${width} x ${height} pixels`);
  }
  return ok(undefined);
}

function fourSigns(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** The boxes of one level (ISO/IEC 14496-12, 4.2); those with sizes of 64 bits are larger than is taken anyway. */
function boxesOf(bytes: Uint8Array): readonly { readonly type: string; readonly content: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: { readonly type: string; readonly content: Uint8Array }[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && boxes.length < IMAGE_LIMITS.maxSegments) {
    const stated = view.getUint32(at);
    const end = stated === 0 ? bytes.length : at + stated;
    if (end < at + 8 || end > bytes.length) break;
    boxes.push({ type: fourSigns(bytes, at + 4), content: bytes.subarray(at + 8, end) });
    at = end;
  }
  return boxes;
}
