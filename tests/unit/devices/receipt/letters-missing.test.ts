import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { SHIPPED_FONTS } from './receipt-fixture.ts';

const FRENCH = 'àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ«»‹›€°’“”…–—';

interface TableView {
  readonly offset: number;
  readonly length: number;
}

/** Finds a table of a TrueType file (OpenType specification, "Organization of an OpenType Font"). */
function table(file: Uint8Array, tag: string): TableView {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16;
    const name = Buffer.from(file.subarray(entry, entry + 4)).toString('latin1');
    if (name === tag) return { offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) };
  }
  throw new Error(`no table ${tag}`);
}

describe('letters missing on paper', () => {
  for (const [weight, bytes] of Object.entries(SHIPPED_FONTS)) {
    it(`the ${weight} typeface has every letter and sign of French`, async () => {
      const document = await PDFDocument.create();
      document.registerFontkit(fontkit);
      const characters = new Set((await document.embedFont(bytes)).getCharacterSet());
      expect([...FRENCH].filter((letter) => !characters.has(letter.codePointAt(0) ?? 0))).toEqual([]);
      expect(characters.has(0xfffd)).toBe(true);
      expect(characters.has(0x00a0)).toBe(true);
    });

    it(`the ${weight} typeface keeps its glyphs at even offsets, or the embedded subset loses letters`, () => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const long = view.getInt16(table(bytes, 'head').offset + 50) === 1;
      const loca = table(bytes, 'loca');
      let odd = 0;
      // The short form counts in pairs of bytes: it cannot say an odd offset.
      for (let at = 0; long && at < loca.length; at += 4) odd += view.getUint32(loca.offset + at) % 2;
      expect(odd).toBe(0);
    });
  }
});
