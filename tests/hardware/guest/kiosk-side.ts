/** The checks, under the kiosk's account: the shipped code with no more rights than on a terminal. */

import { CHECKS } from '../checks.ts';
import type { HardwareCheck, LabBench } from '../lab-bench.ts';
import { BENCH_CALLS, type BenchCall, type FromHands, type ToHands } from './bench-calls.ts';

/** Longest run of a check that says nothing else, milliseconds. */
const CHECK_LIMIT_MS = 30_000;

let calls = 0;
const waiting = new Map<number, (answer: FromHands) => void>();
process.on('message', (answer: FromHands) => {
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
});

function tell(message: ToHands): void {
  process.send?.(message);
}

async function ask(call: BenchCall, args: readonly unknown[]): Promise<unknown> {
  calls += 1;
  const id = calls;
  const answered = new Promise<FromHands>((resolve) => waiting.set(id, resolve));
  tell({ kind: 'call', id, call, args });
  const answer = await answered;
  if (!answer.ok) throw new Error(`${call}: ${answer.error}`);
  return answer.value;
}

const entries = BENCH_CALLS.map((call) => [call, (...args: readonly unknown[]) => ask(call, args)] as const);
const bench = Object.fromEntries(entries) as unknown as LabBench;

async function carryOut(check: HardwareCheck): Promise<void> {
  const { name, limitMs = CHECK_LIMIT_MS, run } = check;
  if (check.needsDisksService === true) await bench.disksServiceIsThere();
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took more than ${limitMs / 1000} s`)), limitMs);
  });
  let passed = true;
  let detail: string;
  try {
    detail = await Promise.race([run(bench), late]);
  } catch (error) {
    passed = false;
    detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  clearTimeout(timer);
  tell({ kind: 'check', name, passed, milliseconds: performance.now() - started, detail });
}

process.on('uncaughtException', (error) => {
  tell({
    kind: 'check',
    name: 'nothing is thrown',
    passed: false,
    milliseconds: 0,
    detail: `${error.stack}`,
  });
});
const [, , only = '', carriedOut = '[]'] = process.argv;
const before = new Set<unknown>(JSON.parse(carriedOut));
for (const check of CHECKS) if (check.name.includes(only) && !before.has(check.name)) await carryOut(check);
process.disconnect();
