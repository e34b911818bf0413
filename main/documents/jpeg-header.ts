import { err, type Failure, ok, type Result } from '../domain/result.ts';
import { checkDimensions, type HeaderError, type HeaderResult, IMAGE_LIMITS } from './image-limits.ts';

/** Start-of-frame markers that a baseline, extended or progressive Huffman decoder accepts (T.81, table B.1). */
const SUPPORTED_FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const PROGRESSIVE_FRAME = 0xc2;

/** Walks the marker segments up to the first scan (ITU-T T.81, B.1.1.4). */
export function readJpegHeader(bytes: Uint8Array): HeaderResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 2;
  let frame: { width: number; height: number; components: number } | undefined;
  let orientation = 1;
  let dpi: number | undefined;
  for (let segment = 0; segment < IMAGE_LIMITS.maxSegments; segment += 1) {
    if (position + 4 > bytes.length || bytes[position] !== 0xff)
      return err('image-unreadable', 'broken marker');
    const marker = bytes[position + 1] ?? 0;
    if (marker === 0xff) {
      position += 1; // a fill byte
      continue;
    }
    const length = view.getUint16(position + 2);
    const start = position + 4;
    const end = position + 2 + length;
    if (length < 2 || end > bytes.length) return err('image-unreadable', 'broken segment');
    if (marker === 0xda) {
      if (frame === undefined) return err('image-unreadable', 'scan before frame');
      return ok({ format: 'jpeg', ...frame, orientation, dpi, pages: 1 });
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (frame !== undefined) return err('image-unreadable', 'two frames');
      const read = readFrame(view, start, end, marker);
      if (!read.ok) return read;
      frame = read.value;
    } else if (marker === 0xe0) {
      dpi = readJfifDensity(view, start, end) ?? dpi;
    } else if (marker === 0xe1) {
      orientation = readExifOrientation(view, start, end) ?? orientation;
    }
    position = end;
  }
  return err('image-unreadable', 'too many segments');
}

function readFrame(
  view: DataView,
  start: number,
  end: number,
  marker: number,
): Result<{ width: number; height: number; components: number }, Failure<HeaderError>> {
  if (!SUPPORTED_FRAMES.has(marker)) return err('image-unreadable', 'frame type');
  if (end - start < 6) return err('image-unreadable', 'short frame');
  const precision = view.getUint8(start);
  const height = view.getUint16(start + 1);
  const width = view.getUint16(start + 3);
  const components = view.getUint8(start + 5);
  if (precision !== 8) return err('image-unreadable', `${precision} bits a sample`);
  if (components !== 1 && components !== 3 && components !== 4) {
    return err('image-unreadable', `${components} components`);
  }
  if (end - start < 6 + 3 * components) return err('image-unreadable', 'short frame');
  const checked = checkDimensions(width, height);
  if (!checked.ok) return checked;
  if (marker === PROGRESSIVE_FRAME) {
    let highest = 1;
    let samples = 0;
    for (let component = 0; component < components; component += 1) {
      const sampling = view.getUint8(start + 7 + 3 * component);
      highest = Math.max(highest, (sampling >> 4) * (sampling & 15));
      samples += (sampling >> 4) * (sampling & 15);
    }
    const coefficients = (width * height * 2 * samples) / highest;
    if (coefficients > IMAGE_LIMITS.maxHeldBytes) return err('image-too-large', 'progressive');
  }
  return ok({ width, height, components });
}

/** JFIF 1.02: `JFIF\0`, version, unit (1 inch, 2 centimetre), horizontal density. */
function readJfifDensity(view: DataView, start: number, end: number): number | undefined {
  if (end - start < 12 || view.getUint32(start) !== 0x4a464946 || view.getUint8(start + 4) !== 0)
    return undefined;
  const unit = view.getUint8(start + 7);
  const density = view.getUint16(start + 8);
  if (density === 0) return undefined;
  if (unit === 1) return density;
  if (unit === 2) return density * 2.54;
  return undefined;
}

const ORIENTATION_TAG = 0x0112;

/** `Exif\0\0` and a TIFF header; the orientation is in the first image file directory. */
function readExifOrientation(view: DataView, start: number, end: number): number | undefined {
  if (end - start < 14 || view.getUint32(start) !== 0x45786966) return undefined;
  const tiff = start + 6;
  const order = view.getUint16(tiff);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const little = order === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return undefined;
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + 12 * index;
    if (entry + 12 > end) return undefined;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
