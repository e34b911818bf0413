import { describe, expect, it } from 'vitest';
import { found, lineWith, readFiles, SOUND, withChange } from './journeys-fixture.ts';
import { readShipped } from './journeys-shipped.ts';

const NATIONAL = 'orientation/national.yaml';
const TERRITORY = 'orientation/territories/essai.yaml';

/** What is told of `file` with `from` changed to `to`. */
function told(file: string, from: string, to: string): readonly string[] {
  return found(readFiles(withChange(file, from, to)));
}

describe('the rules that ship', () => {
  it('propose one of five things in every case that they can tell apart, in the country and in each territory', () => {
    const { cases, territories } = readShipped(true).orientation;
    expect(territories.size).toBe(1);
    expect(cases).toBeGreaterThan(1_000_000);
  });
});

describe('the rules of orientation', () => {
  it('say so where a rule never applies, since another always comes first', () => {
    const files = withChange(
      NATIONAL,
      '  - { id: parler,',
      '  - { id: jamais, when: { age: { under: 18 } }, outcome: giratoire, reasons: [vite] }\n  - { id: parler,',
    );
    const line = lineWith(files[NATIONAL], 'id: jamais');
    expect(found(readFiles(files))).toEqual([
      `${NATIONAL}:${line} La règle « jamais » ne s'applique jamais : une autre passe toujours avant.`,
    ]);
  });

  it('name a case that no rule is for', () => {
    const problems = told(
      NATIONAL,
      '{ id: parler, outcome',
      '{ id: parler, when: { answer: domaines, given: true }, outcome',
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${NATIONAL}:1 Aucune règle ne s'applique à ce cas : `);
    expect(problems[0]).toContain('domaines : sans réponse');
  });

  it.each([
    [
      'a question that is not asked',
      'answer: urgence, in: [oui]',
      'answer: urgences, in: [oui]',
      "« urgences », qui n'est pas demandé",
    ],
    [
      'a word that is no answer',
      'answer: urgence, in: [oui]',
      'answer: urgence, in: [peut-etre]',
      "« peut-etre » n'est pas une réponse possible",
    ],
    [
      'the preference, which comes after',
      'answer: urgence, in: [oui]',
      'answer: preference, in: [lieu-a]',
      'regarde la préférence',
    ],
  ])('look at %s', (_what, from, to, sentence) => {
    const problems = told(NATIONAL, from, to);
    const line = lineWith(SOUND[NATIONAL], 'id: tout-de-suite');
    expect(problems.filter((problem) => problem.startsWith(`${NATIONAL}:${line} `)).join()).toContain(
      sentence,
    );
  });

  it.each([
    [
      'to a place that does not exist',
      'destination: lieu-a',
      'destination: lieu-z',
      'id: jeune',
      'La destination « lieu-z »',
    ],
    ['to nowhere', ', destination: lieu-a', '', 'id: jeune', 'sans dire vers qui'],
    [
      'without a reason',
      'destination: lieu-a, reasons: [vite]',
      'destination: lieu-a, reasons: []',
      'id: jeune',
      'reasons',
    ],
    [
      'by an outcome that does not exist',
      'outcome: giratoire',
      'outcome: refus',
      'id: parler',
      "l'une des valeurs",
    ],
    [
      'by a preference that only the person has',
      'outcome: giratoire',
      'outcome: preference',
      'id: parler',
      "l'une des valeurs",
    ],
  ])('lead %s', (_what, from, to, words, sentence) => {
    const problems = told(NATIONAL, from, to);
    const line = lineWith(SOUND[NATIONAL], words);
    expect(problems.filter((problem) => problem.startsWith(`${NATIONAL}:${line} `)).join()).toContain(
      sentence,
    );
  });

  it('must let all five outcomes happen', () => {
    const problems = told(
      NATIONAL,
      'outcome: rsa-departement, destination: departement',
      'outcome: giratoire',
    );
    expect(problems.join()).toContain('Aucun cas ne mène à « rsa-departement »');
  });

  it('must know the places that a person can prefer, and the question', () => {
    expect(told(NATIONAL, 'lieu-a, lieu-b, departement]', 'lieu-a, departement]').join()).toContain(
      "Le choix « lieu-b » de « preference » n'est pas une destination.",
    );
    expect(told(NATIONAL, 'none: [cela-me-va]', 'none: [peu-importe, cela-me-va]').join()).toContain(
      "« peu-importe » n'est pas un choix de « preference ».",
    );
    expect(told(NATIONAL, 'question: preference', 'question: souhait').join()).toContain(
      "La question de préférence « souhait » n'est pas posée.",
    );
  });

  it('must be for a journey that exists', () => {
    expect(told(NATIONAL, 'journey: petit', 'journey: grand')).toContain(
      `${NATIONAL}:${lineWith(SOUND[NATIONAL], 'journey')} Le parcours « grand » n'existe pas.`,
    );
  });

  it('cannot have one name for two rules', () => {
    expect(told(NATIONAL, 'id: parler', 'id: jeune').join()).toContain(
      'La règle « jeune » existe deux fois.',
    );
  });
});

describe('the complement of a territory', () => {
  const line = lineWith(SOUND[TERRITORY], '- before');

  it('is part of the version of what is proposed', () => {
    const read = readFiles(SOUND);
    if (!read.ok) throw new Error(found(read).join('\n'));
    expect(read.value.orientation.national.version).toBe('essai-1');
    expect(read.value.orientation.territories.get('essai')?.version).toBe('essai-1+essai-essai-2');
    expect(read.value.orientation.territories.get('essai')?.rules.map(({ id }) => id)).toEqual([
      'tout-de-suite',
      'departement',
      'jeune',
      'telephone',
      'parler',
    ]);
  });

  it.each(['tout-de-suite', 'departement'])('cannot come before %s', (before) => {
    expect(told(TERRITORY, 'before: parler', `before: ${before}`)).toEqual([
      `${TERRITORY}:${line} La règle « telephone » change l'urgence ou le RSA, ce qu'un territoire ne peut pas faire.`,
    ]);
  });

  it('cannot give the RSA to anybody else', () => {
    const problems = told(
      TERRITORY,
      'outcome: orientation-directe, destination: lieu-b',
      'outcome: rsa-departement',
    );
    expect(problems.join()).toContain("change l'urgence ou le RSA");
  });

  it('cannot come before what is not there', () => {
    expect(told(TERRITORY, 'before: parler', 'before: personne').join()).toContain(
      "La règle « personne » n'existe pas.",
    );
  });

  it('cannot take away a rule of the country by coming before it always', () => {
    const problems = told(TERRITORY, 'when: { answer: telephone, given: true }, ', '');
    expect(problems.join()).toContain("La règle « parler » ne s'applique jamais");
  });
});
