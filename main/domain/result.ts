import type { ErrorCode } from './error-code.ts';

/**
 * The outcome of anything that can fail in an expected way. A throw is a bug; an expected failure is
 * an `err` with a code of the closed union in `error-code.ts`.
 */
export type Result<Value, Failed = Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failed };

/** An expected failure: a code that people and programs act on, and a detail for the technical log. */
export interface Failure<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  /** For the technical log only: never shown to the visitor, never carries personal data. */
  readonly detail?: string;
}

/** A success carrying `value`. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** A failure carrying `code` and, for the log, a `detail` without personal data. */
export function err<Code extends ErrorCode>(
  code: Code,
  detail?: string,
): { readonly ok: false; readonly error: Failure<Code> } {
  return { ok: false, error: detail === undefined ? { code } : { code, detail } };
}
