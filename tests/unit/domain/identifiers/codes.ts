import type { FieldResult } from '../../../../main/domain/identifiers/field-problem.ts';

/** What became of a value: its code where it was refused, the kept form where it was taken. */
export function outcome(result: FieldResult<unknown>): unknown {
  return result.ok ? result.value : `refused: ${result.error.code}`;
}
