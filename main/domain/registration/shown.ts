import type { AgeRange, CalendarDate } from '../identifiers/calendar-date.ts';
import { type Answer, type Answers, ageOf, type Slot, wordsOfValue } from './answer.ts';
import { type Facts, holds } from './condition.ts';
import type { Block, Choice, Journey, Question, Screen } from './journey.ts';

/** A question that is asked, given the answers before it. */
export interface ShownQuestion {
  readonly question: Question;
  /** Choices there are now; empty for questions without choices. */
  readonly choices: readonly Choice[];
  /** The answer that counts; nothing where there is none, or where its choice is not there any more. */
  readonly answer: Answer | undefined;
}

export interface ShownScreen {
  readonly block: Block;
  readonly screen: Screen;
  readonly questions: readonly ShownQuestion[];
}

/** Which questions are asked with the answers there are, and what conditions can look at. */
export interface Shown {
  readonly screens: readonly ShownScreen[];
  readonly facts: Facts;
  /** A telephone number was given, or none is asked because the service has one already. */
  readonly canBeCalled: boolean;
}

/** What the walk has met so far. */
interface Met {
  readonly slots: readonly Slot[];
  canBeCalled: boolean;
}

/** What counts of an answer now: a choice or a slot that is not there any more does not, nor a call without a number. */
function counting(
  question: Question,
  choices: readonly Choice[],
  answer: Answer | undefined,
  met: Met,
): Answer | undefined {
  if (answer?.state !== 'given') return answer;
  const { value } = answer;
  const there = (id: unknown): boolean => choices.some((choice) => choice.id === id);
  if (question.kind === 'choice') return there(value) ? answer : undefined;
  if (question.kind === 'choices' && Array.isArray(value)) {
    const left = value.filter(there);
    return left.length === 0 ? undefined : { ...answer, value: left };
  }
  if (question.kind !== 'appointment') return answer;
  const call = wordsOfValue(question, value).includes('appel');
  const slotLeft =
    typeof value !== 'object' || !('slot' in value) || met.slots.some(({ id }) => id === value.slot);
  return slotLeft && (!call || met.canBeCalled) ? answer : undefined;
}

/**
 * Walks the journey once, in order: whether a question is asked depends on answers before it only, and an answer to a
 * question that is not asked counts for nothing (it is kept, in case the person changes their mind back).
 */
export function shownWith(
  journey: Journey,
  answers: Answers,
  around: { readonly today: CalendarDate; readonly urgent: boolean; readonly slots: readonly Slot[] },
): Shown {
  const words = new Map<string, readonly string[]>();
  let age: AgeRange | undefined;
  const facts: Facts = {
    wordsOf: (question) => words.get(question),
    get age() {
      return age;
    },
    urgent: around.urgent,
  };
  const met: Met = { slots: around.slots, canBeCalled: true };
  const screens: ShownScreen[] = [];
  for (const block of journey.blocks) {
    for (const screen of block.screens) {
      if (!holds(screen.when, facts)) continue;
      const questions: ShownQuestion[] = [];
      for (const question of screen.questions) {
        if (!holds(question.when, facts)) continue;
        const choices =
          'choices' in question ? question.choices.filter((choice) => holds(choice.when, facts)) : [];
        const answer = counting(question, choices, answers[question.id], met);
        if (question.kind === 'phone') met.canBeCalled = answer?.state === 'given';
        questions.push({ question, choices, answer });
        if (answer?.state !== 'given') continue;
        words.set(question.id, wordsOfValue(question, answer.value));
        if ('validate' in question && question.validate === 'birth-date') {
          age = ageOf(answer.value, around.today);
        }
      }
      if (questions.length > 0) screens.push({ block, screen, questions });
    }
  }
  return { screens, facts, canBeCalled: met.canBeCalled };
}
