import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';

/** Things said after each other with the comma of the script; each keeps its own direction where that is right to left. */
export function inRow(parts: readonly string[], language: LanguageCode): string {
  if (LANGUAGES[language].direction === 'ltr') return parts.join(', ');
  return parts.map(isolated).join('، ');
}

/**
 * `text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode UAX 9, 2.4): a telephone number, a date or a name of
 * another script stays in its own order inside a sentence read from right to left.
 */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
