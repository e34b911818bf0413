import type { CheckOutcome } from './code-checks.ts';

/** Prints what each check found, the report of those that did not pass. */
export function printChecks(outcomes: readonly CheckOutcome[]): void {
  for (const { name, passed, seconds, report } of outcomes) {
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
    if (!passed) console.log(report);
  }
}
