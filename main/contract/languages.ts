/** What the page needs to know of languages, without the contract's schemas. */
export { LANGUAGES, type LanguageCode } from '../domain/language.ts';
