import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd] Folder to run in.
 * @property {NodeJS.ProcessEnv} [env] Whole environment of the command.
 * @property {number} [timeoutMs] Time limit in milliseconds; the command's whole process group is killed after it.
 * @property {'capture' | 'inherit'} [output] Keep what it prints, or let it print.
 * @property {(text: string) => void} [onOutput] Called with each piece of output, while it is captured.
 */

/**
 * @typedef {object} CommandEnd
 * @property {number | null} code Exit code; null where it was killed or could not be started.
 * @property {string} stdout Captured output, at most `OUTPUT_LIMIT` characters from the end.
 * @property {string} stderr Captured errors, the same way.
 * @property {boolean} timedOut Whether the time limit ended it.
 * @property {string | undefined} startError Code of the system error where it could not be started (`ENOENT`…).
 */

/** Characters kept of each captured stream: the end of it, where a failing command says why. */
const OUTPUT_LIMIT = 4_000_000;

/**
 * Runs a program with arguments, never through a shell, and waits for its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandEnd>} Always resolves: how it ended is in the value.
 */
export function runCommand(file, args, options = {}) {
  const capture = options.output !== 'inherit';
  return new Promise((resolve) => {
    const child = spawn(file, [...args], {
      cwd: options.cwd,
      env: options.env,
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      // A group of its own, so that a time limit ends what the command started as well. A command that shares the
      // terminal stays in the terminal's group: Ctrl+C must reach it.
      detached: capture,
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout = (stdout + text).slice(-OUTPUT_LIMIT);
      options.onOutput?.(text);
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stderr = (stderr + text).slice(-OUTPUT_LIMIT);
      options.onOutput?.(text);
    });

    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            killGroup(child.pid, capture);
          }, options.timeoutMs);
    const stop = capture ? () => killGroup(child.pid, true) : undefined;
    if (stop !== undefined) process.once('exit', stop);

    /** @param {number | null} code @param {string | undefined} startError */
    const finish = (code, startError) => {
      clearTimeout(timer);
      if (stop !== undefined) process.removeListener('exit', stop);
      resolve({ code, stdout, stderr, timedOut, startError });
    };
    child.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      finish(null, error.code ?? 'UNKNOWN'),
    );
    child.once('close', (code) => finish(code, undefined));
  });
}

/**
 * @param {number | undefined} pid
 * @param {boolean} group
 */
function killGroup(pid, group) {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
