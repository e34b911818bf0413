import type { Condition, Facts } from './condition.ts';
import { holds } from './condition.ts';

/**
 * The five ways an orientation can go (préfiguration report, 2023: L1386, L1387, L1400, L1404, L1406). Never a decision:
 * a proposition that the first interview confirms (L1389).
 */
export const OUTCOMES = [
  'orientation-directe',
  'giratoire',
  'entretien-immediat',
  'preference',
  'rsa-departement',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes that a rule can name. `preference` comes from the person alone. */
export const RULE_OUTCOMES = [
  'orientation-directe',
  'giratoire',
  'entretien-immediat',
  'rsa-departement',
] as const satisfies readonly Outcome[];

export interface OrientationRule {
  readonly id: string;
  readonly when: Condition | null;
  readonly outcome: (typeof RULE_OUTCOMES)[number];
  /** The structure proposed; `null` where somebody first has to talk with the person. */
  readonly destination: string | null;
  /** Names of `reasons` in the texts, in plain words. Never empty. */
  readonly reasons: readonly string[];
}

/** National rules with the complement of a territory, in the order they are tried: the first that applies is proposed. */
export interface OrientationRules {
  /** Version of the national rules, and of the complement where there is one: `2026-01+eure-et-loir-2026-02`. */
  readonly version: string;
  readonly rules: readonly OrientationRule[];
  /** The question in which the person says which structure they prefer, and its choices that are no structure. */
  readonly preference: { readonly question: string; readonly none: readonly string[] };
}

/** A proposition of orientation: what, why, under which rules, and what the person prefers. */
export interface Orientation {
  readonly outcome: Outcome;
  readonly destination: string | null;
  readonly reasons: readonly string[];
  /** The rule that applied. */
  readonly rule: string;
  /** What that rule proposes, whatever the person prefers. */
  readonly proposed: string | null;
  readonly version: string;
  /** The structure that the person named, recorded whatever the outcome. */
  readonly preference: string | null;
}

/** What applies where no rule does: somebody talks with the person (L1387). The checker proves that it is not needed. */
const NO_RULE: OrientationRule = {
  id: 'aucune-regle',
  when: null,
  outcome: 'giratoire',
  destination: null,
  reasons: ['reponses-manquantes'],
};

/** Outcomes that the person's preference can change. Urgency comes first; the RSA belongs to the département (L1406). */
const OPEN_TO_PREFERENCE: ReadonlySet<Outcome> = new Set(['orientation-directe', 'giratoire']);

/**
 * Proposes an orientation: exactly one of the five outcomes, for any answers. The first rule that applies is proposed; a
 * structure that the person prefers instead takes its place where that is theirs to choose, and is recorded everywhere.
 */
export function propose({ rules, version, preference }: OrientationRules, facts: Facts): Orientation {
  const rule = rules.find(({ when }) => holds(when, facts)) ?? NO_RULE;
  const named = facts.wordsOf(preference.question)?.find((word) => !preference.none.includes(word)) ?? null;
  const base = {
    rule: rule.id,
    proposed: rule.destination,
    version,
    preference: named,
  };
  if (named !== null && named !== rule.destination && OPEN_TO_PREFERENCE.has(rule.outcome)) {
    return { ...base, outcome: 'preference', destination: named, reasons: ['votre-choix', ...rule.reasons] };
  }
  return { ...base, outcome: rule.outcome, destination: rule.destination, reasons: rule.reasons };
}
