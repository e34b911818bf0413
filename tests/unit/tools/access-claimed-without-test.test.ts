import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';

const text = readFileSync(inRepository('renderer', 'ACCESSIBILITY.md'), 'utf8');

/** Rows of the tables: clause, how, test or gap. */
const rows = text
  .split('\n')
  .filter((line) => /^\| *\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, clause = '', how = '', proof = '']) => ({ clause, how, proof }));

/** Clauses of EN 301 549 v3.2.1 on closed functionality, and those after it that concern a kiosk. */
const CLAUSES = [
  ...['5.1.1', '5.1.2.1', '5.1.2.2'],
  ...Array.from({ length: 16 }, (_, index) => `5.1.3.${index + 1}`),
  ...['5.1.4', '5.1.5', '5.1.6.1', '5.1.6.2', '5.1.7'],
  ...['5.2', '5.3', '5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6', '7', '8.2.1', '8.3', '8.4', '8.5'],
];

describe('what is claimed of EN 301 549', () => {
  it.each(CLAUSES)('clause %s has a row', (clause) => {
    expect(rows.filter((row) => row.clause === clause)).toHaveLength(1);
  });

  it.each(rows)('clause $clause names a test, a gap, or why there is nothing to meet', ({ proof }) => {
    expect(proof).toMatch(/`tests\/|Gap: |Not applicable|Nothing to meet/);
  });

  it('names no test that does not exist', () => {
    const named = [...text.matchAll(/`(tests\/[^`]+\.ts)`/g)].map(([, file = '']) => file);
    expect(new Set(named).size).toBeGreaterThan(15);
    expect(named.filter((file) => !existsSync(inRepository(...file.split('/'))))).toEqual([]);
  });
});
