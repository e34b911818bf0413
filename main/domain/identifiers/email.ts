import { z } from 'zod';
import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';
import { typedText } from './typed-text.ts';

const address = z.email();

/**
 * An e-mail address: the name before the `@` as typed, the domain in small letters, at most 254 signs. Blanks around and
 * inside are dropped: keyboards on screens put them there. `email-not-understood` where it has not the shape of one; that
 * the box exists, or is read, is not known.
 */
export function email(raw: unknown): FieldResult<string> {
  const text = typedText(raw, 254);
  if (!text.ok) return text;
  const [name = '', domain = '', ...more] = text.value.replaceAll(' ', '').split('@');
  const whole = `${name}@${domain.toLowerCase()}`;
  return more.length === 0 && address.safeParse(whole).success ? ok(whole) : problem('email-not-understood');
}
