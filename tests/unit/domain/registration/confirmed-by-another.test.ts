import { describe, expect, it } from 'vitest';
import {
  agreeToHelp,
  answer,
  askToTalk,
  back,
  change,
  finish,
  markHelp,
  type RegistrationState,
  recapitulation,
} from '../../../../main/domain/registration/registration.ts';
import { journeyNamed } from '../../kiosk-config/journeys-shipped.ts';
import { JEANNE } from './experts.ts';
import { must, walk } from './walking.ts';

const { confirmation: _yes, ...ALL_BUT_THE_LAST } = JEANNE;
const REGISTRATION = journeyNamed('inscription');

/** At the recapitulation, everything answered, nothing confirmed. */
function atTheEnd(): RegistrationState {
  const script = { ...ALL_BUT_THE_LAST, confirmation: true };
  const { state } = walk(REGISTRATION, script);
  // Any change takes the confirmation back.
  return markHelp(state, 'seul');
}

const lineOf = (state: RegistrationState, question: string): unknown =>
  recapitulation(state)
    .flatMap(({ lines }) => lines)
    .find((line) => line.question === question)?.state;

describe('the confirmation', () => {
  it('is the last thing, by the person', () => {
    expect(finish(atTheEnd())).toEqual({
      ok: false,
      error: { problems: [{ question: 'confirmation', code: 'missing' }] },
    });
    expect(answer(atTheEnd(), 'confirmation', false)).toEqual({ ok: false, error: { code: 'missing' } });
    expect(finish(must(answer(atTheEnd(), 'confirmation', true))).ok).toBe(true);
  });

  it('is asked again after any change', () => {
    const confirmed = must(answer(atTheEnd(), 'confirmation', true));
    const changed = must(answer(must(change(confirmed, 'nom-usage')), 'nom-usage', 'Nouveau'));
    expect(finish(back(changed)).ok).toBe(false);
  });

  it('is not taken while something before it is missing', () => {
    const hurt = {
      ...atTheEnd(),
      answers: { ...atTheEnd().answers, 'nom-famille': { state: 'skipped', help: 'seul' } },
    } as const;
    expect(answer(hurt, 'confirmation', true)).toEqual({ ok: false, error: { code: 'to-confirm' } });
  });

  it('of somebody who is helped "à la place" needs their own agreement, each time', () => {
    const inPlace = markHelp(atTheEnd(), 'a-la-place');
    expect(answer(inPlace, 'confirmation', true)).toEqual({ ok: false, error: { code: 'visitor-confirms' } });
    const agreed = must(answer(agreeToHelp(inPlace), 'confirmation', true));
    expect(must(finish(agreed))).toMatchObject({ help: 'a-la-place', helpAgreed: true });
    expect(finish(markHelp(agreed, 'a-la-place')).ok).toBe(false);
  });
});

describe('a helper', () => {
  it('is written down with every answer given beside them', () => {
    const helped = must(
      answer(must(change(markHelp(atTheEnd(), 'avec'), 'nom-usage')), 'nom-usage', 'Essai'),
    );
    const finished = must(finish(must(answer(back(helped), 'confirmation', true))));
    expect([finished.answers['nom-usage']?.help, finished.answers['nom-famille']?.help]).toEqual([
      'avec',
      'seul',
    ]);
    expect(finished.helpAgreed).toBe(false);
  });

  it.each(['avec', 'a-la-place'] as const)('is not shown sensitive answers again (%s)', (level) => {
    const state = markHelp(atTheEnd(), level);
    expect(lineOf(state, 'frein-famille')).toBe('masked');
    expect(lineOf(state, 'nir')).toBe('masked');
    expect(lineOf(state, 'nom-famille')).toBe('given');
    expect(JSON.stringify(recapitulation(state))).not.toContain('garde-enfant');
    expect(lineOf(markHelp(state, 'seul'), 'nir')).toBe('given');
  });
});

describe('somebody who wants to talk now', () => {
  it('is written down, keeps every answer, and can take it back', () => {
    const state = askToTalk(must(answer(atTheEnd(), 'confirmation', true)), true);
    expect(must(finish(state)).urgent).toBe(true);
    expect(must(finish(askToTalk(state, false))).urgent).toBe(false);
  });
});
