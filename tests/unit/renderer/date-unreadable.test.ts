import { describe, expect, it } from 'vitest';
import { dateInWords } from '../../../renderer/i18n/date-in-words.ts';

describe('date of the acknowledgement', () => {
  it('is written out in French', () => {
    expect(dateInWords('2026-03-03T10:42:00+01:00', 'fr')).toMatch(/^3 mars 2026 à \d\d:42$/);
  });

  it('is left out where it cannot be read, rather than shown as it came', () => {
    expect(dateInWords('yesterday', 'fr')).toBe('');
    expect(dateInWords('', 'fr')).toBe('');
  });
});
