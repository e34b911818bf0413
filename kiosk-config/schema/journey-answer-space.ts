import type { AgeRange } from '../../main/domain/identifiers/calendar-date.ts';
import { wordsOfQuestion } from '../../main/domain/registration/answer.ts';
import {
  type Atom,
  atomsOf,
  type Condition,
  type Facts,
  holds,
} from '../../main/domain/registration/condition.ts';
import type { Choice, Journey, Question, Screen } from '../../main/domain/registration/journey.ts';

/**
 * Every case that conditions can tell apart, and no more: answers on which all conditions agree are one case. So a
 * finite number of cases stands for all answers there are, and a checker can try each of them.
 */

/** The words of one possible answer; nothing where the question is passed or not asked. */
export type Words = readonly string[] | undefined;

/** A question with the cases that the conditions in view tell apart. */
export interface Dimension {
  readonly question: string;
  readonly cases: readonly Words[];
}

/** Choices that something tells apart are tried in every combination up to so many; beyond, those alone that conditions name. */
const MOST_TOLD_APART = 12;

function subsets(items: readonly string[]): readonly string[][] {
  return items.reduce<string[][]>((all, item) => all.concat(all.map((set) => [...set, item])), [[]]);
}

/**
 * Every combination that may be told apart of choices that can be ticked together: those that conditions name or that are not
 * always there, and of the others how many.
 */
function combinations(
  together: readonly string[],
  named: ReadonlySet<string>,
  sometimes: ReadonlySet<string>,
): readonly string[][] {
  const all = together.filter((id) => named.has(id) || sometimes.has(id));
  const apart = all.length <= MOST_TOLD_APART ? all : together.filter((id) => named.has(id));
  const others = together.filter((id) => !apart.includes(id));
  return subsets(apart).flatMap((set) =>
    Array.from({ length: others.length + 1 }, (_, count) => [...set, ...others.slice(0, count)]),
  );
}

function possibleAnswers(
  question: Question,
  named: ReadonlySet<string>,
  sometimes: ReadonlySet<string>,
): readonly Words[] {
  switch (question.kind) {
    case 'choices': {
      const alone = question.choices.filter((choice) => choice.alone).map(({ id }) => id);
      const together = question.choices.filter((choice) => !choice.alone).map(({ id }) => id);
      return [
        undefined,
        ...alone.map((id) => [id]),
        ...combinations(together, named, sometimes).filter((set) => set.length > 0),
      ];
    }
    case 'document':
      return [
        undefined,
        ['plus-tard'],
        ['pas-ce-papier'],
        ...question.documents.map((kind) => ['joint', kind]),
      ];
    case 'confirmation':
    case 'recapitulation':
    case 'proposition':
      return [undefined];
    default: {
      const words = wordsOfQuestion(question);
      return words === undefined ? [undefined, []] : [undefined, ...words.map((word) => [word])];
    }
  }
}

function factsWith(words: ReadonlyMap<string, Words>, age: AgeRange | undefined, urgent: boolean): Facts {
  return { wordsOf: (question) => words.get(question), age, urgent };
}

/**
 * One of each sort of answer to `question` that `atoms` tell apart. A choice that is not always there is its own sort.
 *
 * @param answered Whether it is answered wherever it is asked; otherwise passing it is a case too.
 */
export function dimensionOf(question: Question, atoms: readonly Atom[], answered: boolean): Dimension {
  const mine = atoms.filter((atom) => 'answer' in atom && atom.answer === question.id);
  const named = new Set(mine.flatMap((atom) => ('in' in atom ? atom.in : [])));
  const sometimes = new Set(
    'choices' in question ? question.choices.flatMap(({ id, when }) => (when === null ? [] : [id])) : [],
  );
  const seen = new Map<string, Words>();
  for (const words of possibleAnswers(question, named, sometimes)) {
    if (words === undefined && answered) continue;
    const facts = factsWith(new Map([[question.id, words]]), undefined, false);
    const sort = JSON.stringify([
      mine.map((atom) => holds(atom, facts)),
      (words ?? []).filter((word) => sometimes.has(word)),
    ]);
    if (!seen.has(sort)) seen.set(sort, words);
  }
  return { question: question.id, cases: [...seen.values()] };
}

/** The ages that conditions tell apart: each side of each limit, astride it (an unknown day of birth), and unknown. */
export function agesOf(atoms: readonly Atom[]): readonly (AgeRange | undefined)[] {
  const limits = [
    ...new Set(
      atoms
        .flatMap((atom) => ('age' in atom ? [atom.age.from, atom.age.under] : []))
        .filter((limit) => limit !== undefined),
    ),
  ].sort((a, b) => a - b);
  if (limits.length === 0) return [undefined];
  const below = { least: 0, most: 0 };
  const exact = limits.map((limit) => ({ least: limit, most: limit }));
  const astride = limits.map((limit) => ({ least: Math.max(0, limit - 1), most: limit }));
  return [undefined, below, ...exact, ...astride];
}

