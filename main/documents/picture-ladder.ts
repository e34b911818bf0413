import type { PictureLimit } from '../ports/document-engine.ts';
import type { ImageCodec } from './image-codec.ts';
import type { Ladder } from './ladder.ts';
import { packLayers } from './layers.ts';
import { judgeOf } from './legibility.ts';
import { looksBlank } from './paper.ts';
import { searchPicture } from './picture-search.ts';
import { type Raster, SEEN_DPI, toGrey } from './raster.ts';

/**
 * Encodes a page that becomes a picture file of its own. Its limit is known, so that there is one encoding, which is the
 * file: the best within the limit, or the lightest legible one, which is over it and says how heavy the page is.
 *
 * @param seen The same page at `SEEN_DPI`.
 */
export function pictureLadder(
  page: Raster,
  dpi: number,
  seen: Raster,
  limit: PictureLimit,
  codec: ImageCodec,
): Ladder {
  const picture = searchPicture(page, dpi, limit, judgeOf(toGrey(seen)), codec);
  const { width, height, channels, jpeg, legibility } = picture;
  return {
    summary: {
      pageClass: channels === 1 ? 'grey' : 'colour',
      encodings: [{ bytes: jpeg.length, dpi: Math.round(picture.dpi), legibility }],
      blank: looksBlank(seen, Math.min(dpi, SEEN_DPI)),
    },
    layers: packLayers({
      images: [{ codec: 'jpeg', width, height, channels, bytes: jpeg }],
      encodings: [{ draws: [{ image: 0 }] }],
    }),
  };
}
