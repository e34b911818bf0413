import type { QuestionView } from './registration-view.ts';

/**
 * Where a question stands on a wide screen. `whole`: alone in its row. `half`, `third`: beside others as short as itself.
 * `tall`: at the start, beside two short ones that stand one above the other.
 */
export interface QuestionPlace {
  readonly share: 'whole' | 'half' | 'third' | 'tall';
  /** Nothing stands below it. */
  readonly last: boolean;
}

/** One question and nothing else. */
export const ALONE: QuestionPlace = { share: 'whole', last: true };

/** Kinds that one line answers, as wide as a name. */
const SHORT: ReadonlySet<QuestionView['kind']> = new Set([
  'text',
  'name',
  'number',
  'phone',
  'email',
  'nir',
  'iban',
]);

/** Buttons of countries that stand on one line beside another question. */
const SHORT_OFFER = 1;

/** A country that is chosen is one line, and so are a first one and "another"; more of them and looking for one take a list. */
function isShort(question: QuestionView): boolean {
  if (question.kind !== 'country') return SHORT.has(question.kind);
  return question.value !== null || question.first.length === SHORT_OFFER;
}

/** How many short questions follow each other from `from` on. */
function shortFrom(questions: readonly QuestionView[], from: number): number {
  const end = questions.findIndex((question, index) => index >= from && !isShort(question));
  return (end === -1 ? questions.length : end) - from;
}

/** The place of each question, in order: as few rows as keep every label whole. */
export function placesOf(questions: readonly QuestionView[]): readonly QuestionPlace[] {
  const places: QuestionPlace[] = [];
  while (places.length < questions.length) {
    const from = places.length;
    const question = questions[from];
    const add = (share: QuestionPlace['share'], count: number): void => {
      for (let index = 0; index < count; index += 1)
        places.push({ share, last: from + count === questions.length });
    };
    const short = shortFrom(questions, from);
    if (question?.kind === 'date' && shortFrom(questions, from + 1) === 2) {
      places.push({ share: 'tall', last: from + 3 === questions.length });
      places.push({ share: 'half', last: false });
      places.push({ share: 'half', last: from + 3 === questions.length });
    } else if (short === 3) add('third', 3);
    else if (short >= 2) add('half', 2);
    else add('whole', 1);
  }
  return places;
}
