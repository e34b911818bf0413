import type { Clock } from '../../../main/ports/clock.ts';

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that only moves when told. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-03-02T08:30:00.000Z');
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer: Timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** When the next timer is due, in milliseconds from now. */
  get nextIn(): number | undefined {
    const next = Math.min(...[...this.#timers].map((timer) => timer.at));
    return Number.isFinite(next) ? next - this.#now : undefined;
  }

  /** Lets `ms` pass and runs what became due, in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = until;
  }

  /** Sets the time without running anything, as someone who corrects a clock does. */
  set(now: number): void {
    this.#now = now;
  }
}
