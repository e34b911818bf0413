import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';

/**
 * A date of the contract (ISO 8601) in words, in the visitor's language; empty where it cannot be read. Chromium's ICU
 * has no dates in Pashto: day, month and year are then given in figures, as on French papers, rather than in English.
 */
export function dateInWords(iso: string, language: LanguageCode): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const { locale } = LANGUAGES[language];
  const known = Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  return new Intl.DateTimeFormat(known ? locale : 'fr-FR', {
    dateStyle: known ? 'long' : 'short',
    timeStyle: 'short',
  }).format(date);
}
