import type { AccessSettings } from '../domain/access.ts';
import type { LanguageCode } from '../domain/language.ts';
import type { Speech } from '../ports/speech.ts';

/** What the screen may know of the voice. */
export interface VoiceNow {
  /** Languages that can be heard here. */
  readonly languages: readonly LanguageCode[];
  /** Something is being said at this moment. */
  readonly speaking: boolean;
  /** The last words could not be said. */
  readonly failed: boolean;
}

/**
 * Says what the page asks to be said, one text after another, in the visitor's language, rate and volume. New words
 * interrupt the old ones unless they are to follow; nothing is said when the voice is off, and nothing after `stop`.
 */
export class VoiceOfVisit {
  readonly #speech: Speech;
  readonly #settings: () => AccessSettings;
  readonly #onChange: () => void;
  #now: VoiceNow = { languages: [], speaking: false, failed: false };
  #waiting: string[] = [];
  #job: AbortController | undefined;

  constructor(speech: Speech, settings: () => AccessSettings, onChange: () => void) {
    this.#speech = speech;
    this.#settings = settings;
    this.#onChange = onChange;
  }

  get now(): VoiceNow {
    return this.#now;
  }

  /** Finds out which languages can be heard. */
  async start(): Promise<void> {
    this.#become({ ...this.#now, languages: await this.#speech.languages() });
  }

  /** `after`: when what is being said is finished. `false` where the voice is off or cannot speak the language. */
  say(texts: readonly string[], after: boolean): boolean {
    const { voice, language } = this.#settings();
    if (!voice.on || !this.#now.languages.includes(language)) return false;
    if (!after) this.stop();
    this.#waiting.push(...texts);
    if (this.#job === undefined) void this.#speak();
    return true;
  }

  /** Silence, at once. */
  stop(): void {
    this.#waiting = [];
    this.#job?.abort();
    this.#job = undefined;
    if (this.#now.speaking) this.#become({ ...this.#now, speaking: false });
  }

  async #speak(): Promise<void> {
    const job = new AbortController();
    this.#job = job;
    this.#become({ ...this.#now, speaking: true });
    let failed = false;
    for (let text = this.#waiting.shift(); text !== undefined && !failed; text = this.#waiting.shift()) {
      const { language, voice } = this.#settings();
      const said = await this.#speech.say(
        { text, language, rate: voice.rate, volume: voice.volume },
        job.signal,
      );
      if (job.signal.aborted) return;
      failed = !said.ok;
    }
    this.#waiting = [];
    this.#job = undefined;
    this.#become({ ...this.#now, speaking: false, failed });
  }

  #become(now: VoiceNow): void {
    this.#now = now;
    this.#onChange();
  }
}
