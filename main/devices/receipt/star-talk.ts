import { setTimeout as delay } from 'node:timers/promises';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { PrintError } from '../../ports/receipt-printer.ts';
import type { RollLink } from './roll-link.ts';
import type { RollState, RollTalk } from './roll-talk.ts';
import {
  countedSince,
  countOf,
  readBlock,
  STAR_CANCEL,
  STAR_COUNT_FROM_ZERO,
  STAR_COUNT_WHEN_PRINTED,
  STAR_NO_AUTOMATIC_STATUS,
  STAR_STATUS,
  type StarBlock,
  stateOf,
} from './star-status.ts';

/** A block has some ten bytes; what does not become one within this is none. */
const MAX_WAITING_BYTES = 2_048;
/** Between two looks at the counter, milliseconds. */
const AGAIN_MS = 50;
const MAX_RECEIVED_BYTES = 1_000_000;

/**
 * Star Line Mode and StarPRNT: one question with one block for an answer, and a counter (ETB) that goes on behind the
 * receipt once it is printed. Old printers without the counter have a bit for it, which is as good for one receipt.
 */
export class StarTalk implements RollTalk {
  readonly cancel = STAR_CANCEL;
  #waiting: Uint8Array = new Uint8Array(0);
  #received = 0;
  #lost = false;
  #blocks: StarBlock[] = [];
  #wake: () => void = () => undefined;
  /** Whether the document that was sent is known to be printed. */
  #printed = false;

  get lost(): boolean {
    return this.#lost;
  }

  take(bytes: Uint8Array): boolean {
    this.#received += bytes.length;
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    for (
      let reading = readBlock(this.#waiting);
      this.#waiting.length > 0;
      reading = readBlock(this.#waiting)
    ) {
      if (reading.kind === 'incomplete') break;
      this.#waiting = this.#waiting.subarray(reading.bytes);
      if (reading.kind === 'block') this.#hear(reading.block);
    }
    return this.#waiting.length <= MAX_WAITING_BYTES && this.#received <= MAX_RECEIVED_BYTES;
  }

  #hear(block: StarBlock): void {
    const count = countOf(block);
    if (count === undefined ? countedSince(block) : count > 0) this.#printed = true;
    this.#blocks = [block];
    this.#wake();
  }

  lose(): void {
    this.#lost = true;
    this.#wake();
  }

  async ask(
    link: RollLink,
    answerMs: number,
    signal: AbortSignal,
  ): Promise<Result<RollState, Failure<PrintError>>> {
    const block = await this.#fetch(link, answerMs, signal);
    if (block === undefined) return err(this.lost ? 'printer-offline' : 'printer-timeout', 'no status');
    return ok(stateOf(block));
  }

  /** The counter is seen at zero first: a status overtakes what waits in the buffer, and would bring an earlier receipt's. */
  async send(
    link: RollLink,
    document: Uint8Array,
    answerMs: number,
    signal: AbortSignal,
  ): Promise<Result<undefined, Failure<PrintError>>> {
    const until = performance.now() + answerMs;
    link.send(STAR_COUNT_FROM_ZERO);
    for (;;) {
      const block = await this.#fetch(link, answerMs, signal);
      if (block === undefined) {
        if (signal.aborted) return err('print-cancelled');
        return err(this.#lost ? 'printer-offline' : 'printer-timeout', 'no status');
      }
      if ((countOf(block) ?? 0) === 0) break;
      if (performance.now() >= until) return err('printer-timeout', 'its counter does not begin at zero');
      await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    this.#printed = false;
    link.send(document);
    link.send(STAR_COUNT_WHEN_PRINTED);
    return ok(undefined);
  }

  async printed(link: RollLink, ms: number, signal: AbortSignal): Promise<boolean> {
    const until = performance.now() + ms;
    await this.#fetch(link, ms, signal);
    const left = until - performance.now();
    if (!this.#printed && !this.#lost && left > 0) {
      await delay(left, undefined, { signal }).catch(() => undefined);
    }
    return this.#printed;
  }

  async #fetch(link: RollLink, ms: number, signal: AbortSignal): Promise<StarBlock | undefined> {
    this.#blocks = [];
    link.send(STAR_NO_AUTOMATIC_STATUS);
    link.send(STAR_STATUS);
    const until = performance.now() + ms;
    for (;;) {
      const block = this.#blocks.shift();
      if (block !== undefined) return block;
      const left = until - performance.now();
      if (this.#lost || signal.aborted || left <= 0) return undefined;
      await this.#next(left, signal);
    }
  }

  #next(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      this.#wake = done;
    });
  }
}
