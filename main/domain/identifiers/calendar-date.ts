import { ok } from '../result.ts';
import { type FieldResult, problem } from './field-problem.ts';

/** A day of the Gregorian calendar; months and days counted from 1. No time zone: the day as people say it. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date of which the day, the day and the month, or everything may be unknown, as some civil registers have it. */
export interface PartialDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/** Least and greatest age that what is known allows, whole years. */
export interface AgeRange {
  readonly least: number;
  readonly most: number;
}

/** Nobody is older. Years. */
const OLDEST = 125;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether the calendar has this day (29 February in leap years only). */
export function isRealDate({ year, month, day }: CalendarDate): boolean {
  return (
    [year, month, day].every(Number.isInteger) &&
    year >= 1 &&
    year <= 9_999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  );
}

/** Negative where `a` is before `b`, 0 for the same day. */
function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

/** The same day `years` later; 29 February becomes 1 March where there is none. */
export function yearsLater(date: CalendarDate, years: number): CalendarDate {
  const year = date.year + years;
  if (date.day <= daysInMonth(year, date.month)) return { ...date, year };
  return { year, month: date.month + 1, day: 1 };
}

function readPart(part: unknown): number | null | undefined {
  if (part === null) return null;
  return typeof part === 'number' && Number.isInteger(part) ? part : undefined;
}

/** The three parts as they came from the screen: whole numbers or `null`. */
function readParts(raw: unknown): PartialDate | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  if (!('year' in raw) || !('month' in raw) || !('day' in raw)) return undefined;
  const [year, month, day] = [readPart(raw.year), readPart(raw.month), readPart(raw.day)];
  return year === undefined || month === undefined || day === undefined ? undefined : { year, month, day };
}

/** Whether a part was left empty, which the screen sends as 0; `null` is a part that the person does not know. */
function hasEmptyPart({ year, month, day }: PartialDate): boolean {
  return year === 0 || month === 0 || day === 0;
}

/** A date of which every part is known. `date-incomplete`, `date-does-not-exist`. */
function wholeDate(raw: unknown): FieldResult<CalendarDate> {
  const parts = readParts(raw);
  if (parts === undefined) return problem('not-understood');
  const { year, month, day } = parts;
  if (year === null && month === null && day === null) return problem('missing');
  if (year === null || month === null || day === null || hasEmptyPart(parts))
    return problem('date-incomplete');
  const date = { year, month, day };
  return isRealDate(date) ? ok(date) : problem('date-does-not-exist');
}

/** The first and the last day that a date of birth can mean. */
function bounds(year: number, month: number | null, day: number | null): [CalendarDate, CalendarDate] {
  const lastMonth = month ?? 12;
  return [
    { year, month: month ?? 1, day: day ?? 1 },
    { year, month: lastMonth, day: day ?? daysInMonth(year, lastMonth) },
  ];
}

/**
 * A date of birth. The day may be unknown, then the month, then the year: `null` from the day up, never a known day in
 * an unknown month, nor a part left empty (`date-incomplete`). `date-in-future`, `date-too-old` (over 125 years), `date-does-not-exist`.
 */
export function birthDate(raw: unknown, today: CalendarDate): FieldResult<PartialDate> {
  const parts = readParts(raw);
  if (parts === undefined) return problem('not-understood');
  const { year, month, day } = parts;
  if ((day !== null && month === null) || (month !== null && year === null)) {
    return problem('date-incomplete');
  }
  if (hasEmptyPart(parts)) return problem('date-incomplete');
  if (year === null) return ok({ year: null, month: null, day: null });
  if (!isRealDate({ year, month: month ?? 1, day: day ?? 1 })) return problem('date-does-not-exist');
  const [first, last] = bounds(year, month, day);
  if (compareDates(first, today) > 0) return problem('date-in-future');
  if (compareDates(yearsLater(last, OLDEST), today) < 0) return problem('date-too-old');
  return ok(parts);
}

/** A day at most 60 years ago and at most 2 years ahead, such as the end of a contract. */
export function nearDate(raw: unknown, today: CalendarDate): FieldResult<CalendarDate> {
  const date = wholeDate(raw);
  if (!date.ok) return date;
  if (compareDates(yearsLater(date.value, 60), today) < 0) return problem('date-too-old');
  return compareDates(date.value, yearsLater(today, 2)) > 0 ? problem('date-too-far') : date;
}

/** Today, or a day at most 2 years ahead, such as when somebody can start. */
export function comingDate(raw: unknown, today: CalendarDate): FieldResult<CalendarDate> {
  const date = wholeDate(raw);
  if (!date.ok) return date;
  if (compareDates(date.value, today) < 0) return problem('date-in-past');
  return compareDates(date.value, yearsLater(today, 2)) > 0 ? problem('date-too-far') : date;
}

function ageOn(birth: CalendarDate, today: CalendarDate): number {
  const before = today.month < birth.month || (today.month === birth.month && today.day < birth.day);
  return today.year - birth.year - (before ? 1 : 0);
}

/**
 * Least and greatest age, whole years, that a date of birth allows on the day `today`; the same number twice where it is
 * known to the day. Nothing where the year is unknown.
 */
export function ageRange(birth: PartialDate, today: CalendarDate): AgeRange | undefined {
  if (birth.year === null) return undefined;
  const [first, last] = bounds(birth.year, birth.month, birth.day);
  return { least: Math.max(0, ageOn(last, today)), most: Math.max(0, ageOn(first, today)) };
}
