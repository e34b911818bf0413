import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync } from 'node:fs';

/** What a program's three streams are tied to. */
export type ProgramStreams = readonly [stdin: Stream, stdout: Stream, stderr: Stream];
type Stream = 'pipe' | 'ignore';

/** Status of a program that could not be started, as shells give it (POSIX, Shell Command Language, 2.8.2). */
const NOT_STARTED = 127;
/** Where Linux lists what this process has open. */
const OPEN_HANDLES = '/proc/self/fd';
/** Handles that another thread may open between our look and the start. */
const SPARE_HANDLES = 64;

/**
 * Starts a program that is given its three streams and nothing else that is open here.
 *
 * Chromium makes the sockets to its own processes inheritable and closes those that are not meant for them itself; Node.js hands
 * on whatever is inheritable. A program that starts while such a process does would hold that process's end of its socket, and
 * nobody would notice its death while the program runs. Seen where the first GPU process ends at once, as it does without a
 * graphics card, just when `udevadm monitor` is started: the kiosk waited for ever for a GPU process that was gone.
 * Each handle above the streams is therefore replaced by one of `/dev/null`, which Node.js can say; to close them it cannot.
 *
 * What starts a program for a moment only (`execFile`) does not need this: the moment passes.
 *
 * @param env The program's whole environment; without it, ours.
 * @returns The process, whose streams are there where they are `pipe`. A program that cannot be started ends as `couldNotStart` says.
 */
export function startProgram(
  path: string,
  args: readonly string[],
  streams: ProgramStreams,
  env?: Readonly<Record<string, string>>,
): ChildProcess {
  const options = env === undefined ? {} : { env: { ...env } };
  const highest = highestHandle();
  if (highest === undefined) return spawn(path, [...args], { ...options, stdio: [...streams] });
  const nothing = openSync('/dev/null', 'r+');
  try {
    const above = Array.from({ length: highest + SPARE_HANDLES - streams.length + 1 }, () => nothing);
    return spawn(path, [...args], { ...options, stdio: [...streams, ...above] });
  } finally {
    closeSync(nothing);
  }
}

/**
 * Whether a program that ended never ran. Node.js is not told of it by way of `error`: the handle on which the child would say so
 * is replaced too.
 */
export function couldNotStart({ pid }: ChildProcess, status: number | null): boolean {
  return pid === undefined || status === NOT_STARTED;
}

/** Number of the highest open handle; undefined where the system does not list them (no `/proc`). */
function highestHandle(): number | undefined {
  try {
    return Math.max(...readdirSync(OPEN_HANDLES).map(Number));
  } catch {
    return undefined;
  }
}
