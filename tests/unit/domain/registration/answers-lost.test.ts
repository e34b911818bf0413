import { describe, expect, it } from 'vitest';
import {
  answer,
  back,
  change,
  currentScreen,
  finish,
  missing,
  next,
  prefill,
  progress,
  type RegistrationState,
  recapitulation,
  shownScreens,
  skip,
  start,
} from '../../../../main/domain/registration/registration.ts';
import { journeyNamed } from '../../kiosk-config/journeys-shipped.ts';
import { JEANNE, NOTHING_BUT_A_NAME, PAUL } from './experts.ts';
import { must, SLOTS, TODAY, walk } from './walking.ts';

const REGISTRATION = journeyNamed('inscription');
const UPDATE = journeyNamed('mise-a-jour');

/** Back to the recapitulation, change one answer, and on. */
function changed(state: RegistrationState, question: string, value: unknown): RegistrationState {
  return must(answer(must(change(state, question)), question, value));
}

function asked(state: RegistrationState): string[] {
  return shownScreens(state).map(({ screen }) => screen.id);
}

describe('an answer', () => {
  it('is still there after going all the way back', () => {
    const { state, screens } = walk(REGISTRATION, JEANNE);
    let there = state;
    for (let turns = 0; turns < screens.length; turns += 1) there = back(there);
    expect(there.at).toBe('pour-qui');
    expect(back(there)).toBe(there);
    expect(there.answers).toEqual(state.answers);
  });

  it('stays when a new one is refused', () => {
    const { state } = walk(REGISTRATION, JEANNE);
    const there = must(change(state, 'telephone'));
    expect(answer(there, 'telephone', 'n’importe quoi')).toEqual({
      ok: false,
      error: { code: 'phone-not-understood' },
    });
    expect(there.answers['telephone']).toMatchObject({ value: '+33639981234' });
  });

  it('is kept while its question is hidden, comes back with it, and is left out at the end where it is not', () => {
    const { state } = walk(REGISTRATION, JEANNE);
    const without = must(next(changed(state, 'coups-de-pouce', ['rien'])));
    expect(asked(without)).not.toContain('aide-famille');
    expect(without.answers['frein-famille']).toBeDefined();
    expect(missing(without)).toEqual([{ question: 'confirmation', code: 'missing' }]);
    const finished = must(finish(must(answer(without, 'confirmation', true))));
    expect(finished.answers['frein-famille']).toBeUndefined();
    expect(finished.skipped).not.toContain('frein-famille');

    const again = must(next(changed(without, 'coups-de-pouce', ['famille', 'argent'])));
    expect(again.at).toBe('aide-argent');
    const returned = must(next(again));
    expect(returned.at).toBe('fin');
    expect(
      must(finish(must(answer(returned, 'confirmation', true)))).answers['frein-famille']?.value,
    ).toEqual(['garde-enfant']);
  });

  it('of a choice that is not there any more does not count, and is asked again', () => {
    const { state } = walk(REGISTRATION, JEANNE);
    const without = must(skip(must(change(state, 'telephone')), 'telephone'));
    expect(missing(without)).toContainEqual({ question: 'canal-lu', code: 'missing' });
    expect(next(without)).toEqual({
      ok: false,
      error: { problems: [{ question: 'canal-lu', code: 'missing' }] },
    });
  });

  it('to a question of another screen is not taken', () => {
    const state = start(REGISTRATION, { today: TODAY });
    expect(answer(state, 'nom-famille', 'Essai')).toEqual({ ok: false, error: { code: 'not-asked-now' } });
    expect(answer(state, 'frein-sante', ['moral'])).toEqual({ ok: false, error: { code: 'not-asked-now' } });
    expect(answer(state, '__proto__', 'moi')).toEqual({ ok: false, error: { code: 'not-asked-now' } });
    expect(skip(state, 'pour-qui')).toEqual({ ok: false, error: { code: 'cannot-skip' } });
  });

  it('of a machine is refused in a shape that no screen sends', () => {
    const { state } = walk(REGISTRATION, JEANNE);
    const work = must(change(state, 'coups-de-pouce'));
    const code = (value: unknown): unknown => {
      const result = answer(work, 'coups-de-pouce', value);
      return result.ok ? 'taken' : result.error.code;
    };
    expect(code(['rien', 'sante'])).toBe('choice-alone');
    expect(code(['sante', 'sante', 'argent'])).toBe('taken');
    expect(code(['sante', 'voiture'])).toBe('choice-unknown');
    expect(code([])).toBe('missing');
    expect(code('sante')).toBe('not-understood');
    expect(code(Array.from({ length: 1_000 }, () => 'sante'))).toBe('not-understood');
  });
});

