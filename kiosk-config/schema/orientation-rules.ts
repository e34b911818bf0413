import { z } from 'zod';
import { RULE_OUTCOMES } from '../../main/domain/registration/orientation.ts';
import { condition, name } from './journey-condition.ts';

/** `kiosk-config/orientation/national.yaml` and `territories/<territory>.yaml`. Propositions, never decisions. */

const rule = z
  .object({
    id: name,
    /** Always, where it is left out. */
    when: condition.optional(),
    outcome: z.enum(RULE_OUTCOMES),
    /** One of `destinations`; left out where somebody first has to talk with the person. */
    destination: name.optional(),
    /** Names of `reasons` in the texts of the journeys, in plain words. */
    reasons: z.array(name).min(1).max(4),
  })
  .strict();

const version = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,39}$/, 'ne peut contenir que a-z, 0-9, . et -');

export const nationalRules = z
  .object({
    version,
    since: z.iso.date(),
    source: z.string().trim().min(10).max(400),
    /** The journey whose answers the rules look at. */
    journey: name,
    destinations: z.array(name).min(1).max(30),
    /** The question of the person's preference, and its choices that name no structure. */
    preference: z.object({ question: name, none: z.array(name).min(1).max(5) }).strict(),
    /** Tried in this order; the first that applies is proposed. */
    rules: z.array(rule).min(1).max(60),
  })
  .strict();

export const territoryRules = z
  .object({
    id: name,
    version,
    since: z.iso.date(),
    /** The joint order of the president of the département and the préfet, or what stands for it. */
    source: z.string().trim().min(10).max(400),
    destinations: z.array(name).max(30).default([]),
    /** Each tried just before a national rule. */
    rules: z
      .array(z.object({ before: name, rule }).strict())
      .min(1)
      .max(40),
  })
  .strict();

export type NationalRules = z.infer<typeof nationalRules>;
export type TerritoryRules = z.infer<typeof territoryRules>;
export type RuleEntry = z.infer<typeof rule>;
