import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ENGINE_FLAGS } from '../../../../main/documents/memory.ts';
import type { DecodingOrder, DecodingReport } from './decoding-process.ts';
import { type Entry, samplesOf } from './samples.ts';

/** A case takes some milliseconds; on a machine busy with other things, seconds. */
const HANGS_AFTER_MS = 60_000;
/** Cases decoded by one process. */
const BATCH = 2_500;
/** What the decoding process said last is kept to this length. */
const MOST_SAID = 2_000;

/** What damaged files did to one entry. */
export interface FuzzOutcome {
  readonly cases: number;
  /** Cases that could be read all the same. */
  readonly read: number;
  readonly mostResidentBytes: number;
  readonly slowestMs: number;
  /** Cases that ended the process or made it hang, with what it said. */
  readonly broken: readonly string[];
}

/** Decodes `cases` damaged files of one entry in processes of their own. The same for the same `seed`. */
export async function fuzzDecoder(entry: Entry, cases: number, seed: number): Promise<FuzzOutcome> {
  const samples = await samplesOf(entry);
  const broken: string[] = [];
  let [read, mostResidentBytes, slowestMs] = [0, 0, 0];
  for (let from = 0; from < cases; ) {
    const order = { entry, samples, seed, from, to: Math.min(cases, from + BATCH) };
    const end = await decodeBatch(order);
    if (end.kind === 'done') {
      read += end.read;
      mostResidentBytes = Math.max(mostResidentBytes, end.mostResidentBytes);
      slowestMs = Math.max(slowestMs, end.slowestMs);
      from = order.to;
    } else {
      broken.push(`${entry}, seed ${seed}, case ${end.number}: ${end.said}`);
      from = end.number + 1;
    }
  }
  return { cases, read, mostResidentBytes, slowestMs, broken };
}

type BatchEnd =
  | Extract<DecodingReport, { kind: 'done' }>
  | { readonly kind: 'broken'; readonly number: number; readonly said: string };

function decodeBatch(order: DecodingOrder): Promise<BatchEnd> {
  const child = fork(fileURLToPath(new URL('./decoding-process.ts', import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {},
    execArgv: ENGINE_FLAGS,
  });
  return new Promise((resolve) => {
    let number = order.from;
    let said = '';
    let hung: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(hung);
      hung = setTimeout(() => {
        said += ` hangs for ${HANGS_AFTER_MS / 1_000} s`;
        child.kill('SIGKILL');
      }, HANGS_AFTER_MS);
    };
    const end = (outcome: BatchEnd): void => {
      clearTimeout(hung);
      child.kill('SIGKILL');
      resolve(outcome);
    };
    child.stderr?.on('data', (piece: Buffer) => {
      said = (said + piece.toString()).slice(-MOST_SAID);
    });
    child.on('error', () => undefined);
    child.on('message', (report: 'ready' | DecodingReport) => {
      watch();
      if (report === 'ready') child.send(order, () => undefined);
      else if (report.kind === 'case') number = report.number;
      else end(report);
    });
    child.on('exit', (code, signal) =>
      end({ kind: 'broken', number, said: `ended by ${signal ?? code ?? 'itself'}: ${said.trim()}` }),
    );
    watch();
  });
}
