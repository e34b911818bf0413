import type { Clock } from '../ports/clock.ts';

export type Idle = { readonly kind: 'active' } | { readonly kind: 'asking'; readonly secondsLeft: number };

export interface IdleOptions {
  readonly askAfterSeconds: number;
  readonly countdownSeconds: number;
}

/**
 * Notices that nobody is there any more: asks first, counts down, then tells. Any activity starts again from the
 * beginning, so the time can always be extended (RGAA 13.1).
 */
export class IdleWatch {
  readonly #clock: Clock;
  readonly #options: IdleOptions;
  readonly #onChange: () => void;
  readonly #onGone: () => void;
  #idle: Idle = { kind: 'active' };
  #cancelWait: (() => void) | undefined;

  constructor(clock: Clock, options: IdleOptions, onChange: () => void, onGone: () => void) {
    this.#clock = clock;
    this.#options = options;
    this.#onChange = onChange;
    this.#onGone = onGone;
  }

  get idle(): Idle {
    return this.#idle;
  }

  /** Someone is there, or a device is working for them. Starts the watch when it was stopped. */
  activity(): void {
    this.#become({ kind: 'active' });
    this.#wait(this.#options.askAfterSeconds, () => this.#count(this.#options.countdownSeconds));
  }

  /** Nobody has to be there (welcome screen). */
  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#become({ kind: 'active' });
  }

  #count(secondsLeft: number): void {
    if (secondsLeft === 0) {
      this.stop();
      this.#onGone();
      return;
    }
    this.#become({ kind: 'asking', secondsLeft });
    this.#wait(1, () => this.#count(secondsLeft - 1));
  }

  #wait(seconds: number, then: () => void): void {
    this.#cancelWait?.();
    this.#cancelWait = this.#clock.after(seconds * 1_000, then);
  }

  #become(idle: Idle): void {
    const same =
      idle.kind === this.#idle.kind &&
      (idle.kind === 'active' ||
        (this.#idle.kind === 'asking' && this.#idle.secondsLeft === idle.secondsLeft));
    this.#idle = idle;
    if (!same) this.#onChange();
  }
}
