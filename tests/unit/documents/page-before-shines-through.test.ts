import { expect, it, vi } from 'vitest';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { giveBack, pictureBytes } from '../../../main/documents/picture-memory.ts';
import type { RawPage } from '../../../main/ports/document-engine.ts';
import { DPI, laidAskew, letter } from './clean-up/fictional-scan.ts';
import { blankPage, printLines, withOrientation } from './fictional-page.ts';

const LIMIT_MS = 60_000;

/** Pages of several sizes, none smaller than what is kept: in colour, askew, grey, sideways, as scanned. */
async function severalPages(): Promise<RawPage[]> {
  const codec = await openImageCodec();
  const jpegOf = (width: number, height: number, seed: number): Uint8Array => {
    const page = blankPage(width, height);
    printLines(page, seed, seed % 2 === 0 ? [20, 20, 20] : [30, 40, 160]);
    return codec.encodeScreenJpeg(page, 90);
  };
  return [
    { bytes: jpegOf(1_654, 2_339, 1), dpi: 200 },
    { bytes: codec.encodeScreenJpeg(laidAskew(letter(), 1.7), 90), dpi: DPI },
    { bytes: jpegOf(1_240, 1_754, 2), dpi: 150 },
    { bytes: withOrientation(jpegOf(1_654, 1_240, 3), 6), dpi: 150 },
    { bytes: jpegOf(1_400, 2_000, 4), dpi: 200, cleanUp: 'none' },
  ];
}

/** Prepares pages one after another in a process's memory that is as new; what came of each, in hexadecimal. */
async function preparedAfresh(pages: readonly RawPage[]): Promise<string[]> {
  vi.resetModules();
  const { openImageCodec: open } = await import('../../../main/documents/image-codec.ts');
  const { preparePage } = await import('../../../main/documents/page-preparation.ts');
  const codec = await open();
  const results: string[] = [];
  for (const raw of pages) {
    const page = await preparePage(raw, codec);
    if (!page.ok) throw new Error(page.error.code);
    const { layers, preview } = page.value;
    results.push(`${Buffer.from(layers).toString('hex')} ${Buffer.from(preview).toString('hex')}`);
  }
  return results;
}

it(
  'prepares a page alike whatever was prepared before it in the same memory',
  async () => {
    const pages = await severalPages();
    const alone: string[] = [];
    for (const page of pages) alone.push(...(await preparedAfresh([page])));
    expect(await preparedAfresh([...pages, ...pages])).toEqual([...alone, ...alone]);
    const back = [...pages].reverse();
    expect(await preparedAfresh(back)).toEqual([...alone].reverse());
  },
  LIMIT_MS,
);

it('gives memory to one picture at a time, and only what was given back', () => {
  const first = pictureBytes(2_000_000);
  const second = pictureBytes(2_000_000);
  expect(second.buffer).not.toBe(first.buffer);
  giveBack(first);
  giveBack(first);
  const [third, fourth] = [pictureBytes(1_500_000), pictureBytes(1_500_000)];
  expect(third.buffer).toBe(first.buffer);
  expect(third).toHaveLength(1_500_000);
  expect(fourth.buffer).not.toBe(first.buffer);
  giveBack(new Uint8Array(1_500_000));
  giveBack(third);
  // Too small a picture for so much memory, and then one of its size.
  expect(pictureBytes(1_000_000).buffer).toBe(first.buffer);
});

it('keeps no more than its limit', () => {
  const pictures = Array.from({ length: 4 }, () => pictureBytes(30_000_000));
  for (const picture of pictures) giveBack(picture);
  const again = Array.from({ length: 4 }, () => pictureBytes(30_000_000));
  const known = new Set(pictures.map(({ buffer }) => buffer));
  expect(again.filter(({ buffer }) => known.has(buffer))).toHaveLength(2);
});
