import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journey } from '../../../../main/domain/registration/journey.ts';
import { questionsOf } from '../../../../main/domain/registration/journey.ts';
import {
  agreeToHelp,
  answer,
  askToTalk,
  back,
  change,
  confirm,
  currentScreen,
  finish,
  markHelp,
  missing,
  next,
  prefill,
  progress,
  type RegistrationState,
  recapitulation,
  type StepProblem,
  shownScreens,
  skip,
  start,
} from '../../../../main/domain/registration/registration.ts';
import { journeyNamed, shipped } from '../../kiosk-config/journeys-shipped.ts';
import { someAnswer } from './some-answer.ts';
import { must, SLOTS, TODAY } from './walking.ts';

const JOURNEYS: readonly Journey[] = [
  journeyNamed('inscription'),
  journeyNamed('mise-a-jour'),
  ...[...shipped.sites.values()].flatMap((journeys) => [...journeys.values()]),
];

/** Something a person, a helper or a scanner does. `pick` chooses among what there is when it is done. */
interface Action {
  readonly what:
    | 'answer'
    | 'nonsense'
    | 'skip'
    | 'confirm'
    | 'next'
    | 'back'
    | 'change'
    | 'help'
    | 'agree'
    | 'talk'
    | 'scan';
  readonly pick: number;
}

const action: fc.Arbitrary<Action> = fc.record({
  what: fc.constantFrom(
    ...(['answer', 'answer', 'answer', 'answer', 'next', 'next', 'next', 'next'] as const),
    ...(['nonsense', 'skip', 'confirm', 'back', 'change', 'help', 'agree', 'talk', 'scan'] as const),
  ),
  pick: fc.nat({ max: 10_000 }),
});

const NONSENSE: readonly unknown[] = [
  '',
  'x'.repeat(20_000),
  null,
  undefined,
  {},
  [],
  '\u202e',
  99,
  ['rien'],
  { kind: 'appel' },
];

const READ = {
  'nom-famille': 'ESSAI',
  prenoms: 'JEANNE',
  'date-naissance': { year: 2009, month: 1, day: 2 },
  nationalite: 'autre',
  telephone: '0639981234',
};

function canBeCalled(state: RegistrationState): boolean {
  const asked = shownScreens(state).flatMap(({ questions }) => questions);
  return asked.every(({ question, answer: there }) => question.kind !== 'phone' || there?.state === 'given');
}

/** A value that passes, always the same for the same `pick`. */
function valueFor(
  state: RegistrationState,
  index: number,
  pick: number,
): { id: string; value: unknown } | undefined {
  const asked = currentScreen(state).questions[index];
  if (asked === undefined) return undefined;
  const values = someAnswer(asked.question, asked.choices, canBeCalled(state));
  if (values === undefined) return undefined;
  return { id: asked.question.id, value: fc.sample(values, { numRuns: 1, seed: pick })[0] };
}

function act(state: RegistrationState, { what, pick }: Action): RegistrationState {
  const { questions } = currentScreen(state);
  const asked = questions[pick % questions.length];
  const id = asked?.question.id ?? '';
  const or = (result: { ok: true; value: RegistrationState } | { ok: false }): RegistrationState =>
    result.ok ? result.value : state;
  switch (what) {
    case 'answer': {
      const given = valueFor(state, pick % questions.length, pick);
      return given === undefined ? state : or(answer(state, given.id, given.value));
    }
    case 'nonsense':
      return or(answer(state, id, NONSENSE[pick % NONSENSE.length]));
    case 'skip':
      return or(skip(state, id));
    case 'confirm':
      return or(confirm(state, id));
    case 'next':
      return or(next(state));
    case 'back':
      return back(state);
    case 'change': {
      const all = questionsOf(state.journey);
      return or(change(state, all[pick % all.length]?.id ?? ''));
    }
    case 'help':
      return markHelp(state, (['seul', 'avec', 'a-la-place'] as const)[pick % 3] ?? 'seul');
    case 'agree':
      return agreeToHelp(state);
    case 'talk':
      return askToTalk(state, pick % 2 === 0);
    case 'scan':
      return prefill(state, 'mrz', READ).state;
  }
}

/** Does what the screen says is wanted: confirms or answers that question. */
function mend(state: RegistrationState, { question, code }: StepProblem, pick: number): RegistrationState {
  if (code === 'to-confirm') return must(confirm(state, question));
  const index = currentScreen(state).questions.findIndex((asked) => asked.question.id === question);
  const given = valueFor(state, index, pick);
  if (given === undefined) throw new Error(`${question} is required and has no answer`);
  return must(answer(state, question, given.value));
}

/** Goes on from wherever somebody is, doing only what is wanted, to the very end. */
function finishFrom(from: RegistrationState): RegistrationState {
  let state = agreeToHelp(from);
  for (let turns = 0; turns < 600; turns += 1) {
    const gaps = missing(state);
    const here = new Set(currentScreen(state).questions.map(({ question }) => question.id));
    const gap = gaps.find(({ question }) => here.has(question));
    if (gaps.length === 0) return state;
    // The confirmation comes when nothing else is wanted; what is wanted elsewhere is reached from the end.
    if (gap?.question === 'confirmation' && gaps[0] !== gap)
      state = must(change(state, gaps[0]?.question ?? ''));
    else state = gap === undefined ? must(next(state)) : mend(state, gap, turns);
  }
  throw new Error(`stuck at ${state.at}: ${JSON.stringify(missing(state))}`);
}

describe.each(JOURNEYS.map((journey) => [`${journey.id} ${journey.site ?? ''}`, journey] as const))(
  'whatever is done in %s',
  (_name, journey) => {
    const begin = (): RegistrationState => start(journey, { today: TODAY, slots: SLOTS });

    it('a screen is shown, everything on it can be answered or passed, and the end can be reached', () => {
      fc.assert(
        fc.property(fc.array(action, { maxLength: 120, size: 'max' }), (actions) => {
          let state = begin();
          for (const one of actions) {
            const before = state;
            state = act(state, one);
            expect(shownScreens(state).some(({ screen }) => screen.id === state.at)).toBe(true);
            const { screenNumber, screens, blockNumber, blocks } = progress(state);
            expect(
              screenNumber >= 1 && screenNumber <= screens && blockNumber >= 1 && blockNumber <= blocks,
            ).toBe(true);
            // No question is without an answer that passes.
            for (const { question, choices } of currentScreen(state).questions) {
              if ('choices' in question) expect(choices.length).toBeGreaterThan(0);
            }
            // Nothing that somebody said is lost by any action, but the confirmation of the whole.
            for (const [id, former] of Object.entries(before.answers)) {
              if (former.state === 'given' && id !== 'confirmation') expect(state.answers[id]).toBeDefined();
            }
          }
          const end = finishFrom(state);
          const finished = must(finish(end));
          const shown = new Set(
            shownScreens(end).flatMap(({ questions }) => questions.map(({ question }) => question.id)),
          );
          // Hidden answers are left out at the end only.
          expect(Object.keys(finished.answers).filter((id) => !shown.has(id))).toEqual([]);
          expect(finished.answers['confirmation']?.value).toBe(true);
          const lines = recapitulation(end).flatMap((block) => block.lines);
          const said = [...Object.keys(finished.answers), ...finished.skipped].filter(
            (id) => id !== 'confirmation',
          );
          expect(lines.map(({ question }) => question).sort()).toEqual(said.sort());
        }),
        { numRuns: 60 },
      );
    });
  },
);
