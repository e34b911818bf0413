import { spawnSync } from 'node:child_process';

/** Emulated, a program starts some twenty times slower. */
const PROGRAM_LIMIT_MS = 20_000;

/** Runs a program to its end and returns what it printed; throws where it fails. */
export function run(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    encoding: 'utf8',
    input,
    timeout: PROGRAM_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `ended with ${status}`} ${stderr}`);
  }
  return stdout;
}
