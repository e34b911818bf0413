/**
 * `npm run bench:documents -- [--corpus DIR] [--measure FILE] [--pages N] [--peers NAME,…] [--quality NAME,…] [--out DIR]`
 *
 * The documents engine beside the programs that Debian packages, one at a time, in one run: bytes, time and memory of the
 * whole tree of processes, start included. Without `--corpus`, over fictional papers drawn for it. `--measure` takes a
 * script that compares PDFs with their originals (`FILE ref`, `FILE run control_q95`, `FILE DIR…`) and adds its columns.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEngineClient } from '../../main/documents/engine-client.ts';
import { createEnginePool } from '../../main/documents/engine-pool.ts';
import { spawnNodeEngine } from '../../main/documents/node-channel.ts';
import { inRepository } from '../../tools/repository.ts';
import { paper } from '../simulators/papers/paper-catalogue.ts';
import { type Corpus, type CorpusPage, drawCorpus, readCorpus } from './documents-corpus.ts';
import { PEERS, type Peer } from './documents-peers.ts';
import { costOf, type ProcessCost } from './process-cost.ts';

/** Pages prepared beside each other for the throughput. */
const THROUGHPUT_PAGES = 16;

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    measure: { type: 'string' },
    pages: { type: 'string', default: '1000' },
    peers: { type: 'string', default: PEERS.map(({ name }) => name).join() },
    quality: { type: 'string', default: PEERS.map(({ name }) => name).join() },
    out: { type: 'string' },
  },
});

interface Run extends ProcessCost {
  readonly bytes: number;
  readonly pages: number;
}

interface PeerRuns {
  readonly peer: Peer;
  readonly pages: readonly Run[];
  readonly documents: ReadonlyMap<string, Run>;
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'));
  console.log();
}

/** Every page as a PDF without loss at its true size: what the others are given. */
function originals(corpus: Corpus, folder: string): (pages: readonly CorpusPage[], id: string) => string {
  mkdirSync(folder, { recursive: true });
  return (pages, id) => {
    const single = pages.map((page) => {
      const file = path.join(folder, `${page.id}.pdf`);
      if (!existsSync(file)) execFileSync('img2pdf', ['--imgsize', `${page.dpi}dpi`, '-o', file, page.file]);
      return file;
    });
    const [only] = single;
    if (corpus.pages.some((page) => page.id === id)) return only ?? '';
    const whole = path.join(folder, `${id}.pdf`);
    if (!existsSync(whole)) execFileSync('qpdf', ['--empty', '--pages', ...single, '--', whole]);
    return whole;
  };
}

async function runPeer(
  peer: Peer,
  corpus: Corpus,
  out: string,
  original: ReturnType<typeof originals>,
): Promise<PeerRuns> {
  const folder = path.join(out, peer.name);
  mkdirSync(folder, { recursive: true });
  const run = async (id: string, pages: readonly CorpusPage[]): Promise<Run> => {
    const file = path.join(folder, `${id}.pdf`);
    rmSync(file, { force: true });
    const [program, ...args] = peer.command({ pages, original: original(pages, id), out: file });
    const cost = await costOf(program, args);
    if (cost.code !== 0) console.error(`${peer.name} ${id}: exit ${cost.code}: ${cost.stderr.slice(-200)}`);
    return { ...cost, bytes: existsSync(file) ? statSync(file).size : Number.NaN, pages: pages.length };
  };
  const singles: Run[] = [];
  if (!peer.documentsOnly) for (const page of corpus.pages) singles.push(await run(page.id, [page]));
  const documents = new Map<string, Run>();
  for (const { id, pages } of corpus.documents) documents.set(id, await run(id, pages));
  console.error(`${peer.name} done, load ${loadavg()[0]?.toFixed(1)}`);
  return { peer, pages: singles.filter(({ bytes }) => bytes > 0), documents };
}

