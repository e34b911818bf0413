/** Plural forms by the categories of CLDR, each with `{count}` once. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string | undefined>>> & {
  readonly other: string;
};

/** Dates, hours and numbers by a language's rules, in the calendar and the digits that French papers have. */
export interface WrittenByLanguage {
  /** The day of an ISO 8601 moment, with its weekday; as it was given where it is no date, rather than a guess. */
  readonly day: (iso: string) => string;
  readonly hour: (iso: string) => string;
  /** Day and hour in one. */
  readonly moment: (iso: string) => string;
  /** A number of things, by one of the template's plurals. */
  readonly count: (plural: string, count: number) => string;
}

/** Where a language alone would be written otherwise than here: hours of 24, not of the morning. */
const PLACES: Readonly<Record<string, string>> = { en: 'en-GB' };

/**
 * How `language` writes dates and numbers. Whatever its own calendar and digits are, these are the Gregorian ones and 0 to
 * 9: a date on a French paper has to be the same one to whoever reads it.
 */
export function writtenBy(
  language: string,
  plurals: Readonly<Record<string, PluralForms>>,
  timeZone: string | undefined,
): WrittenByLanguage {
  const locale = new Intl.Locale(PLACES[language] ?? language, {
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
  });
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...zone });
  const hour = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', ...zone });
  const rules = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return {
    day: (iso) => written(day, iso),
    hour: (iso) => written(hour, iso),
    moment: (iso) => written(moment, iso),
    count: (plural, count) => {
      const forms = plurals[plural];
      const form = forms?.[rules.select(count)] ?? forms?.other ?? '{count}';
      return form.replace('{count}', number.format(count));
    },
  };
}

function written(format: Intl.DateTimeFormat, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}
