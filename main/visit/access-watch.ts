import {
  type AccessChange,
  type AccessSettings,
  changedAccess,
  initialAccess,
  sameAccess,
  type TextSize,
} from '../domain/access.ts';
import type { LanguageCode } from '../domain/language.ts';
import type { Clock } from '../ports/clock.ts';

export interface AccessOptions {
  /** The language each visit starts in, one of `languages`. */
  readonly language: LanguageCode;
  readonly languages: readonly LanguageCode[];
  /** The text size each visit starts with. */
  readonly textSize: TextSize;
  /** Somebody changed the settings of the welcome screen and went away: after so long they are put back. */
  readonly forgetAfterSeconds: number;
}

/**
 * How the person of the moment reads, hears and types. Nothing of it outlives the visit: `reset` puts everything back,
 * and so does the welcome screen when nobody touches it any more.
 */
export class AccessWatch {
  readonly #clock: Clock;
  readonly #options: AccessOptions;
  readonly #initial: AccessSettings;
  readonly #onChange: () => void;
  #settings: AccessSettings;
  #cancelForget: (() => void) | undefined;

  constructor(clock: Clock, options: AccessOptions, onChange: () => void) {
    this.#clock = clock;
    this.#options = options;
    this.#initial = initialAccess(options.language, options.textSize);
    this.#settings = this.#initial;
    this.#onChange = onChange;
  }

  get settings(): AccessSettings {
    return this.#settings;
  }

  /** Takes a change; `false` where it asks for a language that is not offered here. */
  change(change: AccessChange): boolean {
    if (change.language !== undefined && !this.#options.languages.includes(change.language)) return false;
    this.#become(changedAccess(this.#settings, change));
    return true;
  }

  /** Someone is at the welcome screen: what they chose is kept a while longer. */
  atWelcome(): void {
    this.visitHolds();
    if (sameAccess(this.#settings, this.#initial)) return;
    this.#cancelForget = this.#clock.after(this.#options.forgetAfterSeconds * 1_000, () => this.reset());
  }

  /** A visit is under way: its own end puts everything back. */
  visitHolds(): void {
    this.#cancelForget?.();
    this.#cancelForget = undefined;
  }

  /** Everything as the next person must find it. */
  reset(): void {
    this.visitHolds();
    this.#become(this.#initial);
  }

  #become(settings: AccessSettings): void {
    if (sameAccess(settings, this.#settings)) return;
    this.#settings = settings;
    this.#onChange();
  }
}
