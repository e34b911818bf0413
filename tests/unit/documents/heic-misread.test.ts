import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkHeic, isHeic } from '../../../main/documents/heic-header.ts';
import { decodeHeic } from '../../../main/documents/heic-source.ts';
import { openImageCodec } from '../../../main/documents/image-codec.ts';
import { decodePage } from '../../../main/documents/page-preparation.ts';

/** A fictional page of 400 by 600 pixels, red in the upper left corner, blue in the lower right one. */
const picture = new Uint8Array(
  readFileSync(path.join(import.meta.dirname, '../../fixtures/pictures/fictional.heic')),
);

/** The same with another size in its header. */
function stating(width: number, height: number): Uint8Array {
  const changed = Buffer.from(picture);
  const at = changed.indexOf('ispe') + 8;
  changed.writeUInt32BE(width, at);
  changed.writeUInt32BE(height, at + 4);
  return new Uint8Array(changed);
}

describe('a picture in HEIC', () => {
  it('is decoded upright, in its colours', async () => {
    const decoded = await decodePage({ bytes: picture, dpi: 300 }, await openImageCodec());
    if (!decoded.ok) throw new Error(decoded.error.code);
    const { width, height, data } = decoded.value.raster;
    expect([width, height]).toEqual([400, 600]);
    const pixel = (x: number, y: number): readonly number[] => [
      ...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
    ];
    expect(pixel(20, 20)[0]).toBeGreaterThan(170);
    expect(pixel(20, 20)[2]).toBeLessThan(70);
    expect(pixel(380, 580)[2]).toBeGreaterThan(170);
    expect(pixel(380, 580)[0]).toBeLessThan(70);
  });

  it('is refused before it is decoded where it states too many pixels', () => {
    expect(checkHeic(stating(6_000, 6_000))).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
    expect(checkHeic(stating(30_000, 10))).toMatchObject({ ok: false, error: { code: 'image-too-large' } });
    expect(checkHeic(stating(0, 600))).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
  });

  it('is unreadable where it ends early', async () => {
    for (const share of [0.1, 0.4, 0.7, 0.95]) {
      const decoded = await decodeHeic(picture.slice(0, Math.round(share * picture.length)));
      expect(decoded).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
    }
  });

  it('never breaks the decoder, whatever a byte says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: picture.length - 1 }), fc.nat({ max: 255 }), async (at, value) => {
        const broken = picture.slice();
        broken[at] = value;
        if (!isHeic(broken)) return;
        const decoded = await decodeHeic(broken);
        if (!decoded.ok) expect(['image-unreadable', 'image-too-large']).toContain(decoded.error.code);
      }),
      { numRuns: 60 },
    );
  });
});
