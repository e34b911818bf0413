import { createHash } from 'node:crypto';
import { allocate, type Limits } from '../domain/budget.ts';
import type { Rotation } from '../domain/document.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { AssembledFile } from '../ports/document-engine.ts';
import type { ImageCodec } from './image-codec.ts';
import { judgeOf, LEGIBILITY_FLOOR } from './legibility.ts';
import type { PageToWrite } from './pdf-assembly.ts';
import { searchPicture } from './picture-search.ts';
import { portalFileName } from './portal-file-name.ts';
import { atDpi, quarterTurned, type Raster, SEEN_DPI, toGrey } from './raster.ts';

type PictureFailure = Failure<'does-not-fit' | 'too-many-pages' | 'engine-failed'>;

/**
 * The picture file of one page that was prepared for one. Its length is checked on the file itself: what is over the limit
 * is never returned (`does-not-fit`). A page that the visitor turned is turned in its pixels, because not every portal heeds
 * a note to turn it, and encoded again within the limit.
 */
export function pictureFile(
  pages: readonly PageToWrite[],
  limits: Limits,
  fileName: string,
  codec: ImageCodec,
): Result<AssembledFile, PictureFailure> {
  const [page] = pages;
  if (page === undefined) return err('does-not-fit', 'no pages');
  if (pages.length > 1) return err('too-many-pages', 'a picture holds one page');
  const fit = allocate([page.summary], limits);
  if (fit.kind === 'does-not-fit') {
    return err(fit.reason === 'too-many-pages' ? 'too-many-pages' : 'does-not-fit');
  }
  const [chosen = 0] = fit.choice;
  const jpeg = wholePicture(page, chosen);
  if (jpeg === undefined) return err('engine-failed', 'prepared for another format');
  const kept = page.summary.encodings[chosen];
  if (kept === undefined) return err('engine-failed', 'no encoding');
  const { dpi, legibility } = kept;
  const bytes =
    page.rotation === 0
      ? jpeg
      : turned(codec.decodeOwn(jpeg), page.rotation, dpi, LEGIBILITY_FLOOR / legibility, limits, codec);
  if (bytes === undefined || bytes.length > limits.maxBytes) return err('does-not-fit', 'final length');
  return ok({
    fileName: portalFileName(fileName, 'jpg'),
    mediaType: 'image/jpeg',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pages: 1,
    kept: [{ ...kept, bytes: bytes.length }],
  });
}

/** The JPEG that is the whole page, where the encoding is that and nothing else. */
function wholePicture({ layers }: PageToWrite, encoding: number): Uint8Array | undefined {
  const [draw, more] = layers.encodings[encoding]?.draws ?? [];
  const image = draw?.image === undefined ? undefined : layers.images[draw.image];
  const plain = more === undefined && draw?.mask === undefined && image?.codec === 'jpeg';
  return plain ? image.bytes : undefined;
}

/** @param least Grade, beside the page before it was turned, under which nothing is given out. */
function turned(
  page: Raster,
  rotation: Exclude<Rotation, 0>,
  dpi: number,
  least: number,
  limits: Limits,
  codec: ImageCodec,
): Uint8Array | undefined {
  const upright = quarterTurned(page, rotation);
  const judge = judgeOf(toGrey(atDpi(upright, dpi, SEEN_DPI)));
  const picture = searchPicture(
    upright,
    dpi,
    { maxBytes: limits.maxBytes, enough: limits.enough },
    judge,
    codec,
  );
  return picture.legibility < least ? undefined : picture.jpeg;
}
