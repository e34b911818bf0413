import { type PDFDocument, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import { constantStream } from '../constant-stream.ts';

/** Width of every glyph, thousandths of the font's size. */
export const GLYPH_WIDTH = 500;

const UNITS_PER_EM = 1_000;
const FONT_NAME = 'BorneGlyphless';
/** A CID is a UTF-16 code; all are drawn by glyph 1, which is empty. Glyph 0 would be `.notdef`, forbidden in PDF/A. */
const CODES = 65_536;
const EMPTY_GLYPH = 1;
/** Ranges in one block of a CMap (Adobe Technical Note 5411, 1.4.1). */
const RANGES_IN_BLOCK = 100;

const fontProgram = constantStream(fontFile);
/** Glyph 1 for every code. */
const toGlyph = constantStream(() => {
  const glyphs = new Uint8Array(2 * CODES);
  for (let at = 1; at < glyphs.length; at += 2) glyphs[at] = EMPTY_GLYPH;
  return glyphs;
});

/**
 * Puts a font without shapes into the file, for text that is searched and copied but never drawn (ISO 19005-2, 6.2.11:
 * embedded, widths as in the font file, no `.notdef`). About 1 kB.
 *
 * @param codes UTF-16 codes that the file writes with it.
 */
export function embedGlyphlessFont(pdf: PDFDocument, codes: ReadonlySet<number>): PDFRef {
  const { context } = pdf;
  const descriptor = context.obj({
    Type: 'FontDescriptor',
    FontName: FONT_NAME,
    Flags: 4,
    FontBBox: [0, 0, GLYPH_WIDTH, UNITS_PER_EM],
    ItalicAngle: 0,
    Ascent: UNITS_PER_EM,
    // Not 0, which readers take for unknown.
    Descent: -1,
    CapHeight: UNITS_PER_EM,
    StemV: 80,
    FontFile2: context.register(fontProgram(context, { Length1: fontFile().length })),
  });
  const descendant = context.obj({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: FONT_NAME,
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
    FontDescriptor: context.register(descriptor),
    DW: GLYPH_WIDTH,
    CIDToGIDMap: context.register(toGlyph(context)),
  });
  const font = context.obj({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: FONT_NAME,
    Encoding: PDFName.of('Identity-H'),
    DescendantFonts: [context.register(descendant)],
    ToUnicode: context.register(context.flateStream(new TextEncoder().encode(unicodeMap(codes)))),
  });
  return context.register(font);
}

/** Codes are UTF-16 already: each maps to itself. A range must not leave its first byte. */
function unicodeMap(codes: ReadonlySet<number>): string {
  const sorted = [...codes].sort((a, b) => a - b);
  const ranges: { first: number; last: number }[] = [];
  for (const code of sorted) {
    const range = ranges.at(-1);
    if (range !== undefined && code === range.last + 1 && code >> 8 === range.first >> 8) range.last = code;
    else ranges.push({ first: code, last: code });
  }
  const hex = (code: number): string => `<${code.toString(16).padStart(4, '0')}>`;
  const blocks: string[] = [];
  for (let at = 0; at < ranges.length; at += RANGES_IN_BLOCK) {
    const block = ranges.slice(at, at + RANGES_IN_BLOCK);
    const lines = block.map(({ first, last }) => `${hex(first)} ${hex(last)} ${hex(first)}`);
    blocks.push(`${block.length} beginbfrange\n${lines.join('\n')}\nendbfrange`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

/** A TrueType file of two empty glyphs, with the tables that an embedded CIDFontType2 needs (ISO 32000-1, 9.9). */
function fontFile(): Uint8Array {
  const tables: readonly (readonly [string, Uint8Array])[] = [
    ['glyf', words([0, 0])],
    ['head', head()],
    // Version, ascent, descent, gap, widest advance; slope 1 of 0; one metric serves both glyphs.
    ['hhea', words([1, 0, UNITS_PER_EM, 0, 0, GLYPH_WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])],
    ['hmtx', words([GLYPH_WIDTH, 0, 0])],
    ['loca', words([0, 0, 0])],
    // Version 1.0, two glyphs, no points, no instructions, one zone.
    ['maxp', words([1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
  ];
  const header = 12 + 16 * tables.length;
  const size = tables.reduce((sum, [, table]) => sum + padded(table.length), header);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00010000);
  // Six tables: the largest power of two in it is four.
  for (const [at, value] of [tables.length, 64, 2, 16 * tables.length - 64].entries())
    view.setUint16(4 + 2 * at, value);
  let offset = header;
  for (const [index, [tag, table]] of tables.entries()) {
    file.set(table, offset);
    const entry = 12 + 16 * index;
    file.set(new TextEncoder().encode(tag), entry);
    view.setUint32(entry + 4, sumOf(file.subarray(offset, offset + padded(table.length))));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, table.length);
    offset += padded(table.length);
  }
  // `checkSumAdjustment` of head makes the sum of the whole file this number.
  const headAt = header + padded(tables[0]?.[1].length ?? 0);
  view.setUint32(headAt + 8, (0xb1b0afba - sumOf(file)) >>> 0);
  return file;
}

/** Version, revision, adjustment, magic, flags, units, dates, box, style, least size, direction, short offsets. */
function head(): Uint8Array {
  const dates = [0, 0, 0, 0, 0, 0, 0, 0];
  const box = [0, 0, GLYPH_WIDTH, UNITS_PER_EM];
  return words([1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, UNITS_PER_EM, ...dates, ...box, 0, 3, 2, 0, 0]);
}

function words(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of values.entries()) view.setUint16(2 * at, value);
  return bytes;
}

/** Tables begin at multiples of four. */
function padded(length: number): number {
  return (length + 3) & ~3;
}

function sumOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
