import type { AgeRange } from '../identifiers/calendar-date.ts';

/**
 * When something is asked, shown or proposed. A closed little language, so that a checker can try every case:
 * `{ answer, in }` one of these words was answered; `{ answer, least }` at least so many choices were ticked;
 * `{ answer, given }` it was (not) answered; `{ age }` whole years, from … and under …; `{ urgent }` somebody asked to talk now.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly answer: string; readonly in: readonly string[] }
  | { readonly answer: string; readonly least: number }
  | { readonly answer: string; readonly given: boolean }
  | { readonly age: { readonly from?: number | undefined; readonly under?: number | undefined } }
  | { readonly urgent: true };

/** Parts of a condition that look at something; the rest only joins them. */
export type Atom = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }
>;

/** What a condition can look at. */
export interface Facts {
  /**
   * The words of an answer that counts: the choice, the choices ticked, the kind of address, the state of a document.
   * Empty for an answer that has no such word (a typed one); nothing where there is no answer or it is not asked.
   */
  wordsOf(question: string): readonly string[] | undefined;
  /** Nothing where the age is not known. */
  readonly age: AgeRange | undefined;
  readonly urgent: boolean;
}

function atomHolds(atom: Atom, facts: Facts): boolean {
  if ('urgent' in atom) return facts.urgent;
  if ('age' in atom) {
    const { age } = facts;
    // An age that is not certain fulfils neither: the person is not sorted by a guess.
    if (age === undefined) return false;
    const { from = 0, under = Number.POSITIVE_INFINITY } = atom.age;
    return age.least >= from && age.most < under;
  }
  const words = facts.wordsOf(atom.answer);
  if ('given' in atom) return (words !== undefined) === atom.given;
  if (words === undefined) return false;
  return 'in' in atom ? words.some((word) => atom.in.includes(word)) : words.length >= atom.least;
}

/** Whether `condition` is fulfilled; `null` always is. */
export function holds(condition: Condition | null, facts: Facts): boolean {
  if (condition === null) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  return atomHolds(condition, facts);
}

/** Everything that a condition looks at, in the order it is written. */
export function atomsOf(condition: Condition | null): readonly Atom[] {
  if (condition === null) return [];
  if ('all' in condition) return condition.all.flatMap(atomsOf);
  if ('any' in condition) return condition.any.flatMap(atomsOf);
  if ('not' in condition) return atomsOf(condition.not);
  return [condition];
}
