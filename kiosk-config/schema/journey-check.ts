import { wordsOfQuestion } from '../../main/domain/registration/answer.ts';
import { type Atom, atomsOf, type Condition, holds } from '../../main/domain/registration/condition.ts';
import { isShownOnly, type Question, type Screen } from '../../main/domain/registration/journey.ts';
import { canHappen } from './journey-answer-space.ts';
import { type ComposedJourney, type Place, problemAt } from './journey-compose.ts';
import type { ConfigProblem } from './read-yaml.ts';

/** Kinds of question that not everybody can answer: required, they would shut people out. */
const NOT_FOR_EVERYBODY: ReadonlyMap<string, string> = new Map([
  ['nir', 'de numéro de sécurité sociale'],
  ['iban', 'de compte en banque'],
  ['phone', 'de téléphone'],
  ['email', 'de courriel'],
  ['document', 'ce papier'],
  ['postcode-city', "d'adresse"],
  ['text', 'la réponse'],
  ['number', 'la réponse'],
]);

/** What an atom can look at, at one place of the journey. */
interface View {
  readonly place: Place;
  /** Questions asked before. */
  readonly earlier: ReadonlyMap<string, Question>;
  readonly everywhere: ReadonlyMap<string, Question>;
}

function wrongAtom(atom: Atom, { earlier, everywhere }: View): string | undefined {
  if ('urgent' in atom) return `La condition « urgent » n'a de sens que pour l'orientation.`;
  if ('age' in atom) {
    const birth = [...earlier.values()].some(
      (question) => 'validate' in question && question.validate === 'birth-date',
    );
    return birth ? undefined : `L'âge n'est pas encore connu à cet endroit.`;
  }
  const question = earlier.get(atom.answer);
  if (question === undefined) {
    return everywhere.has(atom.answer)
      ? `La condition regarde « ${atom.answer} », qui n'est demandé que plus tard.`
      : `La condition regarde « ${atom.answer} », qui n'est pas demandé dans ce parcours.`;
  }
  return wrongWords(atom, question);
}

/** What is wrong with an atom that looks at `question`, apart from where. */
export function wrongWords(
  atom: Extract<Atom, { readonly answer: string }>,
  question: Question,
): string | undefined {
  if (isShownOnly(question)) return `« ${question.id} » n'a pas de réponse : on ne peut rien y regarder.`;
  const words = wordsOfQuestion(question);
  if ('in' in atom) {
    if (words === undefined)
      return `« ${question.id} » n'a pas de choix : on peut seulement regarder « given ».`;
    const wrong = atom.in.find((word) => !words.includes(word));
    return wrong === undefined
      ? undefined
      : `« ${wrong} » n'est pas une réponse possible à « ${question.id} ».`;
  }
  if (!('least' in atom)) return undefined;
  if (question.kind !== 'choices') return `« ${question.id} » n'a pas plusieurs réponses à compter.`;
  const most = question.choices.filter(({ alone }) => !alone).length;
  return atom.least > most ? `« ${question.id} » n'a que ${most} choix à cocher ensemble.` : undefined;
}

function checkCondition(condition: Condition | null, view: View): readonly ConfigProblem[] {
  return atomsOf(condition).flatMap((atom) => {
    const sentence = wrongAtom(atom, view);
    return sentence === undefined ? [] : [problemAt(view.place, sentence)];
  });
}

/** Conditions that look at something unknown, later or impossible. */
function checkConditions({
  journey,
  screens,
  asked,
  described,
  file,
}: ComposedJourney): readonly ConfigProblem[] {
  const nowhere = { file, line: 1 };
  const earlier = new Map<string, Question>();
  const all = journey.blocks.flatMap((block) => block.screens);
  const everywhere = new Map(
    all.flatMap(({ questions }) => questions.map((question) => [question.id, question])),
  );
  return all.flatMap((screen) => {
    const place = screens.get(screen.id) ?? nowhere;
    const problems = [...checkCondition(screen.when, { place, earlier, everywhere })];
    for (const question of screen.questions) {
      const here = asked.get(question.id) ?? place;
      problems.push(...checkCondition(question.when, { place: here, earlier, everywhere }));
      const there = described.get(question.id) ?? here;
      const conditions = 'choices' in question ? question.choices.map(({ when }) => when) : [];
      for (const when of conditions) {
        problems.push(...checkCondition(when, { place: there, earlier, everywhere }));
      }
      earlier.set(question.id, question);
    }
    return problems;
  });
}

/** Why something can never be asked, or nothing where it can. */
function unreachable(
  composed: ComposedJourney,
  conditions: readonly (Condition | null)[],
): string | undefined {
  if (conditions.every((condition) => condition === null)) return undefined;
  const happens = canHappen(composed.journey, conditions, (facts) =>
    conditions.every((condition) => holds(condition, facts)),
  );
  if (happens === undefined) return 'a une condition trop compliquée pour être vérifiée';
  return happens ? undefined : 'ne peut jamais apparaître';
}

