/** The languages that a visitor may choose, by their IETF tags in lower case; `fr-falc` is easy-to-read French. */
export const LANGUAGE_CODES = [
  'fr',
  'fr-falc',
  'en',
  'ar',
  'uk',
  'ru',
  'ps',
  'prs',
  'pt',
  'tr',
  'es',
] as const;

export type LanguageCode = (typeof LANGUAGE_CODES)[number];

/** What is true of a language whatever is said in it. */
export interface Language {
  /** In the language itself: what people look for in a list. Never a flag: a language is not a country. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** For the page's `lang` and for speech: easy French is French. */
  readonly tag: string;
  /**
   * For `Intl`: plurals, dates, numbers. Everywhere the Gregorian calendar and the digits 0 to 9, because a date or a
   * reference on the screen must look like the same one on a French paper. Dari takes the rules of `fa-AF`.
   */
  readonly locale: string;
  readonly script: 'latin' | 'cyrillic' | 'arabic';
  /** The language whose texts stand in for those that this one does not say itself. */
  readonly base?: LanguageCode;
}

/** French papers' calendar and digits, as a Unicode locale extension (UTS 35, section 3.6). */
const LIKE_FRENCH_PAPERS = 'u-ca-gregory-nu-latn';

export const LANGUAGES: Readonly<Record<LanguageCode, Language>> = {
  fr: { name: 'Français', direction: 'ltr', tag: 'fr', locale: 'fr-FR', script: 'latin' },
  'fr-falc': {
    name: 'Français facile',
    direction: 'ltr',
    tag: 'fr',
    locale: 'fr-FR',
    script: 'latin',
    base: 'fr',
  },
  en: { name: 'English', direction: 'ltr', tag: 'en', locale: 'en-GB', script: 'latin' },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    tag: 'ar',
    locale: `ar-${LIKE_FRENCH_PAPERS}`,
    script: 'arabic',
  },
  uk: { name: 'Українська', direction: 'ltr', tag: 'uk', locale: 'uk-UA', script: 'cyrillic' },
  ru: { name: 'Русский', direction: 'ltr', tag: 'ru', locale: 'ru-RU', script: 'cyrillic' },
  ps: {
    name: 'پښتو',
    direction: 'rtl',
    tag: 'ps',
    // Chromium has no Pashto dates and would write English ones; Dari has the same names for days and months.
    locale: `fa-AF-${LIKE_FRENCH_PAPERS}`,
    script: 'arabic',
  },
  prs: {
    name: 'دری',
    direction: 'rtl',
    tag: 'prs',
    locale: `fa-AF-${LIKE_FRENCH_PAPERS}`,
    script: 'arabic',
  },
  pt: { name: 'Português', direction: 'ltr', tag: 'pt', locale: 'pt-PT', script: 'latin' },
  tr: { name: 'Türkçe', direction: 'ltr', tag: 'tr', locale: 'tr-TR', script: 'latin' },
  es: { name: 'Español', direction: 'ltr', tag: 'es', locale: 'es-ES', script: 'latin' },
};

/** Texts in several languages; French is always there. */
export type TextByLanguage = Readonly<Partial<Record<LanguageCode, string>>> & { readonly fr: string };

/** The text in that language, else in the language it is based on, else in French. */
export function textIn(texts: TextByLanguage, language: LanguageCode): string {
  const { base } = LANGUAGES[language];
  return texts[language] ?? (base === undefined ? undefined : texts[base]) ?? texts.fr;
}
