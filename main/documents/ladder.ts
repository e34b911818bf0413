import type { PageClass, PageEncoding, PageSummary } from '../domain/document.ts';
import type { ImageCodec } from './image-codec.ts';
import { encodeJbig2 } from './jbig2/jbig2-stream.ts';
import { type Draw, drawnBytes, type LayerImage, packLayers } from './layers.ts';
import { judgeOf, LEGIBILITY_FLOOR, type LegibilityJudge } from './legibility.ts';
import { classify, measurePage, seemsBlank } from './page-class.ts';
import { type Raster, shrink, toBitmap, toGrey, toRaster } from './raster.ts';

/** Resolutions and mozjpeg qualities of the encodings of a page with tones, best first. */
const JPEG_STEPS = [
  { dpi: 200, quality: 50 },
  { dpi: 150, quality: 45 },
  { dpi: 150, quality: 28 },
  { dpi: 120, quality: 32 },
  { dpi: 100, quality: 28 },
] as const;

/** Resolutions of the encodings of a page of ink on paper, best first. */
const BILEVEL_STEPS = [300, 240, 200, 170] as const;

/** Resolution at which colour is measured: fine enough for a stamp's ring, coarse enough to average noise. */
const MEASURE_DPI = 75;

interface Rung {
  readonly dpi: number;
  readonly legibility: number;
  readonly draws: readonly Draw[];
}

/** A page's encodings at falling sizes, computed once; what is chosen later is arithmetic over them. */
export interface Ladder {
  readonly summary: Pick<PageSummary, 'pageClass' | 'encodings' | 'blank'>;
  readonly layers: Uint8Array;
}

/** Classifies an upright page of `dpi` and encodes it at every step of its class. */
export function buildLadder(page: Raster, dpi: number, codec: ImageCodec): Ladder {
  const grey = toGrey(page);
  const small = atDpi(page, dpi, MEASURE_DPI);
  const measure = measurePage(small, grey);
  const pageClass = classify(measure);
  const images: LayerImage[] = [];
  const judge = judgeOf(grey, dpi);
  const rungs =
    pageClass === 'bilevel'
      ? bilevelRungs(grey, dpi, measure.threshold, judge, images)
      : jpegRungs(pageClass === 'grey' ? grey : page, dpi, codec, judge, images);
  return finish(pageClass, seemsBlank(measure), rungs, images);
}

/** `raster` reduced to `target` dots per inch; as it is where it has no more than that. */
function atDpi(raster: Raster, dpi: number, target: number): Raster {
  if (dpi <= target) return raster;
  const ratio = target / dpi;
  return shrink(raster, Math.round(raster.width * ratio), Math.round(raster.height * ratio));
}

function bilevelRungs(
  grey: Raster,
  dpi: number,
  threshold: number,
  judge: LegibilityJudge,
  images: LayerImage[],
): Rung[] {
  return stepsWithin(BILEVEL_STEPS, dpi).map((target) => {
    const bitmap = toBitmap(atDpi(grey, dpi, target), threshold);
    images.push({
      codec: 'jbig2',
      width: bitmap.width,
      height: bitmap.height,
      channels: 1,
      bytes: encodeJbig2(bitmap),
    });
    return { dpi: target, legibility: judge.grade(toRaster(bitmap)), draws: [{ image: images.length - 1 }] };
  });
}

function jpegRungs(
  page: Raster,
  dpi: number,
  codec: ImageCodec,
  judge: LegibilityJudge,
  images: LayerImage[],
): Rung[] {
  const rungs: Rung[] = [];
  let current = page;
  let currentDpi = dpi;
  for (const step of JPEG_STEPS) {
    const target = Math.min(step.dpi, dpi);
    if (target !== currentDpi) {
      // Always from the page itself: reducing what was reduced would blur twice.
      current = atDpi(page, dpi, target);
      currentDpi = target;
    }
    const bytes = codec.encodeJpeg(current, step.quality);
    images.push({
      codec: 'jpeg',
      width: current.width,
      height: current.height,
      channels: current.channels,
      bytes,
    });
    rungs.push({
      dpi: target,
      legibility: judge.grade(codec.decodeOwn(bytes)),
      draws: [{ image: images.length - 1 }],
    });
  }
  return rungs;
}

/** The steps that do not enlarge; the scan's own resolution where all of them would. */
function stepsWithin(steps: readonly number[], dpi: number): number[] {
  const within = steps.filter((step) => step <= dpi);
  const first = within[0];
  return first === undefined || (dpi < (steps[0] ?? 0) && dpi - first > 20) ? [dpi, ...within] : within;
}

/** Keeps what falls in bytes and is above the floor, at least the best. */
function finish(
  pageClass: PageClass,
  blank: boolean,
  rungs: readonly Rung[],
  images: readonly LayerImage[],
): Ladder {
  const kept: Rung[] = [];
  const encodings: PageEncoding[] = [];
  for (const rung of rungs) {
    const bytes = drawnBytes(images, rung.draws);
    const last = encodings.at(-1);
    if (last !== undefined && bytes >= last.bytes) continue;
    if (last !== undefined && rung.legibility < LEGIBILITY_FLOOR) continue;
    kept.push(rung);
    const legibility = Math.min(rung.legibility, last?.legibility ?? 1);
    encodings.push({ bytes, dpi: Math.round(rung.dpi), legibility });
  }
  return {
    summary: { pageClass, encodings, blank },
    layers: packUsed(kept, images),
  };
}

/** Packs only the images that a kept rung draws. */
function packUsed(rungs: readonly Rung[], images: readonly LayerImage[]): Uint8Array {
  const used: LayerImage[] = [];
  const renumbered = new Map<number, number>();
  const renumber = (index: number | undefined): number | undefined => {
    const image = index === undefined ? undefined : images[index];
    if (index === undefined || image === undefined) return undefined;
    const known = renumbered.get(index);
    if (known !== undefined) return known;
    renumbered.set(index, used.length);
    used.push(image);
    return used.length - 1;
  };
  const encodings = rungs.map((rung) => ({
    draws: rung.draws.map((draw) => ({ ...draw, image: renumber(draw.image), mask: renumber(draw.mask) })),
  }));
  return packLayers({ images: used, encodings });
}
