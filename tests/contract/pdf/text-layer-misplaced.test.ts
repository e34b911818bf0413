import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineClient } from '../../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../../main/documents/node-channel.ts';
import { drawPdfPage } from '../../../main/documents/pdf-source.ts';
import { packText } from '../../../main/documents/text-layer/page-text.ts';
import type { PreparedPage, Rotation } from '../../../main/domain/document.ts';
import { letter } from '../../simulators/papers/designs/letter.ts';
import { scanPaper } from '../../simulators/papers/scan-paper.ts';

const run = promisify(execFile);
const entry = fileURLToPath(new URL('../../../main/documents/engine-process.ts', import.meta.url));
const engine = createEngineClient(() => spawnNodeEngine(entry));
const forever = new AbortController().signal;
const folder = mkdtempSync(path.join(tmpdir(), 'borne-text-layer-'));
const unlimited = { maxBytes: 10_000_000, maxPages: 5 };
let page: PreparedPage;

beforeAll(async () => {
  const bytes = await scanPaper(letter('courrier', 'Courrier', 71, {}), { dpi: 200, colour: 'grey' });
  const prepared = await engine.prepare({ bytes, dpi: 200, cleanUp: 'none' }, forever);
  if (!prepared.ok) throw new Error(prepared.error.code);
  page = prepared.value;
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function assembled(
  name: string,
  rotation: Rotation,
  text?: Uint8Array,
  limits = unlimited,
): Promise<string> {
  const { summary, layers } = page;
  const file = await engine.assemble([{ summary, layers, rotation, text }], limits, name, 'Essai', forever);
  if (!file.ok) throw new Error(file.error.code);
  const target = path.join(folder, `${name}.pdf`);
  writeFileSync(target, file.value.bytes);
  return target;
}

interface Place {
  readonly word: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Words and their boxes, in shares of the page as poppler shows it. */
async function wordsIn(file: string, rotation: Rotation = 0): Promise<readonly Place[]> {
  const { stdout } = await run('pdftotext', ['-bbox', file, '-']);
  const [, width = '1', height = '1'] = /<page width="([\d.]+)" height="([\d.]+)">/.exec(stdout) ?? [];
  // The size is that of the page before it is turned; the boxes are as it is shown.
  const [wide, high] = rotation % 180 === 0 ? [width, height] : [height, width];
  return [
    ...stdout.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g),
  ].map(([, left, top, right, bottom, word = '']) => ({
    word,
    left: Number(left) / Number(wide),
    top: Number(top) / Number(high),
    right: Number(right) / Number(wide),
    bottom: Number(bottom) / Number(high),
  }));
}

/** Two words where a test says, on a page of 1,000 by 1,000. */
function twoWords(turned: Rotation): Uint8Array {
  const word = (text: string, left: number, top: number) => ({
    text,
    confidence: 95,
    left,
    top,
    width: 150,
    height: 20,
  });
  return packText([[word('Préfecture', 100, 200)], [word('Œuvre', 600, 800)]], 1_000, 1_000, turned);
}

describe('the text layer', () => {
  it.each([0, 90, 180, 270] as const)(
    'stands where it was read, on a page turned by %d',
    async (rotation) => {
      const words = await wordsIn(
        await assembled(`turned-${rotation}`, rotation, twoWords(rotation)),
        rotation,
      );
      const [first, second] = ['Préfecture', 'Œuvre'].map((wanted) =>
        words.find(({ word }) => word === wanted),
      );
      for (const [place, left, top] of [
        [first, 0.1, 0.2],
        [second, 0.6, 0.8],
      ] as const) {
        expect(place?.left).toBeCloseTo(left, 2);
        expect(place?.right).toBeCloseTo(left + 0.15, 2);
        expect(place?.top).toBeCloseTo(top, 2);
        expect(place?.bottom).toBeCloseTo(top + 0.02, 2);
      }
    },
  );

  it('finds the words of a letter, and changes nothing that is seen', async () => {
    const { summary, layers } = page;
    const text = await engine.recognise({ summary, layers, rotation: 0 }, 'fra', forever);
    if (!text.ok) throw new Error(text.error.code);
    const plain = await assembled('plain', 0);
    const searchable = await assembled('searchable', 0, text.value);
    await run('qpdf', ['--check', searchable]);
    const words = (await wordsIn(searchable)).map(({ word }) => word);
    for (const expected of ['Madame,', 'recours']) expect(words).toContain(expected);
    expect((await wordsIn(plain)).length).toBe(0);
    for (const [program, ...options] of [
      ['pdftoppm', '-r', '80', '-singlefile'],
      ['mutool', 'draw', '-q', '-r', '80', '-F', 'ppm', '-o', '-'],
    ] as const) {
      const [without, withText] = await Promise.all(
        [plain, searchable].map(async (file) => {
          const { stdout } = await run(program, [...options, file], {
            encoding: 'buffer',
            maxBuffer: 50_000_000,
          });
          return stdout;
        }),
      );
      expect(without?.length).toBeGreaterThan(100_000);
      expect(withText?.equals(without ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('draws nothing in pdfium either', async () => {
    const [plain, withText] = await Promise.all(
      [await assembled('pdfium-plain', 0), await assembled('pdfium-text', 0, twoWords(0))].map((file) =>
        drawPdfPage(readFileSync(file), 0),
      ),
    );
    expect(
      plain?.ok && withText?.ok && Buffer.compare(plain.value.raster.data, withText.value.raster.data),
    ).toBe(0);
  });

  it('is left out where the limit has no room for it, and never makes a file too long', async () => {
    const plain = await engine.assemble([{ ...page, rotation: 0 }], unlimited, 'a', 'Essai', forever);
    const bytes = plain.ok ? plain.value.bytes.length : 0;
    const word = (row: number) => ({
      text: `mot${row}`,
      confidence: 95,
      left: 10,
      top: row,
      width: 40,
      height: 9,
    });
    const long = packText(
      Array.from({ length: 900 }, (_, row) => [word(row)]),
      1_000,
      1_000,
      0,
    );
    for (const spare of [0, 200, 1_500, 3_000, 40_000]) {
      const limits = { maxBytes: bytes + spare, maxPages: 1 };
      const file = await engine.assemble(
        [{ ...page, rotation: 0, text: long }],
        limits,
        'a',
        'Essai',
        forever,
      );
      expect(file.ok && file.value.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    }
    const roomy = await wordsIn(await assembled('roomy', 0, long, { maxBytes: bytes + 40_000, maxPages: 1 }));
    expect(roomy.length).toBeGreaterThan(800);
  });
});
