import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { Typeface, type WeightFiles } from '../../../../main/devices/receipt/typeface.ts';
import { SHIPPED_FONTS } from './receipt-fixture.ts';

/** Letters and signs of the languages that Borne speaks. */
const LETTERS = {
  fr: 'àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ«»‹›€°’“”…–—',
  en: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?()-/@&',
  pt: 'áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚÜ',
  es: 'áéíñóúü¿¡ÁÉÍÑÓÚÜ',
  tr: 'çğıİöşüâîûÇĞÖŞÜ',
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ№',
  ar: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْٰـ،؛؟',
  prs: 'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئؤأءۀة\u200C،؛؟۰۱۲۳۴۵۶۷۸۹',
  ps: 'آابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیېۍئيؤأء\u200C،؛؟',
} as const;

/** The weights that ship, and each of their files. */
const WEIGHTS = Object.entries(SHIPPED_FONTS);
const FILES = WEIGHTS.flatMap(([weight, files]) =>
  Object.entries<Uint8Array>({ ...files }).map(([script, bytes]) => [`${weight} ${script}`, bytes] as const),
);

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
  describe.each(WEIGHTS)('the %s typeface', (_weight, files: WeightFiles) => {
    it.each(Object.entries(LETTERS))('has every letter and sign of %s', async (_language, letters) => {
      const document = await PDFDocument.create();
      const face = await Typeface.embed(document, files);
      expect(
        [...letters].filter((letter) => face.clean(`a${letter}b`) !== `a${letter}b`.normalize('NFC')),
      ).toEqual([]);
    });

    it('shows what it lacks instead of dropping it', async () => {
      const face = await Typeface.embed(await PDFDocument.create(), files);
      expect(face.clean('a文b')).toBe('a\uFFFDb');
      expect(face.measure(10)('\uFFFD')).toBeGreaterThan(0);
      expect(face.clean('\u00a0a\u00a0')).toContain('a');
    });
  });

  it.each(FILES)(
    'the %s file keeps its glyphs at even offsets, or the embedded subset loses letters',
    (_, bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const long = view.getInt16(table(bytes, 'head').offset + 50) === 1;
      const loca = table(bytes, 'loca');
      let odd = 0;
      // The short form counts in pairs of bytes: it cannot say an odd offset.
      for (let at = 0; long && at < loca.length; at += 4) odd += view.getUint32(loca.offset + at) % 2;
      expect(odd).toBe(0);
    },
  );
});
