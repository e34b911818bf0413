/**
 * `npm run bench:legibility -- [--corpus DIR] [--pages N]`
 *
 * How well the engine's legibility grade says what a reading machine can still read: every encoding of every page is
 * drawn at 300 dpi and read by Tesseract, beside the page as it was scanned. What Tesseract reads otherwise in a copy that
 * nobody could tell from the page is its own unsteadiness and taken off. Needs Debian's `img2pdf`, `poppler-utils`
 * and `tesseract-ocr` with the languages of the corpus. Without `--corpus`, over fictional papers drawn for it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { openImageCodec } from '../../main/documents/image-codec.ts';
import { unpackLayers } from '../../main/documents/layers.ts';
import { preparePage } from '../../main/documents/page-preparation.ts';
import { assemblePdf } from '../../main/documents/pdf-assembly.ts';
import { type CorpusPage, drawCorpus, readCorpus } from './documents-corpus.ts';
import { editDistance, rankCorrelation } from './statistics.ts';

/** Pages that Tesseract itself reads badly say nothing of what compression costs. */
const LEAST_CONFIDENCE = 60;
const LEAST_WORDS = 25;
const READ_DPI = 300;
/** Quality of the copy that nobody can tell from the page. */
const CONTROL_QUALITY = 95;
/** Most that Tesseract may read otherwise in that copy for it to be a steady judge of a page, share of the characters. */
const STEADY = 0.02;

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, pages: { type: 'string', default: '1000' } },
});

interface Reading {
  readonly text: string;
  readonly words: number;
  /** Mean of the words' confidence, 0 to 100. */
  readonly confidence: number;
}

interface Graded {
  readonly page: string;
  readonly dpi: number;
  readonly bytes: number;
  readonly grade: number;
  /** Share of the characters that differ from what is read in the page as scanned, beyond those that differ in the copy. */
  readonly errors: number;
  /** True where the copy is read as the page is. */
  readonly steady: boolean;
}

function read(pdf: string, language: string): Reading {
  const picture = `${pdf}.drawn`;
  execFileSync('pdftoppm', ['-r', String(READ_DPI), '-singlefile', pdf, picture]);
  const table = execFileSync(
    'tesseract',
    [`${picture}.ppm`, '-', '-l', language, '--dpi', String(READ_DPI), 'tsv'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, OMP_THREAD_LIMIT: '1' } },
  );
  rmSync(`${picture}.ppm`);
  const words = table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, , , , , , , , , , confidence, word = '']) => Number(confidence) >= 0 && word.trim() !== '');
  const confidence = words.reduce((sum, cells) => sum + Number(cells[10]), 0) / Math.max(1, words.length);
  return { text: words.map((cells) => cells[11]).join(' '), words: words.length, confidence };
}

function readImage(file: string, page: CorpusPage, scratch: string): Reading {
  const pdf = path.join(scratch, 'image.pdf');
  execFileSync('img2pdf', ['--imgsize', `${page.dpi}dpi`, '-o', pdf, file]);
  return read(pdf, page.language);
}

async function gradePage(page: CorpusPage, scratch: string): Promise<readonly Graded[]> {
  const reference = readImage(page.file, page, scratch);
  if (reference.confidence < LEAST_CONFIDENCE || reference.words < LEAST_WORDS) return [];
  const differing = ({ text }: Reading): number =>
    Math.min(1, editDistance(reference.text, text) / reference.text.length);
  const copy = path.join(scratch, 'copy.jpg');
  await sharp(page.file).jpeg({ quality: CONTROL_QUALITY, chromaSubsampling: '4:4:4' }).toFile(copy);
  const unsteadiness = differing(readImage(copy, page, scratch));
  const raw = {
    bytes: readFileSync(page.file),
    dpi: page.dpi,
    dpiIsCertain: true,
    cleanUp: 'none',
  } as const;
  const prepared = await preparePage(raw, codec);
  if (!prepared.ok) throw new Error(prepared.error.code);
  const { summary } = prepared.value;
  const layers = unpackLayers(prepared.value.layers);
  if (!layers.ok) throw new Error(layers.error.code);
  const graded: Graded[] = [];
  for (const [index, encoding] of summary.encodings.entries()) {
    const only = {
      summary: { ...summary, encodings: [encoding] },
      layers: { ...layers.value, encodings: layers.value.encodings.slice(index, index + 1) },
      rotation: 0,
    } as const;
    const file = await assemblePdf([only], { maxBytes: 50_000_000, maxPages: 1 }, 'page', 'Page');
    if (!file.ok) throw new Error(file.error.code);
    const pdf = path.join(scratch, 'encoded.pdf');
    writeFileSync(pdf, file.value.bytes);
    graded.push({
      page: page.id,
      dpi: encoding.dpi,
      bytes: encoding.bytes,
      grade: encoding.legibility,
      errors: Math.max(0, differing(read(pdf, page.language)) - unsteadiness),
      steady: unsteadiness <= STEADY,
    });
  }
  return graded;
}

const correlation = (rows: readonly Graded[]): number =>
  rankCorrelation(
    rows.map(({ grade }) => grade),
    rows.map(({ errors }) => errors),
  );

const codec = await openImageCodec();
const scratch = mkdtempSync(path.join(tmpdir(), 'borne-legibility-'));
try {
  const corpus =
    values.corpus === undefined ? await drawCorpus(scratch) : readCorpus(path.resolve(values.corpus));
  const pages: (readonly Graded[])[] = [];
  for (const page of corpus.pages.slice(0, Number(values.pages))) {
    const graded = await gradePage(page, scratch);
    if (graded.length === 0) console.log(`${page.id}: too little to read`);
    for (const { dpi, bytes, grade, errors } of graded)
      console.log(
        `${page.id}: ${dpi} dpi, ${(bytes / 1_000).toFixed(1)} kB, grade ${grade.toFixed(2)}, errors ${(100 * errors).toFixed(1)} %`,
      );
    if (graded.length > 0) pages.push(graded);
  }
  const steady = pages.filter(([first]) => first?.steady === true);
  console.log("\nSpearman's correlation of grade and character errors:");
  for (const [name, chosen] of [
    ['all pages', pages],
    ['pages that Tesseract reads steadily', steady],
  ] as const) {
    const within = chosen.map(correlation).filter((value) => !Number.isNaN(value));
    const mean = within.reduce((sum, value) => sum + value, 0) / within.length;
    console.log(
      `${name}: ${correlation(chosen.flat()).toFixed(2)} over ${chosen.flat().length} encodings of ${chosen.length} pages, ${mean.toFixed(2)} between the encodings of one page`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
