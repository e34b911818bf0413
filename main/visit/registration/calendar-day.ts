import type { CalendarDate } from '../../domain/identifiers/calendar-date.ts';

/** The day by the terminal's time zone. */
export function calendarDay(now: number): CalendarDate {
  const at = new Date(now);
  return { year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() };
}
