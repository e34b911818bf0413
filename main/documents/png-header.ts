import { err, ok } from '../domain/result.ts';
import { checkDimensions, type HeaderResult, IMAGE_LIMITS } from './image-limits.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR = 0x49484452;
const IDAT = 0x49444154;
const PHYS = 0x70485973;
/** Samples a pixel of each colour type (W3C PNG, table 11.1). */
const SAMPLES = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);
const METRES_PER_INCH = 0.0254;

/** True where the bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/** Walks the chunks up to the image data (W3C PNG, third edition, 5.3). */
export function readPngHeader(bytes: Uint8Array): HeaderResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(8) !== 13 || view.getUint32(12) !== IHDR) {
    return err('image-unreadable', 'no header');
  }
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const depth = view.getUint8(24);
  const components = SAMPLES.get(view.getUint8(25));
  const interlaced = view.getUint8(28);
  if (components === undefined || ![1, 2, 4, 8, 16].includes(depth) || interlaced > 1) {
    return err('image-unreadable', 'header');
  }
  const checked = checkDimensions(width, height);
  if (!checked.ok) return checked;
  if (interlaced === 1 && width * height * components * (depth === 16 ? 2 : 1) > IMAGE_LIMITS.maxHeldBytes) {
    return err('image-too-large', 'interlaced');
  }
  let dpi: number | undefined;
  let position = 33;
  for (let chunk = 0; chunk < IMAGE_LIMITS.maxSegments; chunk += 1) {
    if (position + 12 > bytes.length) return err('image-unreadable', 'no image data');
    const length = view.getUint32(position);
    const type = view.getUint32(position + 4);
    if (type === IDAT) return ok({ format: 'png', width, height, components, orientation: 1, dpi, pages: 1 });
    if (position + 12 + length > bytes.length) return err('image-unreadable', 'broken chunk');
    if (type === PHYS && length === 9 && view.getUint8(position + 16) === 1) {
      dpi = view.getUint32(position + 8) * METRES_PER_INCH || undefined;
    }
    position += 12 + length;
  }
  return err('image-unreadable', 'too many chunks');
}
