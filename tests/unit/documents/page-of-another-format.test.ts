import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ImageCodec, openImageCodec } from '../../../main/documents/image-codec.ts';
import { readImageHeader } from '../../../main/documents/image-header.ts';
import { IMAGE_LIMITS } from '../../../main/documents/image-limits.ts';
import type { Raster } from '../../../main/documents/raster.ts';
import { cornerPage } from './fictional-page.ts';
import { meanDifference } from './pdf-reading.ts';

const page = cornerPage(300, 420);
let codec: ImageCodec;

beforeAll(async () => {
  codec = await openImageCodec();
});

const source = () => sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } });

function decoded(bytes: Uint8Array, shrink: 1 | 2 = 1, number = 0): Raster {
  const header = readImageHeader(bytes, number);
  if (!header.ok) throw new Error(header.error.detail ?? header.error.code);
  const raster = codec.decode(bytes, header.value, shrink, number);
  if (!raster.ok) throw new Error(raster.error.code);
  return raster.value;
}

describe('a page that is no JPEG', () => {
  it.each([
    ['PNG', () => source().png().toBuffer(), 0],
    ['interlaced PNG', () => source().png({ progressive: true }).toBuffer(), 0],
    ['PNG with a palette', () => source().png({ palette: true }).toBuffer(), 3],
    ['PNG of 16 bits', () => source().toColourspace('rgb16').png().toBuffer(), 1],
    ['PNG with opacity', () => source().ensureAlpha(1).png().toBuffer(), 0],
    ['TIFF with LZW', () => source().tiff({ compression: 'lzw' }).toBuffer(), 0],
    [
      'TIFF with Deflate and tiles',
      () => source().tiff({ compression: 'deflate', tile: true }).toBuffer(),
      0,
    ],
    ['CMYK JPEG', () => source().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(), 20],
    ['progressive JPEG', () => source().jpeg({ quality: 95, progressive: true }).toBuffer(), 4],
  ] as const)('%s is read in its colours', async (_, encode, tolerance) => {
    const raster = decoded(new Uint8Array(await encode()));
    expect(raster.channels).toBe(3);
    expect(meanDifference(raster, page)).toBeLessThanOrEqual(tolerance);
  });

  it.each([
    ['PNG', () => source().greyscale().threshold(128).png({ palette: true, colours: 2 }).toBuffer()],
    [
      'TIFF',
      () =>
        source()
          .greyscale()
          .threshold(128)
          .toColourspace('b-w')
          .tiff({ bitdepth: 1, compression: 'ccittfax4' })
          .toBuffer(),
    ],
  ] as const)('1-bit %s keeps its polarity', async (_, encode) => {
    const raster = decoded(new Uint8Array(await encode()));
    const red = raster.data.filter((_, at) => at % raster.channels === 0);
    expect(red.every((level) => level === 0 || level === 255)).toBe(true);
    expect(red.at(-raster.width)).toBe(0); // the black corner at the bottom left
    expect(red[Math.round(raster.width / 2)]).toBe(255);
  });

  it('lies on white where it is transparent', async () => {
    const clear = await sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(new Set(decoded(new Uint8Array(clear)).data)).toEqual(new Set([255]));
  });

  it('is reduced while it is read', async () => {
    const half = decoded(new Uint8Array(await source().png().toBuffer()), 2);
    expect([half.width, half.height]).toEqual([150, 210]);
  });

  it('says its resolution', async () => {
    const png = readImageHeader(
      new Uint8Array(await source().withMetadata({ density: 200 }).png().toBuffer()),
    );
    expect(png.ok && Math.round(png.value.dpi ?? 0)).toBe(200);
    const tiff = readImageHeader(
      new Uint8Array(
        await source()
          .tiff({ xres: 150 / 25.4, yres: 150 / 25.4, resolutionUnit: 'inch' })
          .toBuffer(),
      ),
    );
    expect(tiff.ok && Math.round(tiff.value.dpi ?? 0)).toBe(150);
  });
});

/** The bytes with a big-endian number overwritten. */
function overwritten(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(at, value);
  return changed;
}

describe('a bomb that is no JPEG', () => {
  it('is refused by its header alone', async () => {
    const png = new Uint8Array(await source().png().toBuffer());
    for (const side of [20_001, 0x7fffffff, 0xffffffff]) {
      expect(readImageHeader(overwritten(png, 16, side))).toMatchObject({
        ok: false,
        error: { code: 'image-too-large' },
      });
    }
    const interlaced = overwritten(overwritten(png, 16, 8_900), 20, 8_900);
    interlaced[28] = 1;
    expect(readImageHeader(interlaced)).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
  });

  it('is unreadable when its TIFF directories go round in a circle', () => {
    const circle = Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0]);
    expect(readImageHeader(circle)).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
  });

  it('is refused when its TIFF claims more pages than a document has', () => {
    const count = IMAGE_LIMITS.maxPages + 1;
    const bytes = new Uint8Array(8 + 6 * count);
    const view = new DataView(bytes.buffer);
    bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
    for (let page = 0; page < count; page += 1)
      view.setUint32(10 + 6 * page, page === count - 1 ? 0 : 14 + 6 * page, true);
    expect(readImageHeader(bytes)).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
  });
});

describe('a damaged page that is no JPEG', () => {
  it.each([
    ['PNG', () => source().png().toBuffer()],
    ['TIFF', () => source().tiff({ compression: 'lzw' }).toBuffer()],
  ] as const)('%s is unreadable where it is cut', async (_, encode) => {
    const whole = new Uint8Array(await encode());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Math.floor(whole.length * 0.9) }), (length) => {
        const cut = whole.slice(0, length);
        const header = readImageHeader(cut);
        const read = header.ok ? codec.decode(cut, header.value, 1) : header;
        expect(read).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['PNG', () => source().png().toBuffer()],
    ['TIFF', () => source().tiff({ compression: 'deflate' }).toBuffer()],
  ] as const)('%s never brings the decoder down, whatever bytes are changed in it', async (_, encode) => {
    const whole = new Uint8Array(await encode());
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const changed = whole.slice();
        for (const [at, value] of changes) changed[at] = value;
        const header = readImageHeader(changed);
        if (!header.ok || header.value.width * header.value.height > 4_000_000) return;
        const read = codec.decode(changed, header.value, 1);
        if (!read.ok) expect(read.error.code).toBe('image-unreadable');
      }),
      { numRuns: 200 },
    );
  });
});
