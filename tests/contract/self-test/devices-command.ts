import { spawn } from 'node:child_process';
import { inRepository } from '../../../tools/repository.ts';

export interface DevicesCommand {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any test of the command may take, milliseconds. */
const LIMIT_MS = 80_000;

/** Runs `devices` as `npm run devices -- …` does, after the set-up. */
export function devicesCommand(...args: readonly string[]): Promise<DevicesCommand> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [inRepository('tools', 'run-task.ts'), 'devices', ...args], {
      cwd: inRepository(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    }
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...said }));
  });
}
