import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bitmap } from '../../../main/documents/jbig2/bitmap.ts';
import { anyBitmap, type Filling, filled, textLike } from '../../unit/documents/jbig2/bitmaps.ts';
import {
  decodedByJbig2dec,
  embeddedDecodedByJbig2dec,
  pdfOf,
  renderedByMupdf,
  renderedByPoppler,
} from './peers.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'borne-jbig2-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const FILLINGS: readonly Filling[] = [
  'white',
  'black',
  'noise',
  'sparse',
  'dense',
  'text',
  'repeated rows',
  'checks',
];
/** One pixel, one row, one column, just below, at and above a byte, and an odd page. */
const SIZES = [
  [1, 1],
  [1, 9],
  [9, 1],
  [7, 3],
  [8, 8],
  [17, 31],
  [255, 64],
  [641, 403],
] as const;
const LISTED: readonly Bitmap[] = SIZES.flatMap(([width, height]) =>
  FILLINGS.map((filling, seed) => filled(width, height, filling, seed)),
);

test('jbig2dec reads every size and filling bit for bit', async () => {
  for (const bitmap of LISTED) {
    expect(await decodedByJbig2dec(folder, bitmap, {})).toEqual(bitmap);
    expect(await decodedByJbig2dec(folder, bitmap, { typicalPrediction: true })).toEqual(bitmap);
  }
}, 60_000);

test('jbig2dec reads random bitmaps bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(anyBitmap, fc.boolean(), async (bitmap, typicalPrediction) => {
      expect(await decodedByJbig2dec(folder, bitmap, { typicalPrediction })).toEqual(bitmap);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('jbig2dec reads the stream as it is embedded in a PDF', async () => {
  const bitmap = textLike(403, 211, 3);
  expect(await embeddedDecodedByJbig2dec(folder, bitmap)).toEqual(bitmap);
});

test.each([
  ['plain', {}],
  ['with typical prediction', { typicalPrediction: true }],
])(
  'poppler and MuPDF show every size and filling pixel for pixel, %s',
  async (_, options) => {
    const pdf = pdfOf(LISTED, options);
    const poppler = await renderedByPoppler(folder, pdf, LISTED.length);
    const mupdf = await renderedByMupdf(folder, pdf, LISTED.length);
    for (const [index, bitmap] of LISTED.entries()) {
      expect(poppler[index]).toEqual(bitmap);
      expect(mupdf[index]).toEqual(bitmap);
    }
  },
  60_000,
);

test('an A4 page at 300 dpi is read alike by all three', async () => {
  const page = textLike(2480, 3508, 11);
  const pdf = pdfOf([page], {});
  expect((await decodedByJbig2dec(folder, page, {})).data).toEqual(page.data);
  expect((await renderedByPoppler(folder, pdf, 1))[0]?.data).toEqual(page.data);
  expect((await renderedByMupdf(folder, pdf, 1))[0]?.data).toEqual(page.data);
}, 60_000);
