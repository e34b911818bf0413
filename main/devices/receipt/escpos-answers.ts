import { answerKind } from './escpos-status.ts';

/** A printer says a byte for each question. One that says more than this at once is none. */
const MAX_WAITING_BYTES = 256;
const MAX_RECEIVED_BYTES = 1_000_000;

export type AnswerKind = 'real-time' | 'printed';

/** What a printer said and nobody has read yet, and who waits for it. */
export class EscposAnswers {
  readonly #waiting = { 'real-time': [] as number[], printed: [] as number[] };
  #received = 0;
  #lost = false;
  #wake: () => void = () => undefined;

  /** True once nothing can come any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Takes bytes from the printer. False where it says more than a printer would: then it is none. */
  take(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      const kind = answerKind(byte);
      if (kind !== 'other') this.#waiting[kind].push(byte);
    }
    this.#received += bytes.length;
    this.#wake();
    const kept = this.#waiting['real-time'].length + this.#waiting.printed.length;
    return kept <= MAX_WAITING_BYTES && this.#received <= MAX_RECEIVED_BYTES;
  }

  lose(): void {
    this.#lost = true;
    this.#wake();
  }

  forget(kind: AnswerKind): void {
    this.#waiting[kind].length = 0;
  }

  async next(kind: AnswerKind, ms: number, signal: AbortSignal): Promise<number | undefined> {
    const until = performance.now() + ms;
    for (;;) {
      const byte = this.#waiting[kind].shift();
      if (byte !== undefined) return byte;
      const left = until - performance.now();
      if (this.#lost || signal.aborted || left <= 0) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        signal.addEventListener('abort', done, { once: true });
        this.#wake = done;
      });
    }
  }
}
