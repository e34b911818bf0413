import { expect, test } from 'vitest';
import type { LanguageCode } from '../../../main/domain/language.ts';
import { offeredLanguages } from '../../../main/domain/offered-languages.ts';

const set = (...codes: LanguageCode[]): ReadonlySet<LanguageCode> => new Set(codes);

test('a language without all its questions or papers is not offered, and named', () => {
  const wanted = { language: 'fr', languages: ['ar', 'fr', 'tr', 'en'] } as const;
  expect(offeredLanguages(wanted, set('fr', 'tr', 'en'), set('fr', 'ar', 'en'))).toEqual({
    language: 'fr',
    languages: ['fr', 'en'],
    leftOut: [
      { language: 'ar', lacks: 'journeys' },
      { language: 'tr', lacks: 'papers' },
    ],
  });
});

test('visits start in French, or in what there is, where their language is left out', () => {
  const wanted = { language: 'ar', languages: ['ar', 'en', 'fr'] } as const;
  expect(offeredLanguages(wanted, set('en', 'fr'), set('en', 'fr')).language).toBe('fr');
  const withoutFrench = { language: 'ar', languages: ['ar', 'en'] } as const;
  expect(offeredLanguages(withoutFrench, set('en', 'fr'), set('en', 'fr')).language).toBe('en');
  const nothing = { language: 'ar', languages: ['ar'] } as const;
  expect(offeredLanguages(nothing, set('fr'), set('fr'))).toMatchObject({
    language: 'fr',
    languages: ['fr'],
  });
});

test('what is complete is offered as the configuration says', () => {
  const wanted = { language: 'uk', languages: ['uk', 'fr'] } as const;
  expect(offeredLanguages(wanted, set('fr', 'uk'), set('fr', 'uk'))).toEqual({ ...wanted, leftOut: [] });
});