function checkReach(composed: ComposedJourney, screen: Screen, place: Place): readonly ConfigProblem[] {
  const lost = unreachable(composed, [screen.when]);
  if (lost !== undefined) return [problemAt(place, `L'écran « ${screen.id} » ${lost}.`)];
  return screen.questions.flatMap((question) => {
    const here = composed.asked.get(question.id) ?? place;
    const gone = unreachable(composed, [screen.when, question.when]);
    if (gone !== undefined) return [problemAt(here, `La question « ${question.id} » ${gone}.`)];
    const there = composed.described.get(question.id) ?? here;
    const choices = 'choices' in question ? question.choices : [];
    return choices.flatMap(({ id, when }) => {
      const never = unreachable(composed, [screen.when, question.when, when]);
      return never === undefined
        ? []
        : [problemAt(there, `Le choix « ${id} » de « ${question.id} » ${never}.`)];
    });
  });
}

/** Whether a required question with choices can be left without any. */
function canRunOut(composed: ComposedJourney, screen: Screen, question: Question): boolean {
  if (!('choices' in question) || question.choices.some(({ when }) => when === null)) return false;
  const conditions = question.choices.map(({ when }) => when);
  const happens = canHappen(
    composed.journey,
    [screen.when, question.when, ...conditions],
    (facts) =>
      holds(screen.when, facts) &&
      holds(question.when, facts) &&
      conditions.every((condition) => !holds(condition, facts)),
  );
  return happens !== false;
}

function checkDeadEnds(composed: ComposedJourney, screen: Screen, place: Place): readonly ConfigProblem[] {
  if (screen.questions.length === 0)
    return [problemAt(place, `L'écran « ${screen.id} » ne pose aucune question.`)];
  return screen.questions.flatMap((question) => {
    const here = composed.asked.get(question.id) ?? place;
    if (!question.required) return [];
    const missing = NOT_FOR_EVERYBODY.get(question.kind);
    if (missing !== undefined) {
      const sentence = `Impasse : tout le monde n'a pas ${missing}, « ${question.id} » ne peut pas être obligatoire.`;
      return [problemAt(here, sentence)];
    }
    if (isShownOnly(question)) {
      return [
        problemAt(here, `Impasse : « ${question.id} » n'a pas de réponse et ne peut pas être obligatoire.`),
      ];
    }
    return canRunOut(composed, screen, question)
      ? [
          problemAt(
            here,
            `Impasse : « ${question.id} » est obligatoire et peut se retrouver sans aucun choix.`,
          ),
        ]
      : [];
  });
}

/** The end: the last screen is always there, shows the answers and asks for the person's own confirmation; nothing else does. */
function checkEnd({ journey, screens, file }: ComposedJourney): readonly ConfigProblem[] {
  const all = journey.blocks.flatMap((block) => block.screens);
  const last = all.at(-1);
  if (last === undefined) return [];
  const place = screens.get(last.id) ?? { file, line: 1 };
  const problems: ConfigProblem[] = [];
  if (last.when !== null) {
    problems.push(problemAt(place, `Impasse : le dernier écran « ${last.id} » doit toujours apparaître.`));
  }
  const recapitulates = last.questions.some(({ kind, when }) => kind === 'recapitulation' && when === null);
  const confirms = last.questions.some(
    ({ kind, when, required }) => kind === 'confirmation' && when === null && required,
  );
  if (!recapitulates || !confirms) {
    const sentence = `Impasse : le dernier écran « ${last.id} » doit montrer les réponses (recapitulation) et demander confirmation.`;
    problems.push(problemAt(place, sentence));
  }
  for (const screen of all.slice(0, -1)) {
    if (screen.questions.some(({ kind }) => kind === 'recapitulation' || kind === 'confirmation')) {
      const here = screens.get(screen.id) ?? place;
      problems.push(problemAt(here, `L'écran « ${screen.id} » confirme avant la fin du parcours.`));
    }
  }
  return problems;
}

function checkDocuments(composed: ComposedJourney, kinds: ReadonlySet<string>): readonly ConfigProblem[] {
  return composed.journey.blocks.flatMap(({ screens }) =>
    screens.flatMap(({ questions }) =>
      questions.flatMap((question) => {
        if (question.kind !== 'document') return [];
        const place = composed.described.get(question.id) ?? { file: composed.file, line: 1 };
        return question.documents
          .filter((kind) => !kinds.has(kind))
          .map((kind) =>
            problemAt(place, `Le papier « ${kind} » de « ${question.id} » n'est pas dans documents.yaml.`),
          );
      }),
    ),
  );
}

/**
 * Everything that would leave somebody stuck or ask in vain: conditions on nothing, screens that never come, required
 * questions that cannot be answered, an end without confirmation, papers that cannot be sent. Reachability is tried case
 * by case, and only where the conditions themselves are sound.
 */
export function checkJourney(
  composed: ComposedJourney,
  documentKinds: ReadonlySet<string>,
): readonly ConfigProblem[] {
  const conditions = checkConditions(composed);
  const sound = conditions.length === 0;
  const screens = composed.journey.blocks.flatMap((block) => block.screens);
  return [
    ...conditions,
    ...checkEnd(composed),
    ...checkDocuments(composed, documentKinds),
    ...screens.flatMap((screen) => {
      const place = composed.screens.get(screen.id) ?? { file: composed.file, line: 1 };
      return [
        ...(sound ? checkReach(composed, screen, place) : []),
        ...checkDeadEnds(composed, screen, place),
      ];
    }),
  ];
}
