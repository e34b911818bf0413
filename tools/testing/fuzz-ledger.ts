import { existsSync, readFileSync } from 'node:fs';

/**
 * Cases of the normal run of all properties on devices together, as `npm test` runs them. A property that is added makes
 * the command run more than it was asked, never fewer; a test holds this number to the sources.
 */
export const USUAL_CASES = 63_900;

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
