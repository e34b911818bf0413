import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Catalogue, withFrenchSpacing } from './catalogue.ts';
import { fr } from './fr.ts';

/** The languages that are shipped. A language is one more catalogue here. */
const CATALOGUES: Readonly<Record<string, Catalogue>> = { fr: withFrenchSpacing(fr) };

/** The language used where a text has none in the asked one. */
export const FALLBACK_LANGUAGE = 'fr';

/** Translations ready at once, from memory: nothing is fetched. React escapes values, so i18next does not. */
export function createTranslations(language: string): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: FALLBACK_LANGUAGE,
    supportedLngs: Object.keys(CATALOGUES),
    resources: Object.fromEntries(
      Object.entries(CATALOGUES).map(([code, translation]) => [code, { translation }]),
    ),
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  return instance;
}
