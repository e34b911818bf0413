import type { CalendarDate } from '../identifiers/calendar-date.ts';

/** A monthly declaration: from which day to which day, both included. */
export interface ActualisationWindow {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** It is open today. */
  readonly open: boolean;
  /** Whole days from today to its last day where it is open, to its first day otherwise. */
  readonly daysLeft: number;
}

/** Opens on the 28th, on the 26th in February; closes on the 15th of the next month (France Travail, read 2026-03). */
const OPENS = 28;
const OPENS_IN_FEBRUARY = 26;
const CLOSES = 15;

const DAY_MS = 86_400_000;

function days({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The window that opens in a month. */
function opening(year: number, month: number): Pick<ActualisationWindow, 'from' | 'to'> {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return {
    from: { year, month, day: month === 2 ? OPENS_IN_FEBRUARY : OPENS },
    to: { ...next, day: CLOSES },
  };
}

/** The window that is open on the day `today`, or the next one. */
export function actualisationWindow(today: CalendarDate): ActualisationWindow {
  const former = today.month === 1 ? opening(today.year - 1, 12) : opening(today.year, today.month - 1);
  const window = days(today) <= days(former.to) ? former : opening(today.year, today.month);
  const open = days(today) >= days(window.from);
  return { ...window, open, daysLeft: days(open ? window.to : window.from) - days(today) };
}
