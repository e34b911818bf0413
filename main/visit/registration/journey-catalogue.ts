import type { LanguageCode } from '../../domain/language.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Journey } from '../../domain/registration/journey.ts';
import type { OrientationRules } from '../../domain/registration/orientation.ts';
import type { DestinationChoice } from '../visit-state.ts';

/** What the configuration says of registration at this terminal. */
export interface JourneyCatalogue {
  /** In the order of their tiles. Empty where this terminal offers none. */
  readonly offered: readonly Journey[];
  /** By language, then by key; a language holds what it takes from its base, and the site's own wording. French is there. */
  readonly texts: ReadonlyMap<LanguageCode, ReadonlyMap<string, string>>;
  readonly orientation: OrientationRules;
  /** Where registrations go. */
  readonly destination: DestinationChoice;
}

/**
 * Questions that the code knows by name, because something other than their own screen hangs on the answer. A test holds
 * the shipped journeys to these names; a journey without them works, without what hangs on them.
 */
export const LANDMARKS = {
  /** Who the registration is for: anything but `self`, and the wording speaks of another person. */
  forWhom: { question: 'pour-qui', self: 'moi' },
  /** Whether that other person is there. */
  presence: { question: 'presence-personne', absent: 'absente' },
  /** What the rendez-vous is about: slots are offered for its answer. */
  motif: { question: 'motif-rendez-vous' },
} as const;

/** What stands in brackets in a text. */
const BRACKETS = /\(([^()]{2,60})\)/gu;

/** French words that the texts of a language quote; looked for once for each language. */
const quotedFrench = new WeakMap<ReadonlyMap<string, string>, readonly string[]>();

/**
 * French words that texts of another language quote in brackets, because they stand on papers and letters: what the French
 * text of the same key says too. Sorted, the longest first.
 */
function frenchQuotedIn(
  own: ReadonlyMap<string, string>,
  french: ReadonlyMap<string, string>,
): readonly string[] {
  const known = quotedFrench.get(own);
  if (known !== undefined) return known;
  const words = new Set<string>();
  for (const [key, text] of own) {
    const there = french.get(key)?.toLowerCase() ?? '';
    for (const [, word = ''] of text.matchAll(BRACKETS))
      if (there.includes(word.toLowerCase())) words.add(word);
  }
  const sorted = [...words].sort((one, other) => other.length - one.length);
  quotedFrench.set(own, sorted);
  return sorted;
}

/** Texts of one language; French stands in for what it lacks. */
export class JourneyTexts {
  readonly language: LanguageCode;
  readonly #own: ReadonlyMap<string, string> | undefined;
  readonly #french: ReadonlyMap<string, string>;

  constructor(catalogue: JourneyCatalogue, wanted: LanguageCode) {
    this.#french = catalogue.texts.get('fr') ?? new Map();
    this.#own = catalogue.texts.get(wanted);
    this.language = this.#own === undefined ? 'fr' : wanted;
  }

  get direction(): 'ltr' | 'rtl' {
    return LANGUAGES[this.language].direction;
  }

  /** For `Intl`. */
  get locale(): string {
    return LANGUAGES[this.language].locale;
  }

  find(key: string): string | undefined {
    return this.#own?.get(key) ?? this.#french.get(key);
  }

  /** The checker of the configuration proves that every text is there; a key shown as it is would be its bug. */
  text(key: string): string {
    return this.find(key) ?? key;
  }

  /** The wording for another person where one answers for them and the language has it. */
  about(key: string, field: 'title' | 'label', other: boolean): string {
    return (other ? this.find(`${key}.other`) : undefined) ?? this.text(`${key}.${field}`);
  }

  /** French words that the texts of a language other than French quote. */
  get frenchWords(): readonly string[] {
    return this.#own === undefined || LANGUAGES[this.language].tag === 'fr'
      ? []
      : frenchQuotedIn(this.#own, this.#french);
  }

  /** The language that `lines` of that key are in: the helper's sheets are French everywhere. */
  languageOfLines(key: string): LanguageCode {
    return this.#own?.has(`${key}.1`) === true ? this.language : 'fr';
  }

  /** `key.1`, `key.2`…, as many as there are. */
  lines(key: string): string[] {
    const lines: string[] = [];
    for (
      let line = this.find(`${key}.1`);
      line !== undefined;
      line = this.find(`${key}.${lines.length + 1}`)
    ) {
      lines.push(line);
    }
    return lines;
  }
}