/** A case: the words answered, the age, whether somebody asked to talk now. */
export interface Case {
  readonly words: ReadonlyMap<string, Words>;
  readonly facts: Facts;
}

/** How many cases there are. */
export function countCases(
  dimensions: readonly Dimension[],
  ages: readonly unknown[],
  urgencies: readonly boolean[],
): number {
  return dimensions.reduce((count, { cases }) => count * cases.length, ages.length * urgencies.length);
}

/** All cases, one after the other. */
export function* casesOf(
  dimensions: readonly Dimension[],
  ages: readonly (AgeRange | undefined)[],
  urgencies: readonly boolean[],
): Generator<Case> {
  const place = dimensions.map(() => 0);
  for (;;) {
    const words = new Map(
      dimensions.map(({ question, cases }, index) => [question, cases[place[index] ?? 0]] as const),
    );
    for (const age of ages) {
      for (const urgent of urgencies) yield { words, facts: factsWith(words, age, urgent) };
    }
    let index = 0;
    while (index < place.length) {
      const next = (place[index] ?? 0) + 1;
      if (next < (dimensions[index]?.cases.length ?? 0)) {
        place[index] = next;
        break;
      }
      place[index] = 0;
      index += 1;
    }
    if (index === place.length) return;
  }
}

/** More cases than this for one condition are more than staff can oversee, too. */
const MOST_CASES = 500_000;

interface Position {
  readonly screen: Screen;
  readonly question: Question;
}

function positionsOf(journey: Journey): readonly Position[] {
  return journey.blocks.flatMap((block) =>
    block.screens.flatMap((screen) => screen.questions.map((question) => ({ screen, question }))),
  );
}

/** The questions that decide whether `conditions` hold, those that decide whether these are asked, and so on; in order. */
function deciding(
  positions: readonly Position[],
  conditions: readonly (Condition | null)[],
): readonly Position[] {
  const wanted = new Set<string>();
  const open = conditions.flatMap(atomsOf);
  for (let atom = open.pop(); atom !== undefined; atom = open.pop()) {
    if (!('answer' in atom) || wanted.has(atom.answer)) continue;
    wanted.add(atom.answer);
    for (const { screen, question } of positions) {
      if (question.id !== atom.answer) continue;
      open.push(...atomsOf(screen.when), ...atomsOf(question.when));
      if ('choices' in question) open.push(...question.choices.flatMap(({ when }) => atomsOf(when)));
    }
  }
  return positions.filter(({ question }) => wanted.has(question.id));
}

function conditionsAt({ screen, question }: Position): readonly (Condition | null)[] {
  return [
    screen.when,
    question.when,
    ...('choices' in question ? question.choices.map(({ when }) => when) : []),
  ];
}

function choicesThere(choices: readonly Choice[], words: readonly string[], facts: Facts): readonly string[] {
  return words.filter((word) => choices.some((choice) => choice.id === word && holds(choice.when, facts)));
}

/**
 * What a person who answers as in `chosen` makes true, when questions that are not asked count for nothing. Nothing where
 * nobody can answer so: a required question would be left with a choice that is not there.
 */
function factsAlong(positions: readonly Position[], chosen: Case): Facts | undefined {
  const words = new Map<string, Words>();
  const facts = factsWith(words, chosen.facts.age, chosen.facts.urgent);
  for (const { screen, question } of positions) {
    if (!holds(screen.when, facts) || !holds(question.when, facts)) continue;
    const said = chosen.words.get(question.id);
    if (said === undefined) continue;
    const left = 'choices' in question ? choicesThere(question.choices, said, facts) : said;
    if (said.length === 0 || left.length > 0) words.set(question.id, left);
    else if (question.required) return undefined;
  }
  return facts;
}

/**
 * Whether some answers along `journey` make `wanted` true. `conditions` are those that `wanted` looks at. Nothing where
 * there are too many cases to say.
 */
export function canHappen(
  journey: Journey,
  conditions: readonly (Condition | null)[],
  wanted: (facts: Facts) => boolean,
): boolean | undefined {
  const positions = deciding(positionsOf(journey), conditions);
  const atoms = [...conditions, ...positions.flatMap(conditionsAt)].flatMap(atomsOf);
  const dimensions = positions.map(({ question }) => dimensionOf(question, atoms, question.required));
  const ages = agesOf(atoms);
  const urgencies = [false];
  if (countCases(dimensions, ages, urgencies) > MOST_CASES) return undefined;
  for (const chosen of casesOf(dimensions, ages, urgencies)) {
    const facts = factsAlong(positions, chosen);
    if (facts !== undefined && wanted(facts)) return true;
  }
  return false;
}
