import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startProgram } from '../start-program.ts';

/** Longest time a change stays unnoticed where the kernel's own notice does not reach us, milliseconds. */
const RE_READ_MS = 2_000;
/** Shortest time between two starts of the notifier, milliseconds. */
const RESTART_MS = 30_000;
/** util-linux, present on every Linux system that has `mount`. */
const NOTIFIER = '/usr/bin/findmnt';
const NOTIFIER_ARGUMENTS = ['--poll', '--noheadings', '--output', 'ACTION'];

/**
 * Calls `onChange` whenever something was mounted or unmounted, and every two seconds besides (free space changes
 * without a mount, and the notifier may be missing).
 *
 * The kernel signals a change of `/proc/self/mountinfo` by POLLPRI, which Node.js cannot wait for; and a folder watch on
 * the mount root sees folders being made but not file systems being mounted. `findmnt --poll` waits in our place. Its
 * output is not read: that it says anything is the message. Should Borne be killed, it ends at the next change.
 */
export class MountWatch {
  readonly #onChange: () => void;
  readonly #timer: NodeJS.Timeout;
  #notifier: ChildProcess | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#start();
    this.#timer = setInterval(() => {
      if (this.#notifier === undefined && performance.now() - this.#startedAt > RESTART_MS) this.#start();
      onChange();
    }, RE_READ_MS);
  }

  #start(): void {
    this.#startedAt = performance.now();
    if (!existsSync(NOTIFIER)) return;
    const notifier = startProgram(NOTIFIER, NOTIFIER_ARGUMENTS, ['ignore', 'pipe', 'ignore']);
    this.#notifier = notifier;
    const gone = (): void => {
      if (this.#notifier === notifier) this.#notifier = undefined;
    };
    notifier.once('error', gone);
    notifier.once('exit', gone);
    notifier.stdout?.on('data', () => this.#onChange());
  }

  close(): void {
    clearInterval(this.#timer);
    const notifier = this.#notifier;
    this.#notifier = undefined;
    notifier?.kill('SIGKILL');
  }
}
