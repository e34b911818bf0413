import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRepository, repository } from '../repository.ts';
import { runCommand } from '../setup/command.mjs';
import { exitOnSignals } from '../setup/signals.mjs';

/** What a run of some projects came to. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, a line each: file, test, the first line of what it said. */
  readonly failures: readonly string[];
}

/** As much of vitest's JSON report as the count needs. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Characters kept of a failed test's line. */
const FAILURE_KEPT = 300;

/** No group of tests may keep a machine longer than this, in milliseconds. */
const GROUP_LIMIT_MS = 20 * 60_000;

/**
 * Runs groups of projects of `tools/vitest.config.ts` beside each other, and counts. The first one has the terminal; what the
 * others say comes after it, each in one piece.
 *
 * @param fuzzLedger File that the fuzzed properties write down in how many cases they tried.
 */
export async function runTestGroups(
  [first = [], ...others]: readonly (readonly string[])[],
  more: readonly string[],
  fuzzLedger: string,
): Promise<TestCount[]> {
  // Ctrl+C reaches the one that has the terminal; the others end with this process.
  const releaseSignals = exitOnSignals();
  const said = others.map((): string[] => []);
  const counts = await Promise.all([
    runTestProjects(first, more, fuzzLedger),
    ...others.map((projects, index) =>
      runTestProjects(projects, more, fuzzLedger, (text) => said[index]?.push(text)),
    ),
  ]);
  releaseSignals();
  for (const texts of said) process.stdout.write(texts.join(''));
  return counts;
}

/** @param onOutput Given what the run says; without it the run has the terminal. */
async function runTestProjects(
  projects: readonly string[],
  more: readonly string[],
  fuzzLedger: string,
  onOutput?: (text: string) => void,
): Promise<TestCount> {
  const report = inRepository('out', 'test-reports', `${projects.join('-')}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const end = await runCommand(
    process.execPath,
    [
      inRepository('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...['--config', path.join('tools', 'vitest.config.ts')],
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...more,
    ],
    {
      cwd: repository,
      ...(onOutput === undefined ? { output: 'inherit' } : { output: 'capture', onOutput }),
      timeoutMs: GROUP_LIMIT_MS,
      env: { ...process.env, FUZZ_LEDGER: fuzzLedger },
    },
  );
  const text = existsSync(report) ? readFileSync(report, 'utf8') : undefined;
  return countTests(text, end.code);
}

/**
 * Counts the tests of a report. A file that could not be loaded counts as one failed test, and so does a run that
 * ended badly without saying why: a failure never disappears from the count.
 *
 * @param report vitest's JSON report; nothing where it wrote none.
 * @param exitCode How vitest ended.
 */
export function countTests(report: string | undefined, exitCode: number | null): TestCount {
  if (report === undefined)
    return { passed: 0, failed: 1, skipped: 0, failures: ['the run ended without a report'] };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }: Report =
    JSON.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  );
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => failureLine(name, fullName, failureMessages?.[0])),
  );
  failures.push(...broken.map(({ name, message }) => failureLine(name, 'could not be run', message)));
  const failed = numFailedTests + broken.length;
  const unexplained = exitCode !== 0 && failed === 0;
  return {
    passed: numPassedTests,
    failed: unexplained ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
    failures: unexplained ? [`the run ended with ${exitCode ?? 'its time limit'}`] : failures,
  };
}

function failureLine(file: string, test: string, message = ''): string {
  const said = message.split('\n', 1)[0] ?? '';
  return `${path.relative(repository, file)} > ${test}: ${said}`.slice(0, FAILURE_KEPT);
}