function printPages(runs: readonly PeerRuns[]): void {
  const kilobytes = ({ pages }: PeerRuns): number => mean(pages.map(({ bytes }) => bytes / 1_000));
  const cpu = ({ pages }: PeerRuns): number => mean(pages.map(({ cpuSeconds }) => cpuSeconds));
  const [reference] = runs;
  if (reference === undefined) return;
  const rows = runs
    .filter(({ pages }) => pages.length > 0)
    .map((row) => [
      row.peer.name,
      String(row.pages.length),
      kilobytes(row).toFixed(1),
      `× ${(kilobytes(row) / kilobytes(reference)).toFixed(2)}`,
      cpu(row).toFixed(2),
      `× ${(cpu(row) / cpu(reference)).toFixed(2)}`,
      mean(row.pages.map(({ wallSeconds }) => wallSeconds)).toFixed(2),
      Math.max(...row.pages.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
    ]);
  table(['single pages', 'pages', 'kB', 'kB ÷ ours', 'CPU s', 'CPU ÷ ours', 'wall s', 'peak MB'], rows);
}

function printDocuments(runs: readonly PeerRuns[], corpus: Corpus): void {
  const cell = (run: Run | undefined): string =>
    run === undefined
      ? '-'
      : `${(run.bytes / 1_000).toFixed(1)} kB, CPU ${run.cpuSeconds.toFixed(1)} s, wall ${run.wallSeconds.toFixed(1)} s, ${run.peakMegabytes.toFixed(0)} MB`;
  table(
    ['documents', ...corpus.documents.map(({ id, pages }) => `${id} (${pages.length} pages)`)],
    runs.map((row) => [row.peer.name, ...corpus.documents.map(({ id }) => cell(row.documents.get(id)))]),
  );
}

/** Pages a second of two processes, A4 in colour at 300 dpi with clean-up, and what one takes by itself. */
async function printThroughput(): Promise<void> {
  const bytes = await paper('courrier-administratif').render({ dpi: 300, colour: 'colour' });
  const entry = inRepository('main', 'documents', 'engine-process.ts');
  const { signal } = new AbortController();
  const rows: string[][] = [];
  for (const size of [1, 2]) {
    const pool = createEnginePool(() => createEngineClient(() => spawnNodeEngine(entry)), size);
    const prepare = () => pool.prepare({ bytes, dpi: 300 }, signal);
    // The processes start, and their code is compiled, before the clock runs.
    await Promise.all(Array.from({ length: 2 * size }, prepare));
    const since = performance.now();
    const pages = await Promise.all(Array.from({ length: THROUGHPUT_PAGES }, prepare));
    const seconds = (performance.now() - since) / 1_000;
    const [page] = pages;
    if (page?.ok !== true) throw new Error('a page was refused');
    const assembling = performance.now();
    await pool.assemble(
      Array.from({ length: 8 }, () => ({ ...page.value, rotation: 0 as const })),
      { maxBytes: 500_000, maxPages: 8 },
      'dossier',
      'Dossier',
      signal,
    );
    const afterLast = performance.now() - assembling;
    await pool.close();
    rows.push([
      String(size),
      (THROUGHPUT_PAGES / seconds).toFixed(2),
      `${afterLast.toFixed(0)} ms`,
      loadavg()[0]?.toFixed(1) ?? '',
    ]);
  }
  table(['engine processes', 'pages/s', 'file of 8 pages under 500 kB after the last page', 'load'], rows);
}

/** Most memory of the command over one page scanned at 600 dpi. */
async function printLargePage(scratch: string): Promise<void> {
  const bytes = await paper('courrier-administratif').render({ dpi: 600, colour: 'colour' });
  const file = path.join(scratch, 'a4-600.jpg');
  writeFileSync(file, bytes);
  const [ours] = PEERS;
  if (ours === undefined) return;
  const page = { id: 'a4-600', file, dpi: 600, language: 'fra' };
  const [program, ...args] = ours.command({
    pages: [page],
    original: '',
    out: path.join(scratch, 'a4-600.pdf'),
  });
  const cost = await costOf(program, args);
  table(
    ['A4 in colour at 600 dpi', 'peak MB, command and engine', 'CPU s'],
    [['borne_default', cost.peakMegabytes.toFixed(0), cost.cpuSeconds.toFixed(2)]],
  );
}

/** Where the limit binds: how long a page takes with the search, and how much of the limit is used. */
function printLimits(runs: readonly PeerRuns[]): void {
  const rows = runs.flatMap(({ peer, documents }) => {
    const limit = Number(/_([0-9]+)k$/.exec(peer.name)?.[1]) * 1_000;
    if (!peer.isOurs || !(limit > 0)) return [];
    return [...documents].map(([id, run]) => [
      `${id} under ${limit / 1_000} kB`,
      run.bytes <= limit ? 'under' : 'OVER or refused',
      `${((100 * run.bytes) / limit).toFixed(1)} %`,
      (run.wallSeconds / run.pages).toFixed(2),
      (run.cpuSeconds / run.pages).toFixed(2),
    ]);
  });
  table(['limit', 'kept', 'of it used', 'wall s a page, start and search included', 'CPU s a page'], rows);
}

function printQuality(script: string, corpus: Corpus, out: string, names: readonly string[]): void {
  const python = (...args: string[]): string =>
    execFileSync('/usr/bin/python3', [script, ...args], {
      encoding: 'utf8',
      env: { ...process.env, CORPUS: corpus.folder, BENCH: path.dirname(out), OMP_THREAD_LIMIT: '1' },
      maxBuffer: 16_000_000,
    });
  python('ref');
  if (!existsSync(path.join(out, 'control_q95', '.scores.json'))) {
    python('run', 'control_q95');
    python('control_q95');
  }
  console.log(python(...names.map((name) => path.join(out, name)), '--doc-quality', '--pages'));
}

const scratch = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
try {
  const whole =
    values.corpus === undefined ? await drawCorpus(scratch) : readCorpus(path.resolve(values.corpus));
  const corpus = { ...whole, pages: whole.pages.slice(0, Number(values.pages)) };
  const out = path.join(values.out === undefined ? scratch : path.resolve(values.out), 'out');
  const model = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'processor';
  console.log(
    `${new Date().toISOString().slice(0, 16)}, ${availableParallelism()} cores (${model}), load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  const original = originals(corpus, path.join(scratch, 'original'));
  const runs: PeerRuns[] = [];
  for (const peer of PEERS.filter(({ name }) => values.peers.split(',').includes(name)))
    runs.push(await runPeer(peer, corpus, out, original));
  printPages(runs);
  printDocuments(runs, corpus);
  printLimits(runs);
  await printLargePage(scratch);
  await printThroughput();
  const scored = values.quality.split(',').filter((name) => runs.some(({ peer }) => peer.name === name));
  if (values.measure !== undefined) printQuality(path.resolve(values.measure), corpus, out, scored);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
