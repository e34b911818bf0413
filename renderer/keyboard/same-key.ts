import type { Snapshot } from '../../main/contract/snapshot.ts';

/**
 * A hand that trembles strikes a key twice. Who wants it has the same key taken once only, for as long as they chose: "the delay
 * after any keystroke, during which an additional key-press will not be accepted if it is identical to the previous keystroke,
 * shall be adjustable up to at least 0.5 seconds" (EN 301 549, 5.8). Keys held down are dealt with elsewhere (5.7).
 */

type SameKey = Snapshot['access']['sameKey'];

/** Milliseconds. */
const PAUSES: Readonly<Record<SameKey, number>> = { always: 0, 'half-second': 500, second: 1_000 };

/** Tells a second strike of the same key from a new one. One for each thing that has keys. */
export class SameKeyFilter {
  #last: { readonly key: string; readonly at: number } | undefined;

  /** Whether this strike counts. One that does not begins the pause anew: a hand that still trembles has not finished. */
  takes(key: string, sameKey: SameKey, now: number): boolean {
    const again = this.#last?.key === key && now - this.#last.at < PAUSES[sameKey];
    this.#last = { key, at: now };
    return !again;
  }

  /** The pause is counted from when the key comes up. */
  released(key: string, now: number): void {
    if (this.#last?.key === key) this.#last = { key, at: now };
  }
}

/**
 * Keeps second strikes of the keyboard and the keypad from everything in the page. To be called before anything else listens at
 * the window. Returns the way to stop.
 */
export function keepSecondStrikesAway(window: Window, sameKey: () => SameKey): () => void {
  const filter = new SameKeyFilter();
  const refused = new Set<string>();
  const stop = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const nameOf = ({ code, key }: KeyboardEvent): string => (code === '' ? key : code);
  const down = (event: KeyboardEvent): void => {
    const key = nameOf(event);
    if (event.repeat) {
      if (refused.has(key)) stop(event);
      return;
    }
    if (filter.takes(key, sameKey(), event.timeStamp)) return;
    refused.add(key);
    stop(event);
  };
  const up = (event: KeyboardEvent): void => {
    const key = nameOf(event);
    filter.released(key, event.timeStamp);
    // The space bar presses a button when it comes up.
    if (refused.delete(key)) stop(event);
  };
  window.addEventListener('keydown', down, { capture: true });
  window.addEventListener('keyup', up, { capture: true });
  return () => {
    window.removeEventListener('keydown', down, { capture: true });
    window.removeEventListener('keyup', up, { capture: true });
  };
}
