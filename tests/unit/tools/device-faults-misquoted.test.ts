import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../main/domain/error-code.ts';
import { inRepository } from '../../../tools/repository.ts';
import { FAULT_TABLES } from '../../../tools/tasks/device-faults/fault-rows.ts';
import {
  FAULTS_FILE,
  faultSection,
  withFaultSection,
} from '../../../tools/tasks/device-faults/fault-table.ts';

const rows = FAULT_TABLES.flatMap((table) => table.rows);

describe('the table of what goes wrong with devices', () => {
  it('says what the kiosk says to visitors and to the team (npm run devices:faults)', () => {
    const readme = readFileSync(FAULTS_FILE, 'utf8');
    expect(readme).toContain(faultSection());
    expect(withFaultSection(readme)).toBe(readme);
  });

  it.each([...new Set(rows.flatMap(({ provenBy }) => provenBy))])(
    'names a test that is there: %s',
    (path) => {
      expect(existsSync(inRepository('tests', `${path}.test.ts`))).toBe(true);
    },
  );

  it.each(ERROR_CODES.filter((code) => /^(scanner|scan|printer|print|usb|reader)-/.test(code)))(
    'leaves out no code of a device: %s',
    (code) => {
      expect(rows.some(({ codes }) => codes.includes(code))).toBe(true);
    },
  );

  it('says of each fault what the visitor sees', () => {
    for (const { what, codes, visitor, silent } of rows) {
      expect(visitor !== undefined || (codes.length > 0 && silent !== true), what).toBe(true);
    }
  });
});
