import { parseDocument } from 'yaml';
import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { CvPlan } from '../../ports/cv-maker.ts';
import { usesAlias } from './receipt-texts.ts';

const MAX_CHARACTERS = 32_000;
const MAX_LINES = 20;

const question = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'not the name of a question');
const words = z.string().max(100);

const cvPlan = z.strictObject({
  title: words.min(1),
  name: z.strictObject({ first: question, last: z.array(question).min(1).max(4) }),
  contact: z.strictObject({ question, by: z.record(z.string(), question) }),
  sought: question,
  sections: z
    .array(
      z.strictObject({
        title: words.min(1),
        lines: z.array(z.array(question).min(1).max(6)).min(1).max(MAX_LINES),
      }),
    )
    .max(MAX_LINES),
  words: z.record(question, z.record(z.string(), words)).default({}),
});

/** Reads which answers make up a CV (`assets/receipts/cv.yaml`). `config-invalid` says where it has a mistake. */
export function readCvPlan(yaml: string): Result<CvPlan, Failure<'config-invalid'>> {
  if (yaml.length > MAX_CHARACTERS) return err('config-invalid', 'the plan of the CV is too long');
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return err('config-invalid', `the CV: ${document.errors[0]?.code}`);
  if (usesAlias(document)) return err('config-invalid', 'the plan of the CV uses an alias');
  const read = cvPlan.safeParse(document.toJSON());
  if (read.success) return ok(read.data);
  const issue = read.error.issues[0];
  return err('config-invalid', `the CV, ${issue?.path.join('.')}: ${issue?.message}`);
}
