import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { archivedFile, TITLE } from './archive-specimen.ts';

// No validator of part 2 comes with Debian or npm (veraPDF is Java from its own site): what ISO 19005-2 asks of such files is
// read here, clause by clause, in what qpdf says of every object. `archive-refused.test.ts` has a validator of part 1 judge.

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
interface PdfObject {
  readonly dict: Readonly<Record<string, Value>>;
  readonly data: Buffer | undefined;
}

const objects = new Map<string, PdfObject>();
let trailer: Readonly<Record<string, Value>> = {};
let file: Buffer;

const qpdfJson = z.object({
  qpdf: z.tuple([z.unknown(), z.record(z.string(), z.record(z.string(), z.unknown()))]),
});

beforeAll(async () => {
  file = await archivedFile();
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-archive-'));
  try {
    const target = path.join(folder, 'file.pdf');
    writeFileSync(target, file);
    execFileSync('qpdf', ['--check', target], { stdio: ['ignore', 'ignore', 'pipe'] });
    const json = execFileSync(
      'qpdf',
      ['--json=2', '--json-stream-data=inline', '--decode-level=none', target],
      {
        maxBuffer: 100_000_000,
      },
    );
    const [, all] = qpdfJson.parse(JSON.parse(json.toString())).qpdf;
    for (const [name, { value, stream }] of Object.entries(all)) {
      const { dict, data } = (stream ?? { dict: value }) as { dict: PdfObject['dict']; data?: string };
      if (name === 'trailer') trailer = dict;
      else
        objects.set(name.replace(/^obj:/, ''), {
          dict,
          data: data === undefined ? undefined : Buffer.from(data, 'base64'),
        });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

const at = (reference: Value | undefined): PdfObject => {
  const found = typeof reference === 'string' ? objects.get(reference) : undefined;
  if (found === undefined) throw new Error(`no object ${JSON.stringify(reference)}`);
  return found;
};
const dictionaries = () =>
  [...objects.values()].map(({ dict }) => dict).filter((dict) => typeof dict === 'object' && dict !== null);
const catalog = () => at(trailer['/Root']).dict;

/** Every key of every dictionary, however deep. */
function keysOf(value: Value): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner as Value)]);
}

it('begins, ends and is identified as 6.1.2 and 6.1.3 want, and is not encrypted', () => {
  expect(file.subarray(0, 9).toString('latin1')).toMatch(/^%PDF-1\.[0-7]\n$/);
  expect([...file.subarray(10, 14)].every((byte) => byte > 127)).toBe(true);
  expect(file.toString('latin1')).toMatch(/%%EOF[\r\n]{0,2}$/);
  expect(trailer['/ID']).toHaveLength(2);
  expect(Object.keys(trailer)).not.toContain('/Encrypt');
});

it('uses no filter but those of 6.1.7, and no file outside of it', () => {
  const streams = dictionaries().flatMap((dict) =>
    dict['/Filter'] === undefined ? [] : [dict['/Filter']].flat(),
  );
  expect(new Set(streams)).toEqual(new Set(['/FlateDecode', '/DCTDecode', '/JBIG2Decode']));
  const keys = new Set(dictionaries().flatMap(keysOf));
  for (const forbidden of ['/FFilter', '/FDecodeParms', '/Alternates', '/OPI', '/PS', '/Ref'])
    expect(keys).not.toContain(forbidden);
});

it('does nothing by itself and carries nothing (6.5, 6.8, 6.9): no action, script, form, attachment or hidden layer', () => {
  const keys = new Set(dictionaries().flatMap(keysOf));
  for (const forbidden of [
    '/AA',
    '/OpenAction',
    '/JS',
    '/JavaScript',
    '/AcroForm',
    '/XFA',
    '/EmbeddedFiles',
    '/EF',
    '/Names',
    '/OCProperties',
    '/Annots',
    '/Launch',
    '/Collection',
    '/Requirements',
    '/Perms',
  ])
    expect(keys).not.toContain(forbidden);
});

it('has no transparency at all (6.2.10), nor anything else of 6.2.5 and 6.2.8 that readers draw as they like', () => {
  const keys = new Set(dictionaries().flatMap(keysOf));
  for (const forbidden of [
    '/SMask',
    '/Group',
    '/ExtGState',
    '/BM',
    '/ca',
    '/CA',
    '/TR',
    '/TR2',
    '/HTP',
    '/Interpolate',
  ])
    expect(keys).not.toContain(forbidden);
  const images = dictionaries().filter((dict) => dict['/Subtype'] === '/Image');
  expect(images.length).toBeGreaterThanOrEqual(4);
  for (const image of images) {
    expect(image['/BitsPerComponent']).toBe(image['/Filter'] === '/JBIG2Decode' ? 1 : 8);
    // Covered by the output intent, whose profile is RGB (6.2.4.3).
    if (image['/ImageMask'] !== true) expect(['/DeviceRGB', '/DeviceGray']).toContain(image['/ColorSpace']);
  }
});

it('says by an embedded profile which colours it means (6.2.3)', () => {
  const intents = catalog()['/OutputIntents'];
  const [first] = Array.isArray(intents) ? intents : [];
  const intent = (typeof first === 'string' ? at(first).dict : first) as PdfObject['dict'];
  expect(intent['/S']).toBe('/GTS_PDFA1');
  const profile = at(intent['/DestOutputProfile']);
  expect(profile.dict['/N']).toBe(3);
  const icc = inflateSync(profile.data ?? Buffer.alloc(0));
  expect(icc.readUInt32BE(0)).toBe(icc.length);
  expect(icc[8]).toBeLessThanOrEqual(4);
  expect(icc.subarray(12, 24).toString('latin1')).toMatch(/^(mntr|prtr)RGB XYZ $/);
});

it('says what it is in XMP that is not compressed and agrees with the information dictionary (6.6)', () => {
  const metadata = at(catalog()['/Metadata']);
  expect(metadata.dict['/Filter']).toBeUndefined();
  const xmp = metadata.data?.toString('utf8') ?? '';
  expect(xmp).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>');
  const info = at(trailer['/Info']).dict;
  expect(Object.keys(info).sort()).toEqual(['/Producer', '/Title']);
  expect(info['/Title']).toBe(`u:${TITLE}`);
  expect(xmp).toContain('<rdf:li xml:lang="x-default">Attestation &lt;Été&gt; &amp; suite</rdf:li>');
  expect(xmp).toContain(`<pdf:Producer>${String(info['/Producer']).slice(2)}</pdf:Producer>`);
});

it('brings the font of its text layer along, with the widths that it draws by (6.2.11)', () => {
  const fonts = dictionaries().filter((dict) => dict['/Type'] === '/Font');
  expect(fonts.map((font) => font['/Subtype']).sort()).toEqual(['/CIDFontType2', '/Type0']);
  const [whole] = fonts.filter((font) => font['/Subtype'] === '/Type0');
  const [glyphs] = fonts.filter((font) => font['/Subtype'] === '/CIDFontType2');
  expect(whole?.['/Encoding']).toBe('/Identity-H');
  expect(at(whole?.['/ToUnicode']).data?.length).toBeGreaterThan(0);
  const map = glyphs?.['/CIDToGIDMap'];
  expect(map === '/Identity' || at(map).data !== undefined).toBe(true);
  const descriptor = at(glyphs?.['/FontDescriptor']).dict;
  expect(at(descriptor['/FontFile2']).data?.length).toBeGreaterThan(100);
});
