import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import { knownFormat } from '../../../main/documents/known-format.ts';
import { thumbnailOf } from '../../../main/documents/thumbnail.ts';
import { cornerPage } from './fictional-page.ts';

let codec: ImageCodec;
beforeAll(async () => {
  codec = await openImageCodec();
});

const page = cornerPage(1_500, 2_100);
const source = () => sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } });

async function pdf(): Promise<Uint8Array> {
  const file = await PDFDocument.create();
  file.addPage([595, 842]);
  return file.save();
}

async function sizeOf(bytes: Uint8Array): Promise<readonly (number | undefined)[]> {
  const made = await thumbnailOf(bytes, 0, codec);
  if (!made.ok) throw new Error(made.error.code);
  const { format, width, height } = await sharp(made.value).metadata();
  expect(format).toBe('jpeg');
  return [width, height];
}

describe('the picture of a file on a stick', () => {
  it.each([
    ['JPEG', () => source().jpeg().toBuffer()],
    ['PNG', () => source().png().toBuffer()],
    ['TIFF', () => source().tiff({ compression: 'lzw' }).toBuffer()],
  ])('%s: small, in its proportions', async (_name, make) => {
    const bytes = await make();
    expect(knownFormat(bytes.subarray(0, 1_024))).toBe('photo');
    expect(await sizeOf(bytes)).toEqual([257, 360]);
  });

  it('PDF: its first page', async () => {
    const bytes = await pdf();
    expect(knownFormat(bytes.subarray(0, 1_024))).toBe('pdf');
    expect(await sizeOf(bytes)).toEqual([254, 360]);
  });

  it('any other page of a file; none where there is no such page', async () => {
    const file = await PDFDocument.create();
    file.addPage([595, 842]);
    file.addPage([842, 595]);
    const bytes = await file.save();
    const made = await thumbnailOf(bytes, 1, codec);
    if (!made.ok) throw new Error(made.error.code);
    expect(await sharp(made.value).metadata()).toMatchObject({ width: 360, height: 254 });
    const missing = [thumbnailOf(bytes, 2, codec), thumbnailOf(await source().tiff().toBuffer(), 1, codec)];
    for (const none of await Promise.all(missing)) {
      expect(none).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
    }
  });

  it('a photo taken on its side is upright', async () => {
    const bytes = await source().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await sizeOf(bytes)).toEqual([360, 257]);
  });

  it('a picture smaller than a thumbnail is not blown up', async () => {
    expect(await sizeOf(await source().resize(40, 56).jpeg().toBuffer())).toEqual([40, 56]);
  });

  it('there is none of what is no picture, or is damaged', async () => {
    const jpeg = await source().jpeg().toBuffer();
    for (const bytes of [
      jpeg.subarray(0, 200),
      new TextEncoder().encode('%PDF-1.7 nothing'),
      new Uint8Array(4),
    ]) {
      expect(await thumbnailOf(bytes, 0, codec)).toMatchObject({
        ok: false,
        error: { code: 'image-unreadable' },
      });
    }
  });
});

describe('what is listed of a stick', () => {
  it.each([
    ['a program', 'MZ\u0090'],
    ['a program of Linux', '\u007fELF'],
    ['an archive', 'PK\u0003\u0004'],
    ['a web page', '<html>'],
    ['a script', '#!/bin/sh'],
    ['a picture that is text', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['nothing', ''],
  ])('%s is not', (_name, text) => {
    expect(knownFormat(Buffer.from(text, 'latin1'))).toBeUndefined();
  });
});
