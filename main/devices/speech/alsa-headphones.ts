import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import type { Headphones, HeadphonesPresence } from '../../ports/headphones.ts';
import { ProgramMonitor, type TellingProgram } from '../program-monitor.ts';
import { UdevMonitor } from '../udev-monitor.ts';
import { headphonesOf } from './jack-controls.ts';

/** Where the system lists its sound cards, and the programs of Debian's package `alsa-utils` that ask them. */
export interface AlsaHeadphonesOptions {
  /** One entry `card0`, `card1`… for each card. */
  readonly cards: string;
  /** Says what a card holds, given `-c NUMBER contents`. */
  readonly mixer: string;
  /** Writes whenever a control of any card changes. */
  readonly monitor: TellingProgram;
  readonly limits: {
    /** For one card to say what it holds, milliseconds. */
    readonly lookMs: number;
    /** A plug that goes in bounces: it is looked at when nothing has moved for so long, milliseconds. */
    readonly settledMs: number;
    /** Of what one card says, bytes. */
    readonly bytes: number;
    readonly cards: number;
  };
}

const USUAL: AlsaHeadphonesOptions = {
  cards: '/proc/asound',
  mixer: '/usr/bin/amixer',
  monitor: { path: '/usr/sbin/alsactl', args: ['monitor'] },
  limits: { lookMs: 2_000, settledMs: 150, bytes: 1_000_000, cards: 8 },
};

/**
 * Follows the headphone sockets of the sound cards by ALSA's controls: the kernel tells each change to `alsactl monitor`, and
 * `amixer` then says what is plugged in. Nothing is asked while nothing moves. ALSA and not `/dev/input`, where the same is told:
 * an account that may read that could read every key of the keyboard too.
 *
 * A headset with a plug of USB is a card of its own without a socket, and is not noticed.
 */
export class AlsaHeadphones implements Headphones {
  readonly #options: AlsaHeadphonesOptions;
  readonly #watchers = new Set<(presence: HeadphonesPresence) => void>();
  #monitors: readonly { close(): void }[] = [];
  #presence: HeadphonesPresence = 'unknown';
  #settled: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #closed = false;

  /** Looks once, then listens. */
  static async open(options: Partial<AlsaHeadphonesOptions> = {}): Promise<AlsaHeadphones> {
    const headphones = new AlsaHeadphones({ ...USUAL, ...options });
    headphones.#listen();
    await headphones.#look();
    return headphones;
  }

  private constructor(options: AlsaHeadphonesOptions) {
    this.#options = options;
  }

  presence(): HeadphonesPresence {
    return this.#presence;
  }

  watch(listener: (presence: HeadphonesPresence) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#settled);
    for (const monitor of this.#monitors) monitor.close();
    this.#watchers.clear();
    await this.#looking;
  }

  #listen(): void {
    const controls = new ProgramMonitor(this.#options.monitor, () => this.#moved());
    const cards = new UdevMonitor('sound', () => {
      // It ends where there is no card at all.
      controls.startAgain();
      this.#moved();
    });
    this.#monitors = [controls, cards];
  }

  #moved(): void {
    if (this.#closed) return;
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => void this.#look(), this.#options.limits.settledMs);
  }

  /** Looks; calls that come meanwhile are answered by one more look. */
  #look(): Promise<void> {
    this.#lookAgain = true;
    this.#looking ??= this.#lookAtCards().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookAtCards(): Promise<void> {
    while (this.#lookAgain && !this.#closed) {
      this.#lookAgain = false;
      const numbers = await cardNumbers(this.#options);
      const each = await Promise.all(numbers.map((number) => askCard(this.#options, number)));
      if (this.#closed) return;
      const presence =
        each.find((one) => one === 'plugged') ?? each.find((one) => one === 'unplugged') ?? 'unknown';
      if (presence === this.#presence) continue;
      this.#presence = presence;
      for (const listener of [...this.#watchers]) listener(presence);
    }
  }
}

async function cardNumbers({ cards, limits }: AlsaHeadphonesOptions): Promise<readonly string[]> {
  try {
    const names = await readdir(cards);
    return names.flatMap((name) => /^card(\d{1,2})$/.exec(name)?.[1] ?? []).slice(0, limits.cards);
  } catch {
    // A machine without ALSA.
    return [];
  }
}

/** What the sockets of one card say; `unknown` where it does not answer. */
function askCard({ mixer, limits }: AlsaHeadphonesOptions, number: string): Promise<HeadphonesPresence> {
  return new Promise((resolve) => {
    execFile(
      mixer,
      ['-c', number, 'contents'],
      { timeout: limits.lookMs, maxBuffer: limits.bytes, env: { LC_ALL: 'C' }, killSignal: 'SIGKILL' },
      (error, stdout) => resolve(error === null ? headphonesOf(stdout) : 'unknown'),
    );
  });
}
