import type { QuestionView } from './registration-view.ts';

/** A date as people say it; what is not known is left out. */
function dateWords(
  { day, month, year }: { day: number | null; month: number | null; year: number | null },
  language: string,
): string {
  if (year === null) return '';
  const date = new Date(Date.UTC(2000, (month ?? 1) - 1, day ?? 1));
  date.setUTCFullYear(year);
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month === null ? {} : { month: 'long' }),
    ...(month === null || day === null ? {} : { day: 'numeric' }),
  }).format(date);
}

/** The lines in which an answer is shown to be confirmed; empty where there is none. */
export function answerInWords(question: QuestionView, language: string): readonly string[] {
  switch (question.kind) {
    case 'date':
      return question.value === null ? [] : [dateWords(question.value, language)];
    case 'country':
      return question.countries.filter(({ code }) => code === question.value).map(({ name }) => name);
    case 'postcode-city':
      return question.value === null ? [] : [`${question.value.postcode} ${question.value.city}`];
    case 'address': {
      const { value } = question;
      if (value === null) return [];
      const country = question.countries.find(({ code }) => code === value.country)?.name ?? null;
      const town = [value.postcode, value.city].filter((part) => part !== null).join(' ');
      const lines = [value.organisation, value.street, value.complement, value.lines, town, country];
      return lines.flatMap((line) => (line === null || line === '' ? [] : [line]));
    }
    case 'choice':
    case 'choices':
      return question.choices.filter(({ chosen }) => chosen).map(({ label }) => label);
    case 'document':
    case 'appointment':
      return question.ways.filter(({ chosen }) => chosen).map(({ label }) => label);
    case 'proposition':
    case 'recapitulation':
    case 'confirmation':
      return [];
    default:
      return question.value === null ? [] : [question.value];
  }
}
