import { err } from '../domain/result.ts';
import { type HeaderResult, IMAGE_LIMITS } from './image-limits.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { isPng, readPngHeader } from './png-header.ts';
import { isTiff, readTiffHeader } from './tiff-header.ts';

/**
 * Reads the header of an image's page (the first is 0) and refuses what is no image or too large to decode. Decodes
 * nothing.
 */
export function readImageHeader(bytes: Uint8Array, page = 0): HeaderResult {
  if (bytes.length > IMAGE_LIMITS.maxBytes) return err('image-too-large', `${bytes.length} bytes`);
  if (isTiff(bytes)) return readTiffHeader(bytes, page);
  if (page !== 0) return err('image-unreadable', 'no such page');
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpegHeader(bytes);
  if (isPng(bytes)) return readPngHeader(bytes);
  return err('image-unreadable', 'not a known format');
}
