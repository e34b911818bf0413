import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../main/domain/registration/condition.ts';
import { questionsOf } from '../../../../main/domain/registration/journey.ts';
import { type Orientation, OUTCOMES, propose } from '../../../../main/domain/registration/orientation.ts';
import { askToTalk, factsOf, start } from '../../../../main/domain/registration/registration.ts';
import { journeyNamed, shipped } from '../../kiosk-config/journeys-shipped.ts';
import { JEANNE, NOTHING_BUT_A_NAME } from './experts.ts';
import { type Script, TODAY, walk } from './walking.ts';

const REGISTRATION = journeyNamed('inscription');
const { national, territories } = shipped.orientation;

/** What is proposed to somebody who answers as Jeanne does, but for `otherwise`. */
function proposed(otherwise: Script, urgent = false): Orientation {
  const { state } = walk(REGISTRATION, { ...JEANNE, 'coups-de-pouce': ['rien'], ...otherwise });
  return propose(national, factsOf(askToTalk(state, urgent)));
}

const YOUNG = { 'date-naissance': { year: 2005, month: 6, day: 1 } };
const ON_RSA = { prestations: ['rsa'] };

describe('somebody', () => {
  it.each<[string, Script, Partial<Orientation>]>([
    ['looks for a job', {}, { outcome: 'orientation-directe', destination: 'france-travail' }],
    [
      'is young and would like help',
      { ...YOUNG, 'coups-de-pouce': ['mobilite'] },
      { outcome: 'orientation-directe', destination: 'mission-locale' },
    ],
    ['is young and needs none', YOUNG, { destination: 'france-travail' }],
    [
      'is under 16',
      { 'date-naissance': { year: 2011, month: 6, day: 1 } },
      { outcome: 'giratoire', destination: null, rule: 'moins-de-16' },
    ],
    [
      'has a recognised handicap that weighs',
      { 'coups-de-pouce': ['sante'], 'frein-sante': ['handicap'], 'reconnaissance-handicap': 'oui' },
      { destination: 'cap-emploi', reasons: ['handicap', 'handicap-libre'] },
    ],
    [
      'has a handicap that is recognised and does not weigh',
      { prestations: ['aah'], 'reconnaissance-handicap': 'oui' },
      { destination: 'france-travail' },
    ],
    [
      'looks for an executive job',
      { 'niveau-etudes': 'bac-5', 'poste-cadre': 'oui' },
      { destination: 'apec' },
    ],
    ['creates a business', { projet: 'creer-activite' }, { destination: 'creation-entreprise' }],
    ['is a refugee', { nationalite: 'autre', 'situation-sejour': 'protection' }, { destination: 'agir' }],
    [
      'has many subjects at once',
      { 'coups-de-pouce': ['logement', 'sante', 'argent', 'langue'] },
      { outcome: 'giratoire', rule: 'plusieurs-sujets' },
    ],
    ['would rather talk', { 'coups-de-pouce': ['en-parler'] }, { outcome: 'giratoire', rule: 'en-parler' }],
    ['receives the RSA', ON_RSA, { outcome: 'rsa-departement', destination: 'departement' }],
    [
      'asks for the RSA',
      { ressources: ['aucune'], 'demande-rsa': 'oui' },
      { outcome: 'rsa-departement', destination: 'caf-msa' },
    ],
    [
      'is in danger at home',
      { 'coups-de-pouce': ['famille'], 'frein-famille': ['securite'], ...ON_RSA },
      { outcome: 'entretien-immediat' },
    ],
    [
      'has nowhere to sleep tonight',
      { 'coups-de-pouce': ['logement'], 'frein-logement': ['ce-soir'] },
      { outcome: 'entretien-immediat' },
    ],
    [
      'has nothing to eat',
      { 'coups-de-pouce': ['argent'], 'frein-argent': ['repas'] },
      { outcome: 'entretien-immediat' },
    ],
    [
      'would rather go elsewhere',
      { 'preference-structure': 'association' },
      {
        outcome: 'preference',
        destination: 'association',
        proposed: 'france-travail',
        reasons: ['votre-choix', 'chercher-emploi'],
      },
    ],
    [
      'prefers what is proposed',
      { 'preference-structure': 'france-travail' },
      { outcome: 'orientation-directe', preference: 'france-travail' },
    ],
    [
      'has no opinion',
      { 'preference-structure': 'sans-avis' },
      { outcome: 'orientation-directe', preference: null },
    ],
    [
      'receives the RSA and has a preference',
      { ...ON_RSA, 'preference-structure': 'association' },
      { outcome: 'rsa-departement', destination: 'departement', preference: 'association' },
    ],
  ])('who %s', (_who, otherwise, expected) => {
    expect(proposed(otherwise)).toMatchObject({ ...expected, version: national.version });
  });

  it('who asks to talk now is heard before anything else, and a preference stays written down', () => {
    expect(proposed({ ...ON_RSA, 'preference-structure': 'apec' }, true)).toMatchObject({
      outcome: 'entretien-immediat',
      destination: null,
      preference: 'apec',
    });
  });

  it('who has nothing but a name is not sent away', () => {
    const { state } = walk(REGISTRATION, NOTHING_BUT_A_NAME);
    expect(propose(national, factsOf(state))).toMatchObject({
      outcome: 'giratoire',
      rule: 'reponses-manquantes',
    });
  });

  it('who has answered nothing yet either', () => {
    const facts = factsOf(start(REGISTRATION, { today: TODAY }));
    expect(propose(national, facts).outcome).toBe('giratoire');
    // Even without a single rule: somebody talks with the person.
    expect(propose({ ...national, rules: [] }, facts)).toMatchObject({
      outcome: 'giratoire',
      rule: 'aucune-regle',
    });
  });

  it('who looks for long meets the complement of the territory, under its version', () => {
    const territory = territories.get('exemple');
    if (territory === undefined) throw new Error('no territory');
    const { state } = walk(REGISTRATION, {
      ...JEANNE,
      'coups-de-pouce': ['rien'],
      'situation-travail': 'plus-un-an',
      'rythme-accompagnement': 'souvent',
    });
    expect(propose(territory, factsOf(state))).toMatchObject({
      destination: 'plie',
      version: 'hypothese-2026-01+exemple-2026-01',
    });
  });
});

