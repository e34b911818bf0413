import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';

/** Things said after each other with the comma of the script; each keeps its own direction where that is right to left. */
export function inRow(parts: readonly string[], language: LanguageCode): string {
  if (LANGUAGES[language].direction === 'ltr') return parts.join(', ');
  return parts.map(isolated).join('، ');
}

/** What stands between a name and what is said of it: French alone sets a space before the colon. */
export function colon(language: LanguageCode): string {
  return LANGUAGES[language].tag === 'fr' ? '\u00a0: ' : ': ';
}

/**
 * `text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode UAX 9, 2.4): a telephone number, a date or a name of
 * another script stays in its own order inside a sentence read from right to left.
 */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
