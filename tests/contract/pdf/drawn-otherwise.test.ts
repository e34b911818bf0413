import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngineClient } from '../../../main/documents/engine-client.ts';
import { blackPixels, unpackBitmap } from '../../../main/documents/jbig2/bitmap.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import { drawPdfPage } from '../../../main/documents/pdf-source.ts';
import { type Raster, shrink } from '../../../main/documents/raster.ts';
import { drawWithMupdf, drawWithPoppler, meanDifference } from '../../unit/documents/pdf-reading.ts';
import { preparedAs, type ShownClass } from './page-classes.ts';

const run = promisify(execFile);
const entry = fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url));
const engine = createEngineClient(() => spawnNodeEngine(entry));
const forever = new AbortController().signal;
const folder = mkdtempSync(path.join(tmpdir(), 'borne-drawn-'));
const DRAWN_DPI = 300;

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function fileOf(pageClass: ShownClass, maxBytes: number): Promise<Uint8Array> {
  const { summary, layers } = await preparedAs(engine, pageClass, forever);
  const file = await engine.assemble(
    [{ summary, layers, rotation: 0 }],
    { maxBytes, maxPages: 1 },
    pageClass,
    'Essai',
    forever,
  );
  if (!file.ok) throw new Error(file.error.code);
  return file.value.bytes;
}

/** The file of a page under a limit half-way between the two encodings that lie the farthest apart: cut of both. */
async function cutFileOf(pageClass: ShownClass): Promise<Uint8Array> {
  const { summary, layers } = await preparedAs(engine, pageClass, forever);
  const sizes = summary.encodings.map(({ bytes }) => bytes);
  const gaps = sizes.slice(1).map((bytes, at) => (sizes[at] ?? 0) / bytes);
  const lighter = 1 + gaps.indexOf(Math.max(...gaps));
  const maxBytes = Math.round(0.25 * (sizes[lighter] ?? 0) + 0.75 * (sizes[lighter - 1] ?? 0)) + 1_500;
  const limits = { maxBytes, maxPages: 1 };
  const file = await engine.assemble([{ summary, layers, rotation: 0 }], limits, pageClass, 'Essai', forever);
  if (!file.ok) throw new Error(file.error.code);
  expect(file.value.bytes.length / maxBytes).toBeGreaterThan(0.9);
  expect(sizes).not.toContain(file.value.kept[0]?.bytes);
  return file.value.bytes;
}

async function expectAgreement(pdf: Uint8Array, most: number): Promise<void> {
  const drawn = await drawPdfPage(pdf, 0, DRAWN_DPI);
  if (!drawn.ok) throw new Error(drawn.error.code);
  const [poppler, mupdf] = [drawWithPoppler(pdf, 1, DRAWN_DPI), drawWithMupdf(pdf, 1, DRAWN_DPI)];
  const differences = [
    meanDifference(...common(poppler, mupdf)),
    meanDifference(...common(poppler, drawn.value.raster)),
    meanDifference(...common(mupdf, drawn.value.raster)),
  ];
  expect(Math.max(...differences), differences.join(' ')).toBeLessThan(most);
  // Nothing would differ either if nobody drew anything.
  const white = { ...mupdf, data: new Uint8Array(mupdf.data.length).fill(255) };
  const drawnAtAll = meanDifference(...common(mupdf, white));
  expect(drawnAtAll).toBeGreaterThan(2 * most);
}

/** The part of both pages that both have, at a quarter of the size: readers round a page's size up or down by a pixel or two. */
function common(a: Raster, b: Raster): readonly [Raster, Raster] {
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  expect(Math.abs(a.width - b.width)).toBeLessThanOrEqual(2);
  expect(Math.abs(a.height - b.height)).toBeLessThanOrEqual(2);
  const cut = ({ width: own, channels, data }: Raster): Raster => {
    const out = new Uint8Array(width * height * channels);
    for (let y = 0; y < height; y += 1)
      out.set(data.subarray(y * own * channels, (y * own + width) * channels), y * width * channels);
    return shrink({ width, height, channels, data: out }, Math.floor(width / 4), Math.floor(height / 4));
  };
  return [cut(a), cut(b)];
}

describe('a page that looks otherwise in another reader', () => {
  // Readers smooth an image that they resample each in its own way, within a dot or two: seen at a quarter of the size, what is
  // left is what a person would see differ.
  it.each([
    ['bilevel', 1_000_000, 7],
    ['mixed', 1_000_000, 3],

    ['colour', 1_000_000, 2],
  ] as const)('%s under %d bytes: poppler, mupdf and pdfium agree', async (pageClass, maxBytes, most) => {
    await expectAgreement(await fileOf(pageClass, maxBytes), most);
  });

  it.each([
    ['mixed', 3],
    ['colour', 2],
  ] as const)('%s, of two encodings, the better one above a seam', async (pageClass, most) => {
    const pdf = await cutFileOf(pageClass);
    await expectAgreement(pdf, most);
    // What is cut looks like the page itself: nothing is missing, doubled or moved.
    const [cut, whole] = await Promise.all([
      drawPdfPage(pdf, 0, DRAWN_DPI),
      drawPdfPage(await fileOf(pageClass, 1_000_000), 0, DRAWN_DPI),
    ]);
    if (!cut.ok || !whole.ok) throw new Error('not drawn');
    expect(meanDifference(...common(cut.value.raster, whole.value.raster))).toBeLessThan(2 * most);
  });

  it.each(['bilevel', 'mixed'] as const)(
    '%s: the ink of the file is the same bits to poppler and jbig2dec',
    async (pageClass) => {
      const file = path.join(folder, `${pageClass}.pdf`);
      writeFileSync(file, await fileOf(pageClass, 1_000_000));
      await run('pdfimages', ['-all', file, path.join(folder, `${pageClass}-as-it-is`)]);
      await run('pdfimages', [file, path.join(folder, `${pageClass}-bits`)]);
      const inks = readdirSync(folder).filter((name) => name.startsWith(pageClass) && name.endsWith('.jb2e'));
      expect(inks).toHaveLength(1);
      const [ink = ''] = inks;
      const decoded = path.join(folder, `${pageClass}.pbm`);
      await run('jbig2dec', ['-e', '-t', 'pbm', '-o', decoded, path.join(folder, ink)]);
      const bits = path.join(folder, ink.replace('as-it-is', 'bits').replace('.jb2e', '.pbm'));
      expect(readFileSync(decoded).length).toBeGreaterThan(100_000);
      expect(inkOf(bits)).toEqual(inkOf(decoded));
    },
  );
});

/** Size of a portable bitmap (P4) and a hash of its pixels; pdfimages writes a stencil's as its negative. */
function inkOf(file: string): readonly [string, string] {
  const bytes = readFileSync(file);
  const header = /^P4\s+(?:#[^\n]*\n)?(\d+)\s+(\d+)\s/.exec(bytes.subarray(0, 200).toString('latin1'));
  const [width, height] = [Number(header?.[1]), Number(header?.[2])];
  const data = new Uint8Array(bytes.subarray(header?.[0].length ?? 0));
  const bits = { width, height, stride: (width + 7) >> 3, data };
  const black = unpackBitmap(bits);
  // There is more paper than ink on every page.
  const negative = blackPixels(bits) > (width * height) / 2;
  for (let at = 0; negative && at < black.length; at += 1) black[at] = 1 - (black[at] ?? 0);
  return [`${width} x ${height}`, createHash('sha256').update(black).digest('hex')];
}
