import { z } from 'zod';
import { ADDRESS_KINDS } from '../../domain/identifiers/place.ts';
import type { ReadAnswers, Reading } from '../../domain/reading.ts';

/** Most signs of one field; most fields, problems and readings of one page. */
const MOST_SIGNS = 4_096;
const MOST_FIELDS = 200;
const MOST_READINGS = 12;

const text = z.string().max(MOST_SIGNS);
const part = z.int().min(0).max(9_999).nullable();

const fields = z
  .array(z.strictObject({ name: text, value: text, check: z.enum(['right', 'wrong', 'unchecked']) }))
  .max(MOST_FIELDS)
  .readonly();
const problems = z
  .array(
    z.strictObject({ field: text, problem: z.enum(['check-digit-wrong', 'not-understood', 'truncated']) }),
  )
  .max(2 * MOST_FIELDS)
  .readonly();

const [french] = ADDRESS_KINDS;

const answers: z.ZodType<ReadAnswers> = z.strictObject({
  'nom-famille': text.optional(),
  'nom-usage': text.optional(),
  prenoms: text.optional(),
  'date-naissance': z.strictObject({ year: part, month: part, day: part }).optional(),
  nationalite: z.enum(['francaise', 'union-europeenne', 'autre', 'apatride']).optional(),
  'pays-nationalite': text.optional(),
  adresse: z
    .strictObject({
      kind: z.literal(french),
      street: text,
      complement: text.nullable(),
      postcode: text,
      city: text,
    })
    .optional(),
});

const header = z.strictObject({
  version: z.int().min(1).max(99),
  authority: text,
  certificate: text,
  issued: text.nullable(),
  signed: text.nullable(),
  documentType: text,
  perimeter: text.nullable(),
  country: text.nullable(),
});

const reading: z.ZodType<Reading> = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('mrz'),
    format: z.enum(['td1', 'td2', 'td3', 'cni-2x36']),
    fields,
    problems,
    answers,
  }),
  z.strictObject({
    source: z.literal('2d-doc'),
    header,
    fields,
    problems,
    answers,
    signature: z.literal('not-checked'),
  }),
  z.strictObject({ source: z.literal('code'), symbology: z.enum(['qr', 'datamatrix']), text }),
]);

/** What the engine's process read on a page. */
export const readingsMessage = z.array(reading).max(MOST_READINGS).readonly();
