import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';
import { CATALOGUES } from './catalogue.ts';
import { isolated } from './in-row.ts';

/** The language used where a text has none in the asked one. */
export const FALLBACK_LANGUAGE = 'fr';

/** Where a text is looked for after the asked language: in the one it is based on, then in French. */
function fallbacks(asked: string | undefined): string[] {
  const base = asked === undefined ? undefined : LANGUAGES[asked as LanguageCode]?.base;
  return base === undefined || base === FALLBACK_LANGUAGE ? [FALLBACK_LANGUAGE] : [base, FALLBACK_LANGUAGE];
}

function isRightToLeft(asked: string | undefined): boolean {
  return asked !== undefined && LANGUAGES[asked as LanguageCode]?.direction === 'rtl';
}

/** Translations ready at once, from memory: nothing is fetched. React escapes values, so i18next does not. */
export function createTranslations(language: string): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: fallbacks,
    supportedLngs: Object.keys(CATALOGUES),
    // Codes are ours, in lower case: `fr-falc` must not become `fr-Falc`.
    lowerCaseLng: true,
    resources: Object.fromEntries(
      Object.entries(CATALOGUES).map(([code, { texts }]) => [code, { translation: texts }]),
    ),
    initAsync: false,
    // What is put into a sentence read from right to left keeps its own order.
    interpolation: {
      escapeValue: true,
      escape: (text) => (isRightToLeft(instance.language) ? isolated(text) : text),
    },
    returnNull: false,
    react: { useSuspense: false },
  });
  return instance;
}
