import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startProgram } from './start-program.ts';

/** Shortest time between two starts of the program, milliseconds. */
const RESTART_MS = 30_000;

/** Tells of things that the system noticed. */
export interface DeviceMonitor {
  /** False where nobody is told: whoever asks must look for himself from time to time. */
  readonly listening: boolean;
  close(): void;
}

/** A program that writes something whenever something happens, and does not end by itself. */
export interface TellingProgram {
  /** Absolute path; where there is none, nobody listens. */
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * Calls `onChange` whenever a program writes. Its output is not read: that it says anything is the message. Where it ends, it
 * is started again after a while; should Borne be killed, it ends at the next thing that it has to say.
 */
export class ProgramMonitor implements DeviceMonitor {
  readonly #program: TellingProgram;
  readonly #onChange: () => void;
  #process: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(program: TellingProgram, onChange: () => void) {
    this.#program = program;
    this.#onChange = onChange;
    this.#start();
  }

  get listening(): boolean {
    return this.#process !== undefined;
  }

  /** Starts the program now where it has ended, without waiting for its turn. */
  startAgain(): void {
    if (this.#process === undefined) this.#start();
  }

  #start(): void {
    clearTimeout(this.#restart);
    const { path, args } = this.#program;
    if (this.#closed || !existsSync(path)) return;
    const monitor = startProgram(path, args, ['ignore', 'pipe', 'ignore'], { LC_ALL: 'C' });
    this.#process = monitor;
    const gone = (): void => {
      if (this.#process !== monitor) return;
      this.#process = undefined;
      this.#restart = setTimeout(() => this.#start(), RESTART_MS);
      this.#restart.unref();
      // Something may have come in the moment nobody listened.
      this.#onChange();
    };
    monitor.once('error', gone);
    monitor.once('exit', gone);
    monitor.stdout?.on('data', () => this.#onChange());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#restart);
    const monitor = this.#process;
    this.#process = undefined;
    monitor?.kill('SIGKILL');
  }
}
