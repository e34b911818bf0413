import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../kiosk-config/schema/read-configuration.ts';
import { readTerminalJourneys } from '../../../kiosk-config/schema/terminal-journeys.ts';
import { questionsOf } from '../../../main/domain/registration/journey.ts';
import { LANDMARKS } from '../../../main/visit/registration/journey-catalogue.ts';
import { SHIPPED } from './journeys-fixture.ts';
import { journeyNamed, shipped } from './journeys-shipped.ts';

type Journeys = Partial<ReturnType<typeof configuration>['profile']['journeys']>;

function configuration() {
  const read = readConfiguration(join(SHIPPED, 'profiles', 'france-services.yaml'), SHIPPED);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const shippedTerminal = configuration();

function read(journeys: Journeys) {
  const profile = {
    ...shippedTerminal.profile,
    journeys: { ...shippedTerminal.profile.journeys, ...journeys },
  };
  return readTerminalJourneys(SHIPPED, { ...shippedTerminal, profile }, '/etc/borne/kiosk.yaml');
}

describe('the journeys of a terminal', () => {
  it('are offered in the order of the profile, with the questions and the words of its site', () => {
    const terminal = read({});
    if (!terminal.ok) throw new Error(JSON.stringify(terminal.problems));
    const { offered, texts } = terminal.value;
    expect(offered.map(({ id }) => id)).toEqual(['mise-a-jour', 'inscription']);
    expect(offered[1]?.site).toBe('france-services');
    expect(texts.get('fr')?.get('choices.canal-lu.accueil')).toBe('Je passe à France Services');
  });

  it('never let a line of French start with a sign, nor those of other languages change', () => {
    const terminal = read({});
    if (!terminal.ok) throw new Error(JSON.stringify(terminal.problems));
    const french = (['fr', 'fr-falc'] as const).flatMap((code) => [
      ...(terminal.value.texts.get(code)?.values() ?? []),
    ]);
    expect(french.filter((text) => / [?!:;»]|« /u.test(text))).toEqual([]);
    expect(french.filter((text) => /\u00A0\?/u.test(text)).length).toBeGreaterThan(0);
    expect([...(terminal.value.texts.get('en')?.values() ?? [])].join('')).not.toContain('\u00A0');
  });

  it('are none where the profile offers none', () => {
    expect(read({ offered: [] })).toMatchObject({ ok: true, value: { offered: [] } });
  });

  it.each<[string, Journeys]>([
    ['radiation', { offered: ['radiation'] }],
    ['nulle-part', { site: 'nulle-part' }],
    ['atlantide', { territory: 'atlantide' }],
    ['ailleurs', { destination: 'ailleurs' }],
  ])('that are not there are told by their name: %s', (name, journeys) => {
    const wrong = read(journeys);
    expect(wrong.ok ? [] : wrong.problems.map(({ file, sentence }) => `${file} ${sentence}`)).toEqual([
      expect.stringContaining(`/etc/borne/kiosk.yaml`),
    ]);
    expect(wrong.ok ? '' : wrong.problems[0]?.sentence).toContain(`« ${name} »`);
  });
});

describe('questions that the code knows by name', () => {
  it('are asked by the shipped journeys, with the answers it looks for', () => {
    const fields = new Map(shipped.fields.map((question) => [question.id, question]));
    const choicesOf = (id: string): readonly string[] => {
      const question = fields.get(id);
      return question !== undefined && 'choices' in question
        ? question.choices.map((choice) => choice.id)
        : [];
    };
    expect(choicesOf(LANDMARKS.forWhom.question)).toContain(LANDMARKS.forWhom.self);
    expect(choicesOf(LANDMARKS.presence.question)).toContain(LANDMARKS.presence.absent);
    expect(questionsOf(journeyNamed('mise-a-jour')).map(({ id }) => id)).toContain(LANDMARKS.motif.question);
  });
});
