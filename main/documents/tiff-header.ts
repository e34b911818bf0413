import { err, type Failure, ok, type Result } from '../domain/result.ts';
import { checkDimensions, type HeaderError, type HeaderResult, IMAGE_LIMITS } from './image-limits.ts';

const TAG = {
  width: 256,
  height: 257,
  orientation: 274,
  samples: 277,
  xResolution: 282,
  resolutionUnit: 296,
  tileWidth: 322,
  tileHeight: 323,
} as const;

/** True where the bytes begin as a classic TIFF does (TIFF 6.0, section 2). */
export function isTiff(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  if (first === 0x49 && second === 0x49) return third === 42 && fourth === 0;
  return first === 0x4d && second === 0x4d && third === 0 && fourth === 42;
}

/** Walks the chain of image file directories and reads the one of `page` (TIFF 6.0, section 2). */
export function readTiffHeader(bytes: Uint8Array, page: number): HeaderResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  if (bytes.length < 8) return err('image-unreadable', 'no directory');
  const seen = new Set<number>();
  let wanted: Map<number, number> | undefined;
  for (let at = view.getUint32(4, little); at !== 0; ) {
    if (seen.has(at) || at + 2 > bytes.length) return err('image-unreadable', 'directories');
    if (seen.size >= IMAGE_LIMITS.maxPages) return err('image-too-large', 'pages');
    const count = view.getUint16(at, little);
    const end = at + 2 + 12 * count;
    if (count > IMAGE_LIMITS.maxSegments || end + 4 > bytes.length)
      return err('image-unreadable', 'directory');
    if (seen.size === page) wanted = readDirectory(view, at + 2, count, little);
    seen.add(at);
    at = view.getUint32(end, little);
  }
  if (wanted === undefined) return err('image-unreadable', 'no such page');
  const checked = checkPage(wanted);
  if (!checked.ok) return checked;
  return ok({ format: 'tiff', ...checked.value, pages: seen.size });
}

/** The numbers of one directory by tag; a rational is given as its quotient. */
function readDirectory(view: DataView, start: number, count: number, little: boolean): Map<number, number> {
  const values = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const entry = start + 12 * index;
    const tag = view.getUint16(entry, little);
    const type = view.getUint16(entry + 2, little);
    if (type === 3) values.set(tag, view.getUint16(entry + 8, little));
    if (type === 4) values.set(tag, view.getUint32(entry + 8, little));
    if (type === 5) {
      const at = view.getUint32(entry + 8, little);
      if (at + 8 > view.byteLength) continue;
      const divisor = view.getUint32(at + 4, little);
      if (divisor > 0) values.set(tag, view.getUint32(at, little) / divisor);
    }
  }
  return values;
}

function checkPage(
  values: Map<number, number>,
): Result<
  { width: number; height: number; components: number; orientation: number; dpi: number | undefined },
  Failure<HeaderError>
> {
  const width = values.get(TAG.width) ?? 0;
  const height = values.get(TAG.height) ?? 0;
  const components = values.get(TAG.samples) ?? 1;
  const orientation = values.get(TAG.orientation) ?? 1;
  if (components < 1 || components > 5 || orientation < 1 || orientation > 8)
    return err('image-unreadable', 'header');
  const checked = checkDimensions(width, height);
  if (!checked.ok) return checked;
  const tile = (values.get(TAG.tileWidth) ?? 1) * (values.get(TAG.tileHeight) ?? 1);
  if (tile * components * 2 > IMAGE_LIMITS.maxHeldBytes) return err('image-too-large', 'tiles');
  const resolution = values.get(TAG.xResolution);
  const unit = values.get(TAG.resolutionUnit) ?? 2;
  const dpi =
    resolution === undefined || unit === 1 ? undefined : unit === 3 ? resolution * 2.54 : resolution;
  return ok({ width, height, components, orientation, dpi: dpi === 0 ? undefined : dpi });
}