describe('the way', () => {
  it('is three blocks for a registration, and says where one is', () => {
    const state = start(REGISTRATION, { today: TODAY });
    expect(progress(state)).toMatchObject({ block: 'vous', blockNumber: 1, blocks: 3, screenNumber: 1 });
    const { state: end } = walk(REGISTRATION, JEANNE);
    const there = progress(end);
    expect(there).toMatchObject({ block: 'documents', blockNumber: 3 });
    expect(there.screenNumber).toBe(there.screens);
  });

  it('goes from a change straight back to the recapitulation, or over what the change opened', () => {
    const { state } = walk(REGISTRATION, JEANNE);
    expect(must(next(changed(state, 'nom-famille', 'Autre-Essai'))).at).toBe('fin');
    expect(back(must(change(state, 'nom-famille'))).at).toBe('fin');
    const minor = changed(state, 'date-naissance', { year: 2010, month: 5, day: 1 });
    expect(must(next(minor)).at).toBe('responsable');
  });

  it('only changes from the recapitulation', () => {
    const state = start(REGISTRATION, { today: TODAY });
    expect(change(state, 'pour-qui')).toEqual({ ok: false, error: { code: 'not-asked-now' } });
    const { state: end } = walk(REGISTRATION, JEANNE);
    expect(change(end, 'recapitulation').ok).toBe(false);
    expect(change(end, 'frein-sante').ok).toBe(false);
  });

  it('stays on a screen with what is missing, named by question', () => {
    const state = start(UPDATE, { today: TODAY });
    const identity = must(next(state));
    expect(next(identity)).toEqual({
      ok: false,
      error: { problems: [{ question: 'nom-famille', code: 'missing' }] },
    });
  });
});

describe('nobody is shut out', () => {
  it('without papers, address, telephone or age', () => {
    const { state, screens } = walk(REGISTRATION, NOTHING_BUT_A_NAME);
    const finished = must(finish(state));
    expect(screens).toContain('responsable');
    expect(screens).not.toContain('doc-titre-sejour');
    expect(screens).not.toContain('doc-domicile');
    expect(finished.answers['rendez-vous']?.value).toEqual({ kind: 'accueil' });
    expect(finished.skipped).toContain('telephone');
  });

  it('who answers for somebody who is not there', () => {
    const script = { ...JEANNE, 'pour-qui': 'conjoint', 'presence-personne': 'absente' };
    expect(must(finish(walk(REGISTRATION, script).state)).answers['presence-personne']?.value).toBe(
      'absente',
    );
  });

  it('who does not know the date of birth at all', () => {
    const script = { ...JEANNE, 'date-naissance': { year: null, month: null, day: null } };
    const { screens, state } = walk(REGISTRATION, script);
    expect(screens).not.toContain('responsable');
    must(finish(state));
  });

  it('who shows a residence permit first: it is not asked again', () => {
    const script = {
      ...JEANNE,
      'piece-identite': { state: 'joint', document: 'titre-sejour', files: ['titre-1.pdf'] },
      nationalite: 'autre',
      'pays-nationalite': 'BR',
      'situation-sejour': 'titre-valable',
    };
    expect(walk(REGISTRATION, script).screens).not.toContain('doc-titre-sejour');
    const later = {
      ...script,
      'piece-identite': { state: 'plus-tard' },
      'doc-titre-sejour': { state: 'plus-tard' },
    };
    expect(walk(REGISTRATION, later).screens).toContain('doc-titre-sejour');
  });
});

