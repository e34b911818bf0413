import { describe, expect, it } from 'vitest';
import { actualisationWindow } from '../../../../main/domain/registration/actualisation.ts';

const day = (year: number, month: number, dayOfMonth: number) => ({ year, month, day: dayOfMonth });

describe('the monthly window', () => {
  it.each([
    ['opens on the 28th', day(2026, 3, 28), day(2026, 3, 28), day(2026, 4, 15), true, 18],
    ['is not open the day before', day(2026, 3, 27), day(2026, 3, 28), day(2026, 4, 15), false, 1],
    ['opens on the 26th in February', day(2026, 2, 26), day(2026, 2, 26), day(2026, 3, 15), true, 17],
    ['closes after the 15th', day(2026, 3, 15), day(2026, 2, 26), day(2026, 3, 15), true, 0],
    ['of after the 15th is the next one', day(2026, 3, 16), day(2026, 3, 28), day(2026, 4, 15), false, 12],
    ['goes over the new year', day(2026, 12, 31), day(2026, 12, 28), day(2027, 1, 15), true, 15],
    ['is that of December in January', day(2027, 1, 3), day(2026, 12, 28), day(2027, 1, 15), true, 12],
  ])('%s', (_what, today, from, to, open, daysLeft) => {
    expect(actualisationWindow(today)).toEqual({ from, to, open, daysLeft });
  });
});
