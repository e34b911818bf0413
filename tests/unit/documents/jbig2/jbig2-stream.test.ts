import { describe, expect, test } from 'vitest';
import { whiteBitmap } from '../../../../main/documents/jbig2/bitmap.ts';
import { encodeGenericRegion } from '../../../../main/documents/jbig2/generic-region.ts';
import { encodeJbig2, encodeJbig2File } from '../../../../main/documents/jbig2/jbig2-stream.ts';
import { textLike } from './bitmaps.ts';

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

describe('stream for a PDF', () => {
  const bitmap = textLike(301, 77, 1);
  const stream = encodeJbig2(bitmap);
  const read = view(stream);

  test('starts with the page information, without file header', () => {
    expect(read.getUint32(0)).toBe(0);
    expect([...stream.subarray(4, 7)]).toEqual([48, 0, 1]);
    expect(read.getUint32(7)).toBe(19);
    expect([read.getUint32(11), read.getUint32(15)]).toEqual([301, 77]);
  });

  test('holds one lossless generic region over the whole page and nothing after it', () => {
    expect(read.getUint32(30)).toBe(1);
    expect([...stream.subarray(34, 37)]).toEqual([39, 0, 1]);
    expect(read.getUint32(37)).toBe(stream.length - 41);
    expect([41, 45, 49, 53].map((at) => read.getUint32(at))).toEqual([301, 77, 0, 0]);
    expect([...stream.subarray(57, 67)]).toEqual([0, 0, 3, 0xff, 0xfd, 0xff, 2, 0xfe, 0xfe, 0xfe]);
    expect(stream.subarray(67)).toEqual(encodeGenericRegion(bitmap, false));
  });

  test('typical prediction is announced where it is used', () => {
    expect(encodeJbig2(bitmap, { typicalPrediction: true })[58]).toBe(0x08);
  });
});

test('the file form frames the same segments', () => {
  const bitmap = textLike(64, 64, 2);
  const file = encodeJbig2File(bitmap);
  const stream = encodeJbig2(bitmap);
  expect([...file.subarray(0, 13)]).toEqual([0x97, 0x4a, 0x42, 0x32, 13, 10, 26, 10, 1, 0, 0, 0, 1]);
  expect(file.subarray(13, 13 + stream.length)).toEqual(stream);
  expect(file.length).toBe(13 + stream.length + 22);
});

test.each([
  { width: 0, height: 1, stride: 1, data: new Uint8Array(1) },
  { width: 1, height: 0, stride: 1, data: new Uint8Array(1) },
  { width: 9, height: 1, stride: 1, data: new Uint8Array(2) },
  { width: 8, height: 2, stride: 1, data: new Uint8Array(1) },
  { ...whiteBitmap(8, 8), width: Number.NaN },
])('a bitmap that lies about its size is refused before coding', (bitmap) => {
  expect(() => encodeJbig2(bitmap)).toThrow(RangeError);
});
