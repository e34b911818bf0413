import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import { unpackLayers } from '../../../main/documents/layers.ts';
import { preparePage } from '../../../main/documents/page-preparation.ts';
import { assemblePdf } from '../../../main/documents/pdf-assembly.ts';
import { type Raster, shrink } from '../../../main/documents/raster.ts';
import type { Rotation } from '../../../main/domain/document.ts';
import { blankPage, cornerPage, paint, pixelAt, printLines, withOrientation } from './fictional-page.ts';
import { checkWithQpdf, drawWithMupdf, drawWithPoppler, meanDifference } from './pdf-reading.ts';

const DPI = 100;
const WIDE = 827;
const HIGH = 1169;

let codec: ImageCodec;

beforeAll(async () => {
  codec = await openImageCodec();
});

async function pdfOf(jpeg: Uint8Array, rotation: Rotation): Promise<Uint8Array> {
  const prepared = await preparePage({ bytes: jpeg, dpi: DPI, cleanUp: 'none' }, codec);
  if (!prepared.ok) throw new Error(prepared.error.code);
  const layers = unpackLayers(prepared.value.layers);
  if (!layers.ok) throw new Error(layers.error.code);
  const page = { summary: prepared.value.summary, layers: layers.value, rotation };
  const file = await assemblePdf([page], { maxBytes: 5_000_000, maxPages: 1 }, 'page', 'Page');
  if (!file.ok) throw new Error(file.error.code);
  return file.value.bytes;
}

type Corner = 'red' | 'green' | 'blue' | 'black';

/** The corners of a drawn page, clockwise from the top left. */
function cornersOf(page: Raster): Corner[] {
  return (
    [
      [0.05, 0.03],
      [0.95, 0.03],
      [0.95, 0.97],
      [0.05, 0.97],
    ] as const
  ).map(([x, y]) => {
    const [red, green, blue] = pixelAt(page, x, y);
    const most = Math.max(red, green, blue);
    if (most < 60) return 'black';
    return most === red ? 'red' : most === green ? 'green' : 'blue';
  });
}

const UPRIGHT: Corner[] = ['red', 'green', 'blue', 'black'];

describe('a page turned the wrong way', () => {
  it.each([
    [0, UPRIGHT],
    [90, ['black', 'red', 'green', 'blue']],
    [180, ['blue', 'black', 'red', 'green']],
    [270, ['green', 'blue', 'black', 'red']],
  ] as const)('does not happen when the visitor turns it by %i degrees', async (rotation, corners) => {
    const pdf = await pdfOf(codec.encodeScreenJpeg(cornerPage(WIDE, HIGH), 90), rotation);
    checkWithQpdf(pdf);
    const drawn = drawWithPoppler(pdf, 1, DPI);
    expect(cornersOf(drawn)).toEqual(corners);
    const turned = rotation === 90 || rotation === 270;
    expect([drawn.width, drawn.height]).toEqual(turned ? [HIGH, WIDE] : [WIDE, HIGH]);
    expect(cornersOf(drawWithMupdf(pdf, 1, DPI))).toEqual(corners);
  });

  // What a stored image with this EXIF orientation shows at its corners once it is upright.
  it.each([
    [1, UPRIGHT],
    [2, ['green', 'red', 'black', 'blue']],
    [3, ['blue', 'black', 'red', 'green']],
    [4, ['black', 'blue', 'green', 'red']],
    [5, ['red', 'black', 'blue', 'green']],
    [6, ['black', 'red', 'green', 'blue']],
    [7, ['blue', 'green', 'red', 'black']],
    [8, ['green', 'blue', 'black', 'red']],
  ] as const)('does not happen with a photograph of EXIF orientation %i', async (orientation, corners) => {
    const jpeg = withOrientation(codec.encodeScreenJpeg(cornerPage(WIDE, HIGH), 90), orientation);
    const drawn = drawWithPoppler(await pdfOf(jpeg, 0), 1, 50);
    expect(cornersOf(drawn)).toEqual(corners);
    expect(drawn.width > drawn.height).toBe(orientation >= 5);
  });
});

describe('a page whose tones come out wrong', () => {
  it.each([
    ['a 1-bit page is not inverted', 1, false],
    ['a grey page keeps its greys', 1, true],
    ['a coloured page keeps its colours', 3, true],
  ] as const)('%s', async (_, channels, toned) => {
    const page = channels === 3 ? cornerPage(WIDE, HIGH) : blankPage(WIDE, HIGH, 1);
    if (channels === 1) printLines(page, 11);
    if (toned) paint(page, 0.2, 0.3, 0.8, 0.5, [150, 120, 200]);
    const pdf = await pdfOf(codec.encodeScreenJpeg(page, 92), 0);
    checkWithQpdf(pdf);
    const drawn = drawWithPoppler(pdf, 1, DPI);
    const expected: Raster = channels === 3 ? page : asColour(page);
    // Compared at half the size: what differs there is seen by a reader, what differs only in a pixel is not.
    const half = (raster: Raster): Raster => shrink(raster, WIDE >> 1, HIGH >> 1);
    expect(meanDifference(half(drawn), half(expected))).toBeLessThan(5);
    expect(meanDifference(drawn, drawWithMupdf(pdf, 1, DPI))).toBeLessThan(6);
  });
});

function asColour(grey: Raster): Raster {
  const data = new Uint8Array(grey.data.length * 3);
  for (let pixel = 0; pixel < grey.data.length; pixel += 1)
    data.fill(grey.data[pixel] ?? 0, 3 * pixel, 3 * pixel + 3);
  return { width: grey.width, height: grey.height, channels: 3, data };
}
