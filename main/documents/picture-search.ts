import type { PictureLimit } from '../ports/document-engine.ts';
import type { ImageCodec } from './image-codec.ts';
import { LEGIBILITY_FLOOR, type LegibilityJudge } from './legibility.ts';
import { isCard } from './paper-size.ts';
import { atDpi, type Raster, toGrey } from './raster.ts';
import { sampleRaster } from './sampler.ts';

/** A page as a JPEG file, and what is left of its strokes. */
export interface Picture {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly dpi: number;
  readonly quality: number;
  /** Grade by the judge, from 0 to 1. */
  readonly legibility: number;
}

/** Resolutions tried, the finest first. */
const PAGE_DPI = [200, 150, 120, 100, 75] as const;
/** A card is so small that its fine print has room. */
const CARD_DPI = [300, ...PAGE_DPI] as const;
/** mozjpeg qualities between which is searched: above, only bytes grow; below, blocks eat letters. */
const MOST_QUALITY = 85;
const LEAST_QUALITY = 22;
/** From this quality on a finer resolution is better than a higher quality, and no coarser one is tried. */
const GOOD_QUALITY = 45;
/** A limit of which so much is used is used. */
const USED = 0.94;
/** Encodings tried at one resolution, beside the best and the lightest: each costs up to a fifth of a second. */
const MOST_TRIES = 5;
/** JFIF's unit of density. */
const PER_INCH = 1;

/**
 * The most legible JPEG of a page that is no longer than the limit. Where none is, the lightest that is still legible:
 * longer than the limit, which whoever asked has to check.
 *
 * @param judge Compares with the page as it was.
 */
export function searchPicture(
  page: Raster,
  dpi: number,
  { maxBytes, enough = 1 }: PictureLimit,
  judge: LegibilityJudge,
  codec: ImageCodec,
): Picture {
  const steps = isCard(page, dpi) ? CARD_DPI : PAGE_DPI;
  const targets = [...new Set(steps.map((step) => Math.min(step, dpi)))];
  let best: Picture | undefined;
  const tooLong: Picture[] = [];
  for (const target of targets) {
    const raster = atDpi(page, dpi, target);
    const at = (quality: number): Picture => pictureOf(raster, target, quality, judge, codec);
    const lightest = at(LEAST_QUALITY);
    if (lightest.jpeg.length > maxBytes) {
      tooLong.push(lightest);
      continue;
    }
    const found = lightestEnough(longestWithin(at, lightest, maxBytes), lightest, enough, at);
    if (best === undefined || found.legibility > best.legibility) best = found;
    if (found.quality >= GOOD_QUALITY || found.legibility >= enough) break;
  }
  if (best !== undefined && best.legibility >= LEGIBILITY_FLOOR) return best;
  return lightestLegible(tooLong) ?? best ?? pictureOf(page, dpi, MOST_QUALITY, judge, codec);
}

function pictureOf(
  raster: Raster,
  dpi: number,
  quality: number,
  judge: LegibilityJudge,
  codec: ImageCodec,
): Picture {
  const { width, height, channels } = raster;
  const jpeg = withResolution(codec.encodeJpeg(raster, quality), dpi);
  const legibility = judge.grade(sampleRaster(toGrey(codec.decodeOwn(jpeg)), judge));
  return { jpeg, width, height, channels, dpi, quality, legibility };
}

/** The best quality within the limit, found between one that is and one that is not: the logarithm of bytes is nearly straight. */
function longestWithin(at: (quality: number) => Picture, lightest: Picture, maxBytes: number): Picture {
  let within = lightest;
  let over = at(MOST_QUALITY);
  if (over.jpeg.length <= maxBytes) return over;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const span = over.quality - within.quality;
    if (span <= 1 || within.jpeg.length >= USED * maxBytes) break;
    const share = Math.log(maxBytes / within.jpeg.length) / Math.log(over.jpeg.length / within.jpeg.length);
    const step = Math.max(1, Math.min(span - 1, Math.floor(share * span)));
    const next = at(within.quality + step);
    if (next.jpeg.length <= maxBytes) within = next;
    else over = next;
  }
  return within;
}

/** The lowest quality that is legible enough, where `most` is. */
function lightestEnough(
  most: Picture,
  lightest: Picture,
  enough: number,
  at: (quality: number) => Picture,
): Picture {
  if (most.legibility <= enough) return most;
  if (lightest.legibility >= enough) return lightest;
  let good = most;
  let poor = lightest.quality;
  while (good.quality - poor > 4) {
    const next = at((good.quality + poor) >> 1);
    if (next.legibility >= enough) good = next;
    else poor = next.quality;
  }
  return good;
}

/** A JFIF segment (ITU-T T.871) with the page's resolution, after the start of a JPEG that the codec wrote without one. */
function withResolution(jpeg: Uint8Array, dpi: number): Uint8Array {
  const dots = Math.max(1, Math.min(65_535, Math.round(dpi)));
  const [high, low] = [dots >> 8, dots & 255];
  const segment = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, PER_INCH, high, low, high, low, 0, 0];
  const whole = new Uint8Array(jpeg.length + segment.length);
  whole.set(jpeg.subarray(0, 2));
  whole.set(segment, 2);
  whole.set(jpeg.subarray(2), 2 + segment.length);
  return whole;
}

function lightestLegible(pictures: readonly Picture[]): Picture | undefined {
  return pictures
    .filter(({ legibility }) => legibility >= LEGIBILITY_FLOOR)
    .sort((a, b) => a.jpeg.length - b.jpeg.length)[0];
}