describe('a rendez-vous', () => {
  const code = (state: RegistrationState, value: unknown): unknown => {
    const result = answer(state, 'rendez-vous', value);
    return result.ok ? result.value.answers['rendez-vous'] : result.error.code;
  };

  it('by telephone needs a number, where numbers are asked for', () => {
    const { state } = walk(REGISTRATION, NOTHING_BUT_A_NAME);
    expect(code(must(change(state, 'rendez-vous')), { kind: 'appel' })).toBe('call-needs-phone');
    // In an update the service has a number already, unless the person says it changed.
    const known = must(change(walk(UPDATE, PAUL).state, 'rendez-vous'));
    expect(code(known, { kind: 'appel' })).toMatchObject({ value: { kind: 'appel' } });
  });

  it('by telephone is asked again when the number goes', () => {
    const { state } = walk(REGISTRATION, { ...JEANNE, 'rendez-vous': { kind: 'appel' } });
    const without = must(
      answer(must(skip(must(change(state, 'telephone')), 'telephone')), 'canal-lu', 'courrier'),
    );
    expect(missing(without)).toContainEqual({ question: 'rendez-vous', code: 'missing' });
  });

  it('is one of those offered, and not one that is gone', () => {
    const { state } = walk(REGISTRATION, JEANNE);
    const there = must(change(state, 'rendez-vous'));
    expect(code(there, { kind: 'creneau', slot: 'creneau-9' })).toBe('slot-gone');
    expect(missing({ ...state, slots: SLOTS.slice(1) })).toContainEqual({
      question: 'rendez-vous',
      code: 'missing',
    });
  });
});

describe('a paper', () => {
  it('is one of those asked for, with its files', () => {
    const state = must(next(must(answer(start(REGISTRATION, { today: TODAY }), 'pour-qui', 'moi'))));
    const code = (value: unknown): unknown => {
      const result = answer(state, 'piece-identite', value);
      return result.ok ? 'taken' : result.error.code;
    };
    expect(currentScreen(state).screen.id).toBe('piece-identite');
    expect(code({ state: 'joint', document: 'titre-sejour', files: ['a-1.pdf'] })).toBe('taken');
    expect(code({ state: 'joint', document: 'cv', files: ['a-1.pdf'] })).toBe('document-unknown');
    expect(code({ state: 'joint', document: 'titre-sejour', files: [] })).toBe('missing');
    expect(code({ state: 'joint', document: 'titre-sejour', files: ['../../etc/passwd'] })).toBe(
      'document-unknown',
    );
    expect(code({ state: 'perdu' })).toBe('not-understood');
  });
});

describe('what a document says', () => {
  const begin = must(next(must(answer(start(REGISTRATION, { today: TODAY }), 'pour-qui', 'moi'))));
  const VALUES = {
    'nom-famille': 'ESSAI',
    prenoms: 'JEANNE',
    telephone: '0639981234',
    'date-naissance': 'hier',
  };

  it('is put in where it may be, checked, and waits for the person', () => {
    const { state, taken } = prefill(begin, 'mrz', VALUES);
    // Not the telephone, which no document may give; not the date, which is none.
    expect(taken).toEqual(['nom-famille', 'prenoms']);
    const name = must(next(state));
    expect(next(name)).toEqual({
      ok: false,
      error: {
        problems: [
          { question: 'nom-famille', code: 'to-confirm' },
          { question: 'prenoms', code: 'to-confirm' },
        ],
      },
    });
    const corrected = must(answer(name, 'nom-famille', 'Essai'));
    expect(corrected.answers['nom-famille']).toMatchObject({ provenance: 'typed', confirmed: true });
  });

  it('never takes the place of what the person said or passed', () => {
    const name = must(answer(must(next(begin)), 'nom-famille', 'Autre'));
    const passed = must(skip(name, 'prenoms'));
    expect(prefill(passed, 'mrz', VALUES).taken).toEqual([]);
    expect(recapitulation(passed)[0]?.lines.find(({ question }) => question === 'nom-famille')).toMatchObject(
      {
        value: 'Autre',
      },
    );
  });

  it('may be read again better', () => {
    const first = prefill(begin, 'mrz', { 'nom-famille': 'ESSA' }).state;
    expect(prefill(first, '2d-doc', { 'nom-famille': 'ESSAI' }).state.answers['nom-famille']).toMatchObject({
      value: 'ESSAI',
      provenance: '2d-doc',
    });
  });
});
