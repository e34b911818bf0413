import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';
import { countFuzzCases, fuzzLine, fuzzScale, USUAL_CASES } from '../../../tools/testing/fuzz-ledger.ts';

describe('damaged answers of devices', () => {
  it('are as many in the normal run as the command believes, and at least 20,000', () => {
    const folder = inRepository('tests', 'unit', 'devices');
    const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/fuzzCases\('[^']+', ([0-9_]+)\)/g),
      ])
      .map(([, number = '']) => Number(number.replaceAll('_', '')));
    expect(cases.reduce((sum, one) => sum + one, 0)).toBe(USUAL_CASES);
    expect(USUAL_CASES).toBeGreaterThanOrEqual(20_000);
  });

  it('are added up by surface', () => {
    const folder = mkdtempSync(join(tmpdir(), 'borne-ledger-'));
    const ledger = join(folder, 'ledger.tsv');
    expect(countFuzzCases(ledger)).toEqual({ surfaces: [], total: 0 });
    writeFileSync(ledger, 'eSCL\t10\nIPP\t5\neSCL\t7\n');
    expect(countFuzzCases(ledger)).toEqual({
      surfaces: [
        { surface: 'eSCL', cases: 17 },
        { surface: 'IPP', cases: 5 },
      ],
      total: 22,
    });
    expect(fuzzLine(countFuzzCases(ledger))).toContain('22 damaged answers of devices');
    expect(fuzzLine(countFuzzCases(ledger))).toContain('eSCL 17, IPP 5');
    rmSync(folder, { recursive: true });
    expect(fuzzLine(countFuzzCases(ledger))).toBeUndefined();
  });

  it.each(['', '999', '1e9', '-5000', '1000000000', 'x'])(
    'are not asked for in a number like "%s"',
    (cases) => {
      expect(fuzzScale(cases)).toBeUndefined();
    },
  );

  it('are at least as many as asked for', () => {
    expect(USUAL_CASES * (fuzzScale('100000') ?? 0)).toBeGreaterThanOrEqual(100_000);
  });
});
