import { couldNotStart, startProgram } from '../start-program.ts';

/** How scanimage ended: by itself, by a signal, or not started at all. */
export type ScanimageEnd =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'killed' }
  | { readonly kind: 'not-started' };

export interface ScanimageCommand {
  /** Absolute path of the program. */
  readonly program: string;
  /** Arguments, each one a word of its own; never a shell line. */
  readonly args: readonly string[];
  /** Folder of SANE's own configuration, where it is not the system's. */
  readonly configFolder: string | undefined;
  readonly killGraceMs: number;
  readonly onOutput: (chunk: Buffer) => void;
  /** Asks scanimage to tell of its progress, and is called each time it does. What it says is not looked at. */
  readonly onProgress?: (() => void) | undefined;
}

/** A running scanimage. */
export interface ScanimageProcess {
  readonly ended: Promise<ScanimageEnd>;
  /** Answers one prompt of `--batch-prompt`. */
  answerPrompt(): void;
  /** Closes its input: it ends after the page at hand. */
  endInput(): void;
  /** Asks it to stop, once, and makes it after the grace. Safe to call twice. Wait for `ended`. */
  stop(): void;
}

/** Starts scanimage with an environment of its own: no locale but C, nothing of the kiosk's. Its standard error is dropped. */
export function startScanimage(command: ScanimageCommand): ScanimageProcess {
  const child = startProgram(
    command.program,
    [...(command.onProgress === undefined ? [] : ['-p']), ...command.args],
    ['pipe', 'pipe', 'pipe'],
    {
      PATH: '/usr/bin:/bin',
      LC_ALL: 'C',
      ...(command.configFolder === undefined ? {} : { SANE_CONFIG_DIR: command.configFolder }),
    },
  );
  let stopping = false;
  let grace: NodeJS.Timeout | undefined;
  child.stdout?.on('data', command.onOutput);
  // Read even where nobody listens: a full pipe would stop it.
  child.stderr?.on('data', () => command.onProgress?.());
  // It may be gone when we write to it: `ended` says so.
  child.stdin?.on('error', () => undefined);

  const ended = new Promise<ScanimageEnd>((resolve) => {
    child.once('error', () => {
      if (child.pid === undefined) resolve({ kind: 'not-started' });
    });
    child.once('close', (status) => {
      clearTimeout(grace);
      if (couldNotStart(child, status)) resolve({ kind: 'not-started' });
      else resolve(status === null ? { kind: 'killed' } : { kind: 'exit', status });
    });
  });
  return {
    ended,
    answerPrompt: () => {
      child.stdin?.write('\n');
    },
    endInput: () => {
      child.stdin?.end();
    },
    stop: () => {
      if (stopping) return;
      stopping = true;
      child.kill('SIGTERM');
      grace = setTimeout(() => child.kill('SIGKILL'), command.killGraceMs);
    },
  };
}
