import { describe, expect, it } from 'vitest';
import { CASES, fuzzEntries } from './fuzz/fuzz-entries.ts';

describe('a damaged file', () => {
  it('neither ends the engine, nor keeps it busy, nor fills its memory, wherever it enters', async () => {
    expect(Object.values(CASES).reduce((sum, cases) => sum + cases, 0)).toBeGreaterThanOrEqual(20_000);
    for (const { outcome } of await fuzzEntries(1, 20_261_121)) {
      expect(outcome.broken).toEqual([]);
      expect(outcome.mostResidentBytes).toBeLessThan(600_000_000);
    }
  }, 600_000);
});
