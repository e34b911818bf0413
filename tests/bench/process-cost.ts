import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a program and all that it started cost. */
export interface ProcessCost {
  /** Exit code; null where it was killed. */
  readonly code: number | null;
  readonly wallSeconds: number;
  /** Processor time of the program and of every descendant it waited for. */
  readonly cpuSeconds: number;
  /** Most memory of the tree at once, megabytes: resident, shared pages counted for the program alone. */
  readonly peakMegabytes: number;
  readonly stdout: string;
  readonly stderr: string;
}

const LOOK_EVERY_MS = 20;
/** Longest that any program of the bench may take. */
const LIMIT_MS = 600_000;
const PAGE_BYTES = 4_096;
/** Bash's own clock is the only one in every Debian that counts the processor time of descendants. */
const TIMED = 'TIMEFORMAT="cpu %U %S"; time "$@"';

/** Runs a program to its end and says what it cost. */
export function costOf(program: string, args: readonly string[]): Promise<ProcessCost> {
  return new Promise((resolve, reject) => {
    const since = performance.now();
    const child = spawn('bash', ['-c', TIMED, 'bash', program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', OMP_THREAD_LIMIT: '2' },
    });
    let stdout = '';
    let stderr = '';
    let peak = 0;
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
    });
    child.stderr.on('data', (piece: Buffer) => {
      stderr = (stderr + piece.toString()).slice(-100_000);
    });
    const look = setInterval(() => {
      peak = Math.max(peak, residentOf(child.pid ?? 0, true));
    }, LOOK_EVERY_MS);
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(look);
      clearTimeout(limit);
      const [, user = '0', system = '0'] = /cpu ([0-9.]+) ([0-9.]+)\s*$/.exec(stderr) ?? [];
      resolve({
        code,
        wallSeconds: (performance.now() - since) / 1_000,
        cpuSeconds: Number(user) + Number(system),
        peakMegabytes: peak / 1e6,
        stdout,
        stderr,
      });
    });
  });
}

/** Resident bytes of a process and its descendants; none where it is gone. */
function residentOf(pid: number, isFirst: boolean): number {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
    let bytes = (resident - (isFirst ? 0 : shared)) * PAGE_BYTES;
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean);
      for (const child of children) bytes += residentOf(Number(child), false);
    }
    return bytes;
  } catch {
    return 0;
  }
}
