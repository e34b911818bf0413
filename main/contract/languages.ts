/** What the page needs to know of languages, without the contract's schemas. */
export { withFrenchSpacing } from '../domain/french-spacing.ts';
export { LANGUAGES, type LanguageCode } from '../domain/language.ts';
