import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Failure, Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import { replaceDurably, systemErrorCode } from './durable-files.ts';

/** Wrong codes in a row that cost no wait: a person mixes up two papers. */
const FREE_TRIES = 3;
/** The first wait, milliseconds; each wrong code after it doubles it, up to the longest. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
/** One wrong code is forgotten after so long, milliseconds. */
const FORGET_ONE_MS = 3_600_000;
/** What an unreadable record counts for: somebody may have damaged it to be let in. */
const UNREADABLE_COUNTS = 6;

const FILE = 'wrong-codes.json';

const record = z.strictObject({
  wrong: z.number().int().min(0).max(1_000_000),
  /** When the last one was tried, and when the next may be; milliseconds since the epoch. */
  at: z.number().int(),
  next: z.number().int(),
});
type Tries = z.infer<typeof record>;

function waitAfter(wrong: number): number {
  return wrong < FREE_TRIES
    ? 0
    : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, wrong - FREE_TRIES));
}

/**
 * Slows down whoever tries codes, also over a restart: a try is written down before it is made, and taken back when it was
 * right. Does not protect against somebody who takes the disk away; there, the slow derivation does.
 */
export class WrongCodes {
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** How long nothing may be tried from now, milliseconds; 0 where a code may be tried. */
  async wait(): Promise<number> {
    const now = this.#clock.now();
    const { next } = await this.#read(now);
    // A clock that was set back must not lock people out for longer than a wait lasts.
    return Math.min(LONGEST_WAIT_MS, Math.max(0, next - now));
  }

  /** Counts a try as wrong. Only where this succeeds may it be made. */
  async count(): Promise<
    Result<{ readonly takeBack: () => Promise<void> }, Failure<'disk-full' | 'storage-failed'>>
  > {
    const now = this.#clock.now();
    const before = await this.#read(now);
    const wrong = before.wrong + 1;
    const written = await this.#write({ wrong, at: now, next: now + waitAfter(wrong) });
    if (!written.ok) return written;
    return { ok: true, value: { takeBack: async () => void (await this.#write(before)) } };
  }

  async #read(now: number): Promise<Tries> {
    let text: string;
    try {
      text = await readFile(join(this.#folder, FILE), 'utf8');
    } catch (error) {
      return systemErrorCode(error) === 'ENOENT' ? { wrong: 0, at: now, next: 0 } : this.#unreadable(now);
    }
    const read = record.safeParse(parsed(text));
    if (!read.success) return this.#unreadable(now);
    const { wrong, at, next } = read.data;
    const forgotten = Math.max(0, Math.floor((now - at) / FORGET_ONE_MS));
    return { wrong: Math.max(0, wrong - forgotten), at, next };
  }

  #unreadable(now: number): Tries {
    return { wrong: UNREADABLE_COUNTS, at: now, next: 0 };
  }

  #write(tries: Tries): ReturnType<typeof replaceDurably> {
    return replaceDurably(this.#folder, FILE, [new TextEncoder().encode(JSON.stringify(tries))]);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
