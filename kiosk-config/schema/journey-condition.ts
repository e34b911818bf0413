import { z } from 'zod';
import type { Condition } from '../../main/domain/registration/condition.ts';

/** Names that staff and adviser read: French words, small letters, digits and hyphens. */
export const name = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'ne peut contenir que a-z, 0-9 et -');

/** As deep as a condition may be nested: nobody reads more. */
const DEEPEST = 4;

const age = z
  .object({ from: z.number().int().min(0).max(120), under: z.number().int().min(1).max(121) })
  .partial()
  .strict()
  .refine((range) => range.from !== undefined || range.under !== undefined, 'doit dire from ou under')
  .refine(
    ({ from = 0, under = 121 }) => from < under,
    'ne laisse aucun âge possible : from doit être plus petit que under',
  );

const atoms = [
  z.object({ answer: name, in: z.array(name).min(1).max(40) }).strict(),
  z.object({ answer: name, least: z.number().int().min(1).max(20) }).strict(),
  z.object({ answer: name, given: z.boolean() }).strict(),
  z.object({ age }).strict(),
  z.object({ urgent: z.literal(true) }).strict(),
] as const;

function conditionTo(depth: number): z.ZodType<Condition> {
  if (depth === 0) return z.union(atoms);
  const part = conditionTo(depth - 1);
  const parts = z.array(part).min(1).max(20);
  return z.union([
    ...atoms,
    z.object({ all: parts }).strict(),
    z.object({ any: parts }).strict(),
    z.object({ not: part }).strict(),
  ]);
}

/** When something is asked or proposed: the little language of `main/domain/registration/condition.ts`. */
export const condition = conditionTo(DEEPEST);
