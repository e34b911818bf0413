import type { LanguageCode } from './language.ts';

/** A language that the configuration names and that nobody could be served in to the end. */
export interface LanguageLeftOut {
  readonly language: LanguageCode;
  /** What is not all there in it: the questions of the journeys, or the papers that are printed. */
  readonly lacks: 'journeys' | 'papers';
}

/** The languages that a terminal offers. */
export interface OfferedLanguages {
  /** The one each visit starts in; French where the wanted one is left out. */
  readonly language: LanguageCode;
  /** In the order of the configuration; never empty. */
  readonly languages: readonly LanguageCode[];
  readonly leftOut: readonly LanguageLeftOut[];
}

/**
 * Of the languages that the configuration names, those in which everything is said: whoever chooses one is not led into
 * another half-way.
 *
 * @param journeys Languages in which the journeys are complete.
 * @param papers Languages that have papers, their own or those of the language they are based on.
 */
export function offeredLanguages(
  wanted: { readonly language: LanguageCode; readonly languages: readonly LanguageCode[] },
  journeys: ReadonlySet<LanguageCode>,
  papers: ReadonlySet<LanguageCode>,
): OfferedLanguages {
  const leftOut = wanted.languages.flatMap((language): LanguageLeftOut[] => {
    if (!journeys.has(language)) return [{ language, lacks: 'journeys' }];
    return papers.has(language) ? [] : [{ language, lacks: 'papers' }];
  });
  const languages = wanted.languages.filter((code) => leftOut.every(({ language }) => language !== code));
  const offered: readonly LanguageCode[] = languages.length === 0 ? ['fr'] : languages;
  const [first = 'fr'] = offered;
  const language = offered.includes(wanted.language)
    ? wanted.language
    : offered.includes('fr')
      ? 'fr'
      : first;
  return { language, languages: offered, leftOut };
}
