import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../repository.ts';

/**
 * Cases of the normal run of all properties on devices together, as `npm test` runs them. A property that is added makes
 * the command run more than it was asked, never fewer; a test holds this number to the sources.
 */
export const USUAL_CASES = 66_900;

/** How many times the usual number of cases; nothing where the text is no sensible number. */
export function fuzzScale(cases: string): number | undefined {
  if (!/^[0-9]{4,9}$/.test(cases)) return undefined;
  const scale = Number(cases) / USUAL_CASES;
  return Number(cases) > 100_000_000 ? undefined : scale;
}

export interface FuzzCount {
  readonly surfaces: readonly { readonly surface: string; readonly cases: number }[];
  readonly total: number;
}

/** File that the properties write their numbers to (`tests/unit/devices/fuzz-cases.ts`), emptied. */
export function emptyFuzzLedger(): string {
  const ledger = inRepository('out', 'test-reports', 'fuzz-devices.tsv');
  mkdirSync(path.dirname(ledger), { recursive: true });
  rmSync(ledger, { force: true });
  return ledger;
}

/** The counts in one line; nothing where no property ran. */
export function fuzzLine({ surfaces, total }: FuzzCount): string | undefined {
  if (total === 0) return undefined;
  const each = surfaces.map(({ surface, cases }) => `${surface} ${cases}`).join(', ');
  return `${total} damaged answers of devices, no hang, no throw, none believed (${each})`;
}

/** Adds up what the properties wrote down (`tests/unit/devices/fuzz-cases.ts`). */
export function countFuzzCases(ledger: string): FuzzCount {
  const sums = new Map<string, number>();
  const lines = existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : [];
  for (const line of lines) {
    const [surface = '', cases = '0'] = line.split('\t');
    if (surface !== '') sums.set(surface, (sums.get(surface) ?? 0) + Number(cases));
  }
  const surfaces = [...sums].map(([surface, cases]) => ({ surface, cases }));
  return { surfaces, total: surfaces.reduce((sum, { cases }) => sum + cases, 0) };
}
