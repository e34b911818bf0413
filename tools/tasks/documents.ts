/**
 * `documents --limit BYTES [--profile NAME] [--dpi N[,N…]] [--lang fra] [--no-text] [--no-cleanup] --out FILE.pdf|FILE.jpg IN…`
 *
 * Runs the kiosk's documents engine over files. One JSON object on the output; exit 0 fits, 2 unusable input or
 * arguments (one line on the error stream), 3 does not fit legibly (ways out in the JSON, no file written).
 *
 * `--out FILE.jpg` writes a picture for each page, each under the limit: `FILE.jpg`, or `FILE-1.jpg`, `FILE-2.jpg`…
 */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { createEngineClient } from '../../main/documents/engine-client.ts';
import { createEnginePool } from '../../main/documents/engine-pool.ts';
import { spawnNodeEngine } from '../../main/documents/node-channel.ts';
import { allocate, type Limits } from '../../main/domain/budget.ts';
import {
  type OutputFormat,
  type PreparedPage,
  TEXT_LANGUAGES,
  type TextLanguage,
} from '../../main/domain/document.ts';
import type { ErrorCode } from '../../main/domain/error-code.ts';
import { err, type Failure, ok, type Result } from '../../main/domain/result.ts';
import { waysOut } from '../../main/domain/ways-out.ts';
import type {
  AssembledFile,
  AssembleError,
  FileEngine,
  PageForAssembly,
  RawPage,
  TextReader,
} from '../../main/ports/document-engine.ts';
import { inRepository } from '../repository.ts';

const EXIT = { fits: 0, unusable: 2, doesNotFit: 3 } as const;
const USAGE =
  'documents --limit BYTES [--profile NAME] [--dpi N[,N…]] [--lang fra] [--no-text] [--no-cleanup] --out FILE.pdf|FILE.jpg IN…';
/** Resolution supposed where neither the file nor `--dpi` says one. */
const USUAL_DPI = 300;
/** No limit, as a number that crosses to the engine. */
const UNLIMITED = Number.MAX_SAFE_INTEGER;
/** Legibility beyond which the file only grows. */
const DEFAULT_QUALITY = 0.92;
/** Legibility of what is read on a screen without effort. */
const SMALL_QUALITY = 0.8;
/** Qualities beside the destinations of `kiosk-config/destinations`: the legibility that is enough. */
const QUALITIES: Readonly<Record<string, Partial<Limits>>> = {
  default: { enough: DEFAULT_QUALITY },
  small: { enough: SMALL_QUALITY },
};

/** What is written, by the extension of the file asked for. */
const FORMATS: Readonly<Record<string, OutputFormat>> = { '.pdf': 'pdf', '.jpg': 'jpg', '.jpeg': 'jpg' };

/** What stops the command with exit 2 and one line. */
class Unusable extends Error {}

interface Order {
  readonly limits: Limits;
  readonly limit: number;
  readonly dpi: readonly number[];
  readonly cleanUp: 'automatic' | 'none';
  /** Language of the text layer; nothing where none is wanted. */
  readonly language: TextLanguage | undefined;
  readonly out: string;
  readonly inputs: readonly string[];
}

