import type { Journey, Question } from '../../../../main/domain/registration/journey.ts';
import {
  answer,
  confirm,
  currentScreen,
  next,
  prefill,
  type RegistrationState,
  start,
} from '../../../../main/domain/registration/registration.ts';

export const TODAY = { year: 2026, month: 3, day: 16 };

export const SLOTS = [
  { id: 'creneau-1', startsAt: '2026-03-19T09:30:00+01:00', place: 'Agence d’essai' },
  { id: 'creneau-2', startsAt: '2026-03-20T14:00:00+01:00', place: 'Agence d’essai' },
];

/** The value of a success; a failure of what a test takes for granted stops it, saying why. */
export function must<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

/** What somebody would answer, by question. What is not there is passed. */
export type Script = Readonly<Record<string, unknown>>;

/** What a walk came to, and what it took. */
export interface Walk {
  readonly state: RegistrationState;
  /** The screens seen, in order. */
  readonly screens: readonly string[];
  readonly steps: number;
}

function fieldsOf(value: unknown): number {
  return typeof value === 'object' && value !== null
    ? Object.values(value).filter((part) => part !== null && part !== '').length
    : 1;
}

/**
 * Steps that an answer takes: one for each touch of a choice or a button, one for each field filled in, however many
 * keys. A paper that is here: the choice and the scan; leaving the screen keeps it. A slot: the choice and the slot.
 */
function stepsFor(question: Question, value: unknown): number {
  switch (question.kind) {
    case 'choices':
      return Array.isArray(value) ? value.length : 1;
    case 'document':
      return typeof value === 'object' && value !== null && Reflect.get(value, 'state') === 'joint' ? 2 : 1;
    case 'date':
    case 'address':
    case 'postcode-city':
    case 'appointment':
      return fieldsOf(value);
    default:
      return 1;
  }
}

/** What a document says when it is scanned at a question. */
export interface ReadFrom {
  readonly question: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Walks a journey from its first to its last screen as `script` says; a screen that cannot be left is an error. */
export function walk(journey: Journey, script: Script, read?: ReadFrom): Walk {
  let state = start(journey, { today: TODAY, slots: SLOTS });
  let steps = 0;
  const screens: string[] = [];
  for (let turns = 0; turns < 200; turns += 1) {
    const { screen } = currentScreen(state);
    screens.push(screen.id);
    for (let index = 0; ; index += 1) {
      // Questions come and go with the answers before them on the same screen.
      const asked = currentScreen(state).questions[index];
      if (asked === undefined) break;
      const { question } = asked;
      if (asked.answer?.state === 'given' && !asked.answer.confirmed) {
        state = must(confirm(state, question.id));
        steps += 1;
      } else if (Object.hasOwn(script, question.id)) {
        state = must(answer(state, question.id, script[question.id]));
        steps += stepsFor(question, script[question.id]);
      }
      if (read?.question === question.id) state = prefill(state, 'mrz', read.values).state;
    }
    const left = must(next(state));
    if (left.at === state.at) return { state: left, screens, steps };
    state = left;
    steps += 1;
  }
  throw new Error('the journey has no end');
}