/** Any answers at all, sensible or not, to every question that has words. */
const facts: fc.Arbitrary<Facts> = fc
  .record({
    words: fc.record(
      Object.fromEntries(
        questionsOf(REGISTRATION).flatMap((question) =>
          'choices' in question
            ? [
                [
                  question.id,
                  fc.subarray(
                    question.choices.map(({ id }) => id),
                    { minLength: 1 },
                  ),
                ],
              ]
            : [],
        ),
      ),
      { requiredKeys: [] },
    ),
    age: fc.option(
      fc.tuple(fc.nat(90), fc.nat(90)).map(([a, b]) => ({ least: Math.min(a, b), most: Math.max(a, b) })),
      { nil: undefined },
    ),
    urgent: fc.boolean(),
  })
  .map(({ words, age, urgent }) => ({
    wordsOf: (question: string) => (Object.hasOwn(words, question) ? words[question] : undefined),
    age,
    urgent,
  }));

describe.each([['national', national] as const, ...territories])('the rules: %s', (_name, rules) => {
  it('propose exactly one of five things for any answers, with reasons that are worded', () => {
    const french = shipped.texts.get('fr');
    fc.assert(
      fc.property(facts, (given) => {
        const proposition = propose(rules, given);
        expect(OUTCOMES.filter((outcome) => outcome === proposition.outcome)).toHaveLength(1);
        expect(proposition.reasons.length).toBeGreaterThan(0);
        expect(proposition.reasons.filter((reason) => french?.has(`reasons.${reason}`) !== true)).toEqual([]);
        expect(french?.has(`outcomes.${proposition.outcome}`)).toBe(true);
        if (proposition.destination !== null) {
          expect(french?.has(`destinations.${proposition.destination}`)).toBe(true);
        }
        expect(rules.rules.map(({ id }) => id)).toContain(proposition.rule);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave the RSA to the département and urgency to people, whatever is preferred', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { outcome, destination, preference } = propose(rules, given);
        const has = (question: string, word: string): boolean =>
          given.wordsOf(question)?.includes(word) === true;
        if (given.urgent || has('frein-famille', 'securite')) expect(outcome).toBe('entretien-immediat');
        else if (outcome !== 'entretien-immediat' && has('prestations', 'rsa')) {
          expect([outcome, destination]).toEqual(['rsa-departement', 'departement']);
        }
        if (outcome === 'preference') expect(destination).toBe(preference);
      }),
      { numRuns: 2_000 },
    );
  });
});
