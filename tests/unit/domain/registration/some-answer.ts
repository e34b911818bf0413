import fc from 'fast-check';
import { COUNTRIES } from '../../../../main/domain/identifiers/country.ts';
import type { Choice, Question } from '../../../../main/domain/registration/journey.ts';
import { SLOTS } from './walking.ts';

/** Answers that pass, per kind of typed question. Invented. */
const TYPED: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: fc.constantFrom('1234567A', 'CAP CUISINE', '75001'),
  name: fc.constantFrom('Essai', "D'Été-Exemple", 'Łukasz'),
  number: fc.integer({ min: 0, max: 20 }),
  phone: fc.constantFrom('0639981234', '+262692123456', '+380501234567'),
  email: fc.constant('jeanne@exemple.fr'),
  'postcode-city': fc.constant({ postcode: '28000', city: 'Ville-Essai' }),
  address: fc.constantFrom(
    { kind: 'francaise', street: '3 rue Imaginaire', postcode: '28000', city: 'Ville-Essai' },
    { kind: 'domiciliation', organisation: 'CCAS', postcode: '28000', city: 'Ville-Essai' },
    { kind: 'sans-adresse' },
    { kind: 'etrangere', lines: 'Rua Inventada 1', country: 'PT' },
  ),
  country: fc.constantFrom(...COUNTRIES),
  nir: fc.constant('295109912611193'),
  iban: fc.constant('FR1420041010050500013M02606'),
};

const DATES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'birth-date': fc.oneof(
    fc.record({
      year: fc.integer({ min: 1940, max: 2015 }),
      month: fc.constantFrom(2, 6, null),
      day: fc.constant(null),
    }),
    fc.record({
      year: fc.integer({ min: 1990, max: 2014 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    fc.constant({ year: null, month: null, day: null }),
  ),
  'near-date': fc.constant({ year: 2026, month: 2, day: 28 }),
  'coming-date': fc.constant({ year: 2026, month: 5, day: 4 }),
};

function ticked(choices: readonly Choice[]): fc.Arbitrary<unknown> {
  const alone = choices.filter((choice) => choice.alone).map(({ id }) => [id]);
  const together = choices.filter((choice) => !choice.alone).map(({ id }) => id);
  return fc.oneof(
    fc.constantFrom(...(alone.length > 0 ? alone : [together.slice(0, 1)])),
    fc.subarray(together, { minLength: 1 }),
  );
}

/** Answers to a question that its check takes, when `choices` are there; nothing for what only shows something. */
export function someAnswer(
  question: Question,
  choices: readonly Choice[],
  canBeCalled: boolean,
): fc.Arbitrary<unknown> | undefined {
  switch (question.kind) {
    case 'choice':
      return fc.constantFrom(...choices.map(({ id }) => id));
    case 'choices':
      return ticked(choices);
    case 'document':
      return fc.oneof(
        fc.constantFrom({ state: 'plus-tard' }, { state: 'pas-ce-papier' }),
        fc.constantFrom(
          ...question.documents.map((document) => ({ state: 'joint', document, files: ['page-1.pdf'] })),
        ),
      );
    case 'appointment':
      return fc.constantFrom(
        { kind: 'accueil' },
        ...SLOTS.map(({ id }) => ({ kind: 'creneau', slot: id })),
        ...(canBeCalled ? [{ kind: 'appel' }] : []),
      );
    case 'confirmation':
      return fc.constant(true);
    case 'recapitulation':
    case 'proposition':
      return undefined;
    default:
      return 'validate' in question && question.kind === 'date'
        ? DATES[question.validate]
        : TYPED[question.kind];
  }
}
