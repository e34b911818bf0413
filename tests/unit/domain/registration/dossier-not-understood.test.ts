import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  publishedSchema,
  registrationDossierSchema,
} from '../../../../kiosk-config/schema/dossier-registration.ts';
import { propose } from '../../../../main/domain/registration/orientation.ts';
import {
  factsOf,
  finish,
  type RegistrationState,
} from '../../../../main/domain/registration/registration.ts';
import {
  type RegistrationDossier,
  registrationDossier,
} from '../../../../main/domain/registration/registration-dossier.ts';
import { SHIPPED } from '../../kiosk-config/journeys-fixture.ts';
import { journeyNamed, shipped } from '../../kiosk-config/journeys-shipped.ts';
import { JEANNE, NOTHING_BUT_A_NAME, PAUL } from './experts.ts';
import { someAnswer } from './some-answer.ts';
import { must, type Script, walk } from './walking.ts';

const schema = registrationDossierSchema(shipped.fields, shipped.fieldTexts);
const published = readFileSync(join(SHIPPED, 'schema', 'dossier-registration.schema.json'), 'utf8');
const example = readFileSync(join(SHIPPED, 'schema', 'dossier-registration.example.json'), 'utf8');

/** A judge that is not zod. Formats are for people; the patterns beside them are checked. */
const judge = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(published));

function dossierOf(state: RegistrationState): RegistrationDossier {
  return registrationDossier(must(finish(state)), {
    language: 'fr',
    confirmedAt: '2026-03-16T10:42:00+01:00',
    orientation:
      state.journey.id === 'inscription' ? propose(shipped.orientation.national, factsOf(state)) : null,
  });
}

/** Taken by the schema and by the judge, the same after writing and reading. */
function expectUnderstood(dossier: RegistrationDossier): void {
  const read: unknown = JSON.parse(JSON.stringify(dossier));
  expect(schema.parse(read)).toEqual(dossier);
  expect(judge(read), JSON.stringify(judge.errors)).toBe(true);
}

describe('a registration', () => {
  it.each<[string, string, Script]>([
    ['with everything', 'inscription', JEANNE],
    ['with nothing but a name', 'inscription', NOTHING_BUT_A_NAME],
    ['brought up to date', 'mise-a-jour', PAUL],
  ])('is understood as it was written: %s', (_what, journey, script) => {
    expectUnderstood(dossierOf(walk(journeyNamed(journey), script).state));
  });

  it('of a site is understood with the fields of the site', () => {
    const journey = shipped.sites.get('france-services')?.get('inscription');
    if (journey === undefined) throw new Error('no site');
    const { state } = walk(journey, { ...JEANNE, 'deja-suivi': ['association'] });
    const dossier = dossierOf(state);
    expect(dossier.journey).toEqual({ id: 'inscription', version: 1, site: 'france-services' });
    expect(dossier.answers['deja-suivi']?.value).toEqual(['association']);
    expectUnderstood(dossier);
  });

  it.each(shipped.fields.map((question) => [question.id, question] as const))(
    'is understood whatever is answered to %s',
    (id, question) => {
      const dossier = dossierOf(walk(journeyNamed('inscription'), JEANNE).state);
      const choices = 'choices' in question ? question.choices : [];
      const values = someAnswer(question, choices, true);
      if (values === undefined) {
        // What only shows something is no field.
        expect(Object.keys(schema.shape.answers.shape)).not.toContain(id);
        return;
      }
      const asKept = new Set(['phone', 'text', 'address', 'appointment', 'email', 'nir']);
      fc.assert(
        fc.property(values, (value) => {
          const kept = keptForm(question.kind, value);
          const answers = { ...dossier.answers, [id]: { value: kept, provenance: 'typed', help: 'avec' } };
          const read: unknown = JSON.parse(JSON.stringify({ ...dossier, answers }));
          expect(schema.safeParse(read).error?.issues ?? []).toEqual([]);
          expect(judge(read), JSON.stringify(judge.errors)).toBe(true);
        }),
        { numRuns: asKept.has(question.kind) ? 10 : 30 },
      );
    },
  );
});

/** The form in which a typed value is kept, where it is not the typed one. */
function keptForm(kind: string, value: unknown): unknown {
  if (kind === 'phone') return '+33639981234';
  if (kind !== 'address' || typeof value !== 'object' || value === null) return value;
  const missing = { francaise: { complement: null }, 'sans-adresse': { city: null } };
  const address = Reflect.get(value, 'kind');
  return { ...value, ...Reflect.get(missing, address) };
}

describe('the published schema', () => {
  it('is that of the questions as they are', () => {
    expect(published).toBe(publishedSchema(shipped.fields, shipped.fieldTexts));
  });

  it('says of every field what it means and what it is for, in French', () => {
    const { properties } = JSON.parse(published).properties.answers;
    const fields = Object.entries<{ description?: string }>(properties);
    expect(fields.length).toBe(shipped.fields.length - 2);
    expect(
      fields.filter(([, field]) => !/ Pour [^.]+\.$/.test(field.description ?? '')).map(([id]) => id),
    ).toEqual([]);
  });

  it('has an example of somebody invented, which both judges take', () => {
    const read: unknown = JSON.parse(example);
    expect(schema.safeParse(read).error?.issues ?? []).toEqual([]);
    expect(judge(read), JSON.stringify(judge.errors)).toBe(true);
    expect(example).toContain('Exemple');
    // The example is what the walk of the invented Jeanne comes to, so that it never grows old.
    expect(read).toEqual(dossierOf(walk(journeyNamed('inscription'), JEANNE).state));
  });

  const good = JSON.parse(example);
  it.each<[string, object]>([
    [
      'a field nobody asked',
      { answers: { ...good.answers, religion: { value: 'x', provenance: 'typed', help: 'seul' } } },
    ],
    [
      'a choice that does not exist',
      { answers: { ...good.answers, nationalite: { value: 'lunaire', provenance: 'typed', help: 'seul' } } },
    ],
    [
      'a source that the field may not have',
      { answers: { ...good.answers, telephone: { value: '+33639981234', provenance: 'mrz', help: 'seul' } } },
    ],
    [
      'a file outside the dossier',
      {
        answers: {
          ...good.answers,
          'doc-cv': {
            value: { state: 'joint', document: 'cv', files: ['../cv.pdf'] },
            provenance: 'typed',
            help: 'seul',
          },
        },
      },
    ],
    ['an outcome that is a decision', { orientation: { ...good.orientation, outcome: 'decision' } }],
    ['another version', { version: 2 }],
    ['a time without its zone', { confirmedAt: '2026-03-16T10:42:00' }],
    ['something more', { iban: 'FR1420041010050500013M02606' }],
  ])('refuses %s, by both judges', (_what, change) => {
    const wrong = { ...good, ...change };
    expect(schema.safeParse(wrong).success).toBe(false);
    expect(judge(wrong)).toBe(false);
  });
});
