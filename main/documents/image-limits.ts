import { err, type Failure, ok, type Result } from '../domain/result.ts';

/** What an image says about itself before a single pixel is decoded. Untrusted, but within `IMAGE_LIMITS`. */
export interface ImageHeader {
  readonly format: 'jpeg' | 'png' | 'tiff';
  /** Pixels as stored, before `orientation` is applied. */
  readonly width: number;
  readonly height: number;
  /** Samples a pixel: 1 grey or palette, 2 grey with opacity, 3 RGB, 4 RGB with opacity or CMYK. */
  readonly components: number;
  /** Orientation as in EXIF and TIFF (tag 0x0112): 1 is upright, 5 to 8 swap width and height. */
  readonly orientation: number;
  /** Dots per inch, where the file says it. */
  readonly dpi: number | undefined;
  /** Pages in the file; the other fields are those of the page asked for. */
  readonly pages: number;
}

/** Limits checked on the header, before decoding. */
export const IMAGE_LIMITS = {
  /** Bytes of one file. An A4 colour page at 600 dpi, lightly compressed, is under 20 MB. */
  maxBytes: 64_000_000,
  /** Pixels of one page: A4 at 900 dpi, or a phone's 64 megapixels. */
  maxPixels: 80_000_000,
  /** One side, pixels (JPEG itself ends at 65,535). */
  maxSide: 20_000,
  /** What a decoder must hold whole (progressive JPEG, interlaced PNG, tiles), bytes (ITU-T T.81, annex G). */
  maxHeldBytes: 200_000_000,
  /** Segments, chunks or directory entries walked before giving up. */
  maxSegments: 4_096,
  /** Pages of one file. */
  maxPages: 200,
} as const;

export type HeaderError = 'image-unreadable' | 'image-too-large';
export type HeaderResult = Result<ImageHeader, Failure<HeaderError>>;

/** Refuses dimensions that cannot be decoded within the engine's memory. */
export function checkDimensions(width: number, height: number): Result<undefined, Failure<HeaderError>> {
  if (width < 1 || height < 1) return err('image-unreadable', 'no pixels');
  if (
    width > IMAGE_LIMITS.maxSide ||
    height > IMAGE_LIMITS.maxSide ||
    width * height > IMAGE_LIMITS.maxPixels
  ) {
    return err('image-too-large', `${width} x ${height} pixels`);
  }
  return ok(undefined);
}
