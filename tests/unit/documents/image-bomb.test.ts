import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import { readImageHeader } from '../../../main/documents/image-header.ts';
import { IMAGE_LIMITS } from '../../../main/documents/image-limits.ts';
import { cornerPage, withOrientation } from './fictional-page.ts';

let jpeg: Uint8Array;
let codec: ImageCodec;

beforeAll(async () => {
  codec = await openImageCodec();
  jpeg = codec.encodeJpeg(cornerPage(400, 600), 60);
});

/** The JPEG with the size of its frame overwritten. */
function claiming(width: number, height: number): Uint8Array {
  const lying = jpeg.slice();
  const frame = lying.findIndex((byte, at) => byte === 0xff && ((lying[at + 1] ?? 0) & 0xfd) === 0xc0);
  new DataView(lying.buffer, lying.byteOffset).setUint16(frame + 5, height);
  new DataView(lying.buffer, lying.byteOffset).setUint16(frame + 7, width);
  return lying;
}

describe('an image that would fill the memory', () => {
  it('is refused by its header alone when it claims too many pixels', () => {
    expect(readImageHeader(claiming(20_000, 20_000))).toMatchObject({
      ok: false,
      error: { code: 'image-too-large' },
    });
    expect(readImageHeader(claiming(65_535, 1))).toMatchObject({
      ok: false,
      error: { code: 'image-too-large' },
    });
  });

  it('is refused when it is longer than any page', () => {
    const long = new Uint8Array(IMAGE_LIMITS.maxBytes + 1);
    long.set(jpeg);
    expect(readImageHeader(long)).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
  });

  it('is refused when it is progressive and its coefficients alone would fill the memory', () => {
    const lying = claiming(8_000, 9_900);
    const frame = lying.findIndex((byte, at) => byte === 0xff && lying[at + 1] === 0xc0);
    expect(frame).toBeGreaterThan(0);
    expect(readImageHeader(lying).ok).toBe(true);
    lying[frame + 1] = 0xc2;
    expect(readImageHeader(lying)).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
  });
});

describe('an image that lies about itself', () => {
  it('says its true size and orientation when it is honest', () => {
    expect(readImageHeader(withOrientation(jpeg, 6))).toMatchObject({
      ok: true,
      value: { width: 400, height: 600, orientation: 6 },
    });
  });

  it('is unreadable when it claims no pixels', () => {
    expect(readImageHeader(claiming(0, 600))).toMatchObject({
      ok: false,
      error: { code: 'image-unreadable' },
    });
  });

  it('is unreadable when it claims more rows than it has', () => {
    const lying = claiming(400, 5_000);
    const header = readImageHeader(lying);
    expect(header.ok).toBe(true);
    if (header.ok) {
      expect(codec.decode(lying, header.value, 1)).toMatchObject({
        ok: false,
        error: { code: 'image-unreadable' },
      });
    }
  });

  it('is unreadable wherever it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: jpeg.length - 3 }), (length) => {
        const cut = jpeg.subarray(0, length);
        const header = readImageHeader(cut);
        const read = header.ok ? codec.decode(cut, header.value, 1) : header;
        expect(read).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
      }),
      { numRuns: 150 },
    );
  });

  it('gives a header or a code for any bytes at all', () => {
    const start = fc.constantFrom(
      [],
      [0xff, 0xd8],
      [0xff, 0xd8, 0xff, 0xe1, 0, 40, 0x45, 0x78, 0x69, 0x66, 0, 0],
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (prefix, rest) => {
        const read = readImageHeader(Uint8Array.from([...prefix, ...rest]));
        if (!read.ok) expect(['image-unreadable', 'image-too-large']).toContain(read.error.code);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never brings the decoder down, whatever bytes are changed in it', () => {
    const change = fc.tuple(fc.integer({ min: 2, max: jpeg.length - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const changed = jpeg.slice();
        for (const [at, value] of changes) changed[at] = value;
        const header = readImageHeader(changed);
        if (!header.ok || header.value.width * header.value.height > 4_000_000) return;
        const read = codec.decode(changed, header.value, 1);
        if (read.ok)
          expect(read.value.data).toHaveLength(read.value.width * read.value.height * read.value.channels);
        else expect(read.error.code).toBe('image-unreadable');
      }),
      { numRuns: 300 },
    );
  });
});