function readArguments(args: readonly string[]): Order {
  const { values, positionals } = parse(args);
  const limit = Number(values.limit);
  if (values.limit === undefined || !Number.isSafeInteger(limit) || limit < 0) {
    throw new Unusable(`--limit wants a number of bytes, 0 for none. Usage: ${USAGE}`);
  }
  const format = FORMATS[path.extname(values.out ?? '').toLowerCase()];
  if (values.out === undefined || format === undefined) {
    throw new Unusable(`--out wants a file named .pdf or .jpg. Usage: ${USAGE}`);
  }
  if (positionals.length === 0) throw new Unusable(`No input. Usage: ${USAGE}`);
  const dpi = (values.dpi ?? '')
    .split(',')
    .filter((text) => text !== '')
    .map(Number);
  if (dpi.some((value) => !(value >= 20 && value <= 2_400)))
    throw new Unusable('--dpi wants numbers from 20 to 2400.');
  if (dpi.length > 1 && dpi.length !== positionals.length) {
    throw new Unusable(`--dpi gives ${dpi.length} resolutions for ${positionals.length} files.`);
  }
  const language = TEXT_LANGUAGES.find((known) => known === (values.lang ?? TEXT_LANGUAGES[0]));
  if (language === undefined) throw new Unusable(`--lang wants one of ${TEXT_LANGUAGES.join(', ')}.`);
  const profile = readProfile(values.profile);
  const maxBytes = Math.min(limit === 0 ? UNLIMITED : limit, profile.maxBytes ?? UNLIMITED);
  return {
    limits: { maxBytes, maxPages: profile.maxPages ?? 200, enough: profile.enough, format },
    limit: maxBytes === UNLIMITED ? 0 : maxBytes,
    dpi,
    cleanUp: values['no-cleanup'] ? 'none' : 'automatic',
    // A picture has no place for a text layer.
    language: values['no-text'] || format === 'jpg' ? undefined : language,
    out: values.out,
    inputs: positionals,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        limit: { type: 'string' },
        profile: { type: 'string' },
        dpi: { type: 'string' },
        lang: { type: 'string' },
        'no-text': { type: 'boolean' },
        'no-cleanup': { type: 'boolean' },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : 'arguments'}. Usage: ${USAGE}`);
  }
}

const destination = z.object({ max_bytes: z.int().min(1), max_pages: z.int().min(1) });

function readProfile(name: string | undefined): Partial<Limits> {
  if (name === undefined) return QUALITIES['default'] ?? {};
  const quality = QUALITIES[name];
  if (quality !== undefined) return quality;
  const folder = inRepository('kiosk-config', 'destinations');
  const known = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  if (!known.includes(`${name}.yaml`)) {
    const names = [...Object.keys(QUALITIES), ...known.map((file) => path.basename(file, '.yaml'))];
    throw new Unusable(`There is no profile "${name}". Known: ${names.join(', ')}.`);
  }
  const parsed = destination.safeParse(parseYaml(readFileSync(path.join(folder, `${name}.yaml`), 'utf8')));
  if (!parsed.success) throw new Unusable(`The destination "${name}" has no limits that can be read.`);
  return { maxBytes: parsed.data.max_bytes, maxPages: parsed.data.max_pages };
}

/** Every page of every input, in order. */
async function rawPages(order: Order, engine: FileEngine, signal: AbortSignal): Promise<RawPage[]> {
  const raws: RawPage[] = [];
  for (const [index, input] of order.inputs.entries()) {
    const bytes = read(input);
    const file = await engine.inspect(bytes, signal);
    if (!file.ok) throw new Unusable(`${input}: ${SENTENCES[file.error.code] ?? file.error.code}`);
    const dpi = order.dpi[index] ?? order.dpi[0];
    for (let page = 0; page < file.value.pages; page += 1) {
      raws.push({
        bytes,
        page,
        dpi: dpi ?? USUAL_DPI,
        dpiIsCertain: dpi !== undefined,
        cleanUp: order.cleanUp,
        picture: order.limits.format === 'jpg' ? order.limits : undefined,
      });
    }
  }
  return raws;
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new Unusable(`${file}: cannot be read.`);
  }
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  'image-unreadable': 'is no image that can be read (JPEG, PNG, TIFF, PDF, HEIC), or is damaged or locked.',
  'image-too-large': 'is too large: over 64 MB, 80 million pixels or 200 pages.',
  'engine-timeout': 'took too long.',
  'engine-failed': 'stopped the engine.',
};

async function run(order: Order): Promise<number> {
  const signal = new AbortController().signal;
  const entry = inRepository('main', 'documents', 'engine-process.ts');
  const size = Math.min(availableParallelism(), order.inputs.length);
  const engine = createEnginePool(() => createEngineClient(() => spawnNodeEngine(entry)), size);
  const readers = Array.from({ length: size }, () => createEngineClient(() => spawnNodeEngine(entry)));
  try {
    const raws = await rawPages(order, engine, signal);
    let done = 0;
    const pages = await Promise.all(
      raws.map(async (raw): Promise<PreparedPage> => {
        const page = await engine.prepare(raw, signal);
        if (!page.ok)
          throw new Unusable(
            `page ${raws.indexOf(raw) + 1}: ${SENTENCES[page.error.code] ?? page.error.code}`,
          );
        done += 1;
        progress(`${done}/${raws.length}`);
        return page.value;
      }),
    );
    const fits = allocate(
      pages.map(({ summary }) => summary),
      order.limits,
    );
    const texts =
      fits.kind === 'fits'
        ? await Promise.all(pages.map((page, index) => readText(page, order, readers[index % size], signal)))
        : [];
    const readable = pages.map((page, index) => ({ ...page, text: texts[index] }));
    return await write(order, engine, readable, signal);
  } finally {
    await Promise.all([engine, ...readers].map((process) => process.close()));
  }
}

/** A page and, where it is wanted and was read, what it says. */
interface ReadablePage extends PreparedPage {
  readonly text: Uint8Array | undefined;
}

/** What a page says. A page that cannot be read has no text layer; its picture is there all the same. */
async function readText(
  { summary, layers }: PreparedPage,
  order: Order,
  reader: TextReader | undefined,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (order.language === undefined || reader === undefined) return undefined;
  const text = await reader.recognise({ summary, layers, rotation: 0 }, order.language, signal);
  return text.ok ? text.value : undefined;
}

async function write(
  order: Order,
  engine: FileEngine,
  pages: readonly ReadablePage[],
  signal: AbortSignal,
): Promise<number> {
  const turned = pages.map(({ summary, layers, text }) => ({ summary, layers, rotation: 0 as const, text }));
  const tooMany = order.limits.format === 'jpg' && pages.length > order.limits.maxPages;
  const files = tooMany ? err('too-many-pages') : await assemble(order, engine, turned, signal);
  if (!files.ok) {
    if (files.error.code !== 'does-not-fit' && files.error.code !== 'too-many-pages') {
      throw new Unusable(`the file: ${SENTENCES[files.error.code] ?? files.error.code}`);
    }
    console.log(JSON.stringify(refusal(order, pages)));
    return EXIT.doesNotFit;
  }
  const names = files.value.map((_, index) => outName(order.out, index, files.value.length));
  for (const [index, file] of files.value.entries()) replaceFile(names[index] ?? order.out, file.bytes);
  const kept = files.value.flatMap((file) => file.kept);
  console.log(
    JSON.stringify({
      fits: true,
      // The longest file: each has the limit for itself.
      bytes: Math.max(...files.value.map(({ bytes }) => bytes.length)),
      limit: order.limit,
      ...(order.limits.format === 'jpg'
        ? {
            files: files.value.map(({ bytes, sha256 }, at) => ({
              name: names[at],
              bytes: bytes.length,
              sha256,
            })),
          }
        : { sha256: files.value[0]?.sha256 }),
      pages: pages.map(({ summary }, index) => {
        const encoding = kept[index];
        return {
          class: summary.pageClass,
          dpi: encoding?.dpi,
          bytes: encoding?.bytes,
          legibility: encoding?.legibility,
          blank: summary.blank,
          cleanUp: summary.cleanUp ?? null,
        };
      }),
    }),
  );
  return EXIT.fits;
}

/** One file of all pages, or a picture of each: all of them, or none where one does not fit. */
async function assemble(
  { limits, out }: Order,
  engine: FileEngine,
  pages: readonly PageForAssembly[],
  signal: AbortSignal,
): Promise<Result<readonly AssembledFile[], Failure<AssembleError>>> {
  const name = path.basename(out);
  const title = path.basename(name, path.extname(name));
  const files: AssembledFile[] = [];
  for (const together of limits.format === 'jpg' ? pages.map((page) => [page]) : [pages]) {
    const file = await engine.assemble(together, limits, name, title, signal);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return ok(files);
}

function outName(out: string, index: number, of: number): string {
  if (of === 1) return out;
  const { dir, name, ext } = path.parse(out);
  return path.join(dir, `${name}-${index + 1}${ext}`);
}

/** What was asked, what there is, and what would help: each computed from the pages as they were encoded. */
function refusal(order: Order, pages: readonly PreparedPage[]): unknown {
  const summaries = pages.map((page) => page.summary);
  const fit = allocate(summaries, order.limits);
  const smallest = summaries.map((summary) =>
    Math.min(...summary.encodings.map((encoding) => encoding.bytes)),
  );
  return {
    fits: false,
    limit: order.limit,
    reason: fit.kind === 'does-not-fit' ? fit.reason : 'too-heavy',
    pages: summaries.map((summary, index) => ({ class: summary.pageClass, smallestBytes: smallest[index] })),
    waysOut: waysOut(summaries, order.limits),
  };
}

/** The file appears whole or not at all. */
function replaceFile(target: string, bytes: Uint8Array): void {
  const partial = `${target}.part-${process.pid}`;
  try {
    writeFileSync(partial, bytes);
    renameSync(partial, target);
  } catch {
    rmSync(partial, { force: true });
    throw new Unusable(`${target}: cannot be written.`);
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text} pages`);
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Unusable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT.unusable;
}
if (process.stderr.isTTY) process.stderr.write('\n');
