import { atomsOf, holds } from '../../main/domain/registration/condition.ts';
import { type Journey, type Question, questionsOf } from '../../main/domain/registration/journey.ts';
import {
  type OrientationRule,
  type OrientationRules,
  OUTCOMES,
  type Outcome,
  propose,
} from '../../main/domain/registration/orientation.ts';
import { agesOf, type Case, casesOf, countCases, dimensionOf } from './journey-answer-space.ts';
import { wrongWords } from './journey-check.ts';
import { type Place, problemAt, type Source } from './journey-compose.ts';
import type { NationalRules, RuleEntry, TerritoryRules } from './orientation-rules.ts';
import type { ConfigProblem } from './read-yaml.ts';

/** More cases than this take minutes to try, and rules that need them are more than anybody can oversee. */
const MOST_CASES = 2_000_000;

const URGENCIES = [false, true];

/** What the territory must leave as it is: urgency, and the RSA, which belongs to the département (L1406). */
const UNTOUCHED: ReadonlySet<Outcome> = new Set(['entretien-immediat', 'rsa-departement']);

/** Rules put together, with the place of each. */
export interface ComposedRules {
  readonly rules: OrientationRules;
  readonly places: ReadonlyMap<string, Place>;
  readonly destinations: ReadonlySet<string>;
  readonly file: string;
}

/** What trying every case came to. */
export interface OrientationProof {
  readonly cases: number;
  readonly problems: readonly ConfigProblem[];
}

function ruleOf(entry: RuleEntry): OrientationRule {
  return {
    id: entry.id,
    when: entry.when ?? null,
    outcome: entry.outcome,
    destination: entry.destination ?? null,
    reasons: entry.reasons,
  };
}

/** The national rules, and the complement of a territory in its places; `problems` gets what does not fit together. */
export function composeRules(
  national: Source<NationalRules>,
  territory: Source<TerritoryRules> | undefined,
  problems: ConfigProblem[],
): ComposedRules {
  const places = new Map<string, Place>();
  const rules: OrientationRule[] = [];
  const add = (at: number, entry: RuleEntry, place: Place): void => {
    if (places.has(entry.id)) problems.push(problemAt(place, `La règle « ${entry.id} » existe deux fois.`));
    places.set(entry.id, place);
    rules.splice(at, 0, ruleOf(entry));
  };
  for (const [index, entry] of national.value.rules.entries()) {
    add(index, entry, { file: national.file, line: national.lineOf(['rules', index]) });
  }
  for (const [index, { before, rule }] of (territory?.value.rules ?? []).entries()) {
    if (territory === undefined) break;
    const place = { file: territory.file, line: territory.lineOf(['rules', index]) };
    const at = rules.findIndex(({ id }) => id === before);
    if (at === -1) problems.push(problemAt(place, `La règle « ${before} » n'existe pas.`));
    else add(at, rule, place);
  }
  const version =
    territory === undefined
      ? national.value.version
      : `${national.value.version}+${territory.value.id}-${territory.value.version}`;
  return {
    rules: { version, rules, preference: national.value.preference },
    places,
    destinations: new Set([...national.value.destinations, ...(territory?.value.destinations ?? [])]),
    file: territory?.file ?? national.file,
  };
}

/** What is wrong with single rules: questions that are not asked, words that are no answers, unknown structures. */
function checkRules(
  { rules, places, destinations, file }: ComposedRules,
  journey: Journey,
): readonly ConfigProblem[] {
  const questions = new Map(questionsOf(journey).map((question) => [question.id, question]));
  const hasAge = [...questions.values()].some(
    (question) => 'validate' in question && question.validate === 'birth-date',
  );
  return rules.rules.flatMap((rule) => {
    const place = places.get(rule.id) ?? { file, line: 1 };
    const sentences: string[] = [];
    for (const atom of atomsOf(rule.when)) {
      if ('age' in atom && !hasAge)
        sentences.push(`La règle « ${rule.id} » regarde l'âge, qui n'est pas demandé.`);
      if (!('answer' in atom)) continue;
      if (atom.answer === rules.preference.question) {
        sentences.push(
          `La règle « ${rule.id} » regarde la préférence, qui ne vient qu'après la proposition.`,
        );
      }
      const question = questions.get(atom.answer);
      const wrong =
        question === undefined
          ? `La règle « ${rule.id} » regarde « ${atom.answer} », qui n'est pas demandé dans le parcours.`
          : wrongWords(atom, question);
      if (wrong !== undefined) sentences.push(wrong);
    }
    if (rule.destination !== null && !destinations.has(rule.destination)) {
      sentences.push(`La destination « ${rule.destination} » n'existe pas.`);
    }
    if (rule.outcome === 'orientation-directe' && rule.destination === null) {
      sentences.push(`La règle « ${rule.id} » propose une orientation sans dire vers qui (destination).`);
    }
    return sentences.map((sentence) => problemAt(place, sentence));
  });
}

