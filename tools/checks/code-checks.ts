import { existsSync } from 'node:fs';
import { inRepository, repository } from '../repository.ts';
import { type CommandEnd, runCommand } from '../setup/command.mjs';

/** What a check found, ready to print. */
export interface CheckOutcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** What the tool said, where it did not pass. */
  readonly report: string;
}

interface Check {
  readonly name: string;
  /** Program and arguments, run by this same Node from the checkout. */
  readonly command: readonly string[];
}

/** No check of this project takes more than a few seconds; a tool that hangs is stopped. */
const CHECK_LIMIT_MS = 180_000;

const program = (...parts: string[]): string => inRepository('node_modules', ...parts);

/** Folders that hold code, those that exist. */
const codeFolders = (): string[] =>
  ['main', 'renderer', 'kiosk-config', 'tests', 'tools'].filter((folder) => existsSync(inRepository(folder)));

const checks = (): readonly Check[] => [
  { name: 'types', command: [program('typescript', 'bin', 'tsc'), '-p', '.'] },
  {
    name: 'lint and format',
    command: [program('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'],
  },
  {
    name: 'import directions',
    command: [
      program('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err-long',
      ...codeFolders(),
    ],
  },
  {
    name: 'unused code',
    command: [program('knip', 'bin', 'knip.js'), '--no-progress'],
  },
];

async function runCheck(check: Check): Promise<CheckOutcome> {
  const started = performance.now();
  const end = await runCommand(process.execPath, check.command, {
    cwd: repository,
    timeoutMs: CHECK_LIMIT_MS,
  });
  return {
    name: check.name,
    passed: end.code === 0,
    seconds: (performance.now() - started) / 1000,
    report: end.code === 0 ? '' : reportOf(end),
  };
}

function reportOf(end: CommandEnd): string {
  if (end.timedOut) return `stopped after ${CHECK_LIMIT_MS / 1000} s`;
  if (end.startError !== undefined) return `could not be started (${end.startError})`;
  return `${end.stdout}${end.stderr}`.trim();
}

/** Runs types, lint, import directions and unused code, all at once. */
export async function runCodeChecks(): Promise<readonly CheckOutcome[]> {
  return Promise.all(checks().map(runCheck));
}