/** The preference is asked, and its choices are structures that the rules know. */
function checkPreference(
  { rules, destinations, file }: ComposedRules,
  questions: ReadonlyMap<string, Question>,
): readonly ConfigProblem[] {
  const question = questions.get(rules.preference.question);
  const place = { file, line: 1 };
  if (question === undefined || question.kind !== 'choice') {
    return [problemAt(place, `La question de préférence « ${rules.preference.question} » n'est pas posée.`)];
  }
  const choices = question.choices.map(({ id }) => id);
  return [
    ...rules.preference.none
      .filter((id) => !choices.includes(id))
      .map((id) => problemAt(place, `« ${id} » n'est pas un choix de « ${question.id} ».`)),
    ...choices
      .filter((id) => !destinations.has(id) && !rules.preference.none.includes(id))
      .map((id) => problemAt(place, `Le choix « ${id} » de « ${question.id} » n'est pas une destination.`)),
  ];
}

/** A case in words, so that somebody can see what is missing. */
function describe({ words, facts }: Case): string {
  const answers = [...words].map(([question, said]) => `${question} : ${said?.join(', ') ?? 'sans réponse'}`);
  const age = facts.age === undefined ? 'âge inconnu' : `âge de ${facts.age.least} à ${facts.age.most} ans`;
  return [...answers, age, ...(facts.urgent ? ['urgence'] : [])].join(' ; ');
}

/** What is wrong with the rules as they are written, for a journey; the cases are not tried. */
export function checkOrientation(composed: ComposedRules, journey: Journey): readonly ConfigProblem[] {
  const questions = new Map(questionsOf(journey).map((question) => [question.id, question]));
  return [...checkRules(composed, journey), ...checkPreference(composed, questions)];
}

/**
 * Proves, by trying every case that the conditions can tell apart, that each has exactly one of the five outcomes by some
 * rule, that every rule and every outcome comes up, and that a territory leaves urgency and RSA as the nation has them.
 */
export function proveOrientation(
  composed: ComposedRules,
  journey: Journey,
  national: OrientationRules | undefined,
): OrientationProof {
  const wrong = checkOrientation(composed, journey);
  if (wrong.length > 0) return { cases: 0, problems: wrong };

  const questions = new Map(questionsOf(journey).map((question) => [question.id, question]));
  const { rules, places, file } = composed;
  const nowhere = { file, line: 1 };
  const atoms = rules.rules.flatMap(({ when }) => atomsOf(when));
  const asked = new Set(atoms.flatMap((atom) => ('answer' in atom ? [atom.answer] : [])));
  const dimensions = [...questions.values()]
    .filter(({ id }) => asked.has(id))
    .map((question) => dimensionOf(question, atoms, false));
  const ages = agesOf(atoms);
  const cases = countCases(dimensions, ages, URGENCIES);
  if (cases > MOST_CASES) {
    const sentence = `Les règles distinguent ${cases} cas : trop pour les essayer tous (au plus ${MOST_CASES}).`;
    return { cases, problems: [problemAt(nowhere, sentence)] };
  }

  const problems = new Map<string, ConfigProblem>();
  const applied = new Map<string, OrientationRule>();
  for (const chosen of casesOf(dimensions, ages, URGENCIES)) {
    const rule = rules.rules.find(({ when }) => holds(when, chosen.facts));
    if (rule === undefined) {
      if (problems.has('none')) continue;
      problems.set('none', problemAt(nowhere, `Aucune règle ne s'applique à ce cas : ${describe(chosen)}.`));
      continue;
    }
    applied.set(rule.id, rule);
    const before = national?.rules.find(({ when }) => holds(when, chosen.facts));
    if (before === undefined || before.outcome === rule.outcome) continue;
    if (UNTOUCHED.has(before.outcome) || UNTOUCHED.has(rule.outcome)) {
      const sentence = `La règle « ${rule.id} » change l'urgence ou le RSA, ce qu'un territoire ne peut pas faire.`;
      problems.set(rule.id, problemAt(places.get(rule.id) ?? nowhere, sentence));
    }
  }
  for (const { id } of rules.rules) {
    if (applied.has(id) || problems.has('none')) continue;
    const sentence = `La règle « ${id} » ne s'applique jamais : une autre passe toujours avant.`;
    problems.set(`never ${id}`, problemAt(places.get(id) ?? nowhere, sentence));
  }
  const outcomes = outcomesOf([...applied.values()], rules, questions);
  for (const outcome of OUTCOMES) {
    if (!outcomes.has(outcome))
      problems.set(outcome, problemAt(nowhere, `Aucun cas ne mène à « ${outcome} ».`));
  }
  return { cases, problems: [...problems.values()] };
}

/** The outcomes of every rule with every preference: what is proposed depends on nothing else. */
function outcomesOf(
  applied: readonly OrientationRule[],
  rules: OrientationRules,
  questions: ReadonlyMap<string, Question>,
): ReadonlySet<Outcome> {
  const question = questions.get(rules.preference.question);
  const preferences =
    question !== undefined && 'choices' in question ? question.choices.map(({ id }) => [id]) : [];
  return new Set(
    applied.flatMap((rule) =>
      [undefined, ...preferences].map((named) => {
        const facts = { wordsOf: () => named, age: undefined, urgent: false };
        return propose({ ...rules, rules: [{ ...rule, when: null }] }, facts).outcome;
      }),
    ),
  );
}
