import type { CalendarDate, PartialDate } from '../../domain/identifiers/calendar-date.ts';
import type { Address, PostcodeCity } from '../../domain/identifiers/place.ts';
import type { AnswerValue, Slot } from '../../domain/registration/answer.ts';
import type { Question } from '../../domain/registration/journey.ts';
import type { JourneyTexts } from './journey-catalogue.ts';

/** What words an answer takes, in the language of the visit. */
export interface AnswerWords {
  readonly texts: JourneyTexts;
  readonly slots: readonly Slot[];
  /** Label of a kind of document. */
  readonly kindLabel: (id: string) => string;
}

interface SlotFormats {
  readonly day: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

const SLOT_FORMATS = new Map<string, SlotFormats>();

/** Made once for each language: a screen has fifteen slots, and each making costs as much as writing a hundred. */
function slotFormats(locale: string): SlotFormats {
  const made = SLOT_FORMATS.get(locale);
  if (made !== undefined) return made;
  const timeZone = 'UTC';
  const formats = {
    day: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'short', hourCycle: 'h23', timeZone }),
  };
  SLOT_FORMATS.set(locale, formats);
  return formats;
}

/** The day and the hour of a slot, as the clock of its place shows them: the terminal's own zone has no say. */
export function slotWords(slot: Slot, locale: string): { readonly day: string; readonly time: string } {
  const at = new Date(`${slot.startsAt.slice(0, 16)}Z`);
  const { day, time } = slotFormats(locale);
  return { day: day.format(at), time: time.format(at) };
}

/** "5 décembre 2026". */
export function dayWords(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(iso));
}

/** A country in the language of the visit; its code where the language has no name for it. */
export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(code) ?? code;
}

/** Written at noon UTC, read in UTC: a day has no time zone. */
function dateWords({ year, month, day }: PartialDate | CalendarDate, { text, locale }: DateTexts): string {
  if (year === null) return text('answers.unknown-date');
  const at = new Date(0);
  at.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
  at.setUTCHours(12);
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    ...(month === null ? {} : { month: 'long' }),
    ...(day === null || month === null ? {} : { day: 'numeric' }),
    timeZone: 'UTC',
  }).format(at);
}

interface DateTexts {
  readonly text: (key: string) => string;
  readonly locale: string;
}

function placeWords(place: PostcodeCity): string {
  return `${place.postcode} ${place.city}`;
}

function addressLines(address: Address, { texts }: AnswerWords): string[] {
  switch (address.kind) {
    case 'francaise':
      return [address.street, address.complement ?? '', placeWords(address)];
    case 'domiciliation':
      return [address.organisation, placeWords(address)];
    case 'sans-adresse':
      return [texts.text('answers.sans-adresse'), address.city ?? ''];
    case 'etrangere':
      return [address.lines, countryName(address.country, texts.locale)];
  }
}

/** A French number as it is said, two digits at a time; another one as it is. */
function phoneWords(number: string): string {
  const national = /^\+33(\d{9})$/.exec(number)?.[1];
  return national === undefined ? number : `0${national}`.replace(/(\d{2})(?=\d)/g, '$1 ');
}

/** The number of social security as it stands on the card: 1 2 2 2 3 3 2. */
function nirWords(number: string): string {
  return number.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7');
}

function textOf(value: AnswerValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isDate(value: AnswerValue): value is PartialDate | CalendarDate {
  return typeof value === 'object' && 'year' in value;
}

function isAddress(value: AnswerValue): value is Address {
  return (
    typeof value === 'object' &&
    'kind' in value &&
    value.kind !== 'creneau' &&
    value.kind !== 'appel' &&
    value.kind !== 'accueil'
  );
}

/** What was answered, in words, one line for each part. Never empty. */
export function answerWords(question: Question, value: AnswerValue, words: AnswerWords): readonly string[] {
  const lines = linesOf(question, value, words).filter((line) => line !== '');
  return lines.length > 0 ? lines : [words.texts.text('answers.skipped')];
}

function linesOf(question: Question, value: AnswerValue, words: AnswerWords): readonly string[] {
  const { texts } = words;
  switch (question.kind) {
    case 'choice':
    case 'choices': {
      const picked = Array.isArray(value) ? value : [value];
      return picked.map((id) => texts.text(`choices.${question.texts}.${id}`));
    }
    case 'document': {
      if (typeof value !== 'object' || !('state' in value)) return [];
      return value.state === 'joint'
        ? [words.kindLabel(value.document)]
        : [texts.text(`answers.${value.state}`)];
    }
    case 'appointment': {
      if (typeof value !== 'object' || !('kind' in value)) return [];
      if (value.kind !== 'creneau') return [texts.text(`answers.${value.kind}`)];
      const slot = words.slots.find(({ id }) => id === value.slot);
      if (slot === undefined) return [texts.text('answers.creneau')];
      const { day, time } = slotWords(slot, texts.locale);
      return [day, time, slot.place];
    }
    case 'date':
      return isDate(value)
        ? [dateWords(value, { text: (key) => texts.text(key), locale: texts.locale })]
        : [];
    case 'address':
      return isAddress(value) ? addressLines(value, words) : [];
    case 'postcode-city':
      return typeof value === 'object' && 'postcode' in value && 'city' in value
        ? [placeWords(value as PostcodeCity)]
        : [];
    case 'country':
      return [countryName(textOf(value), texts.locale)];
    case 'phone':
      return [phoneWords(textOf(value))];
    case 'nir':
      return [nirWords(textOf(value))];
    case 'number':
      return typeof value === 'number' ? [new Intl.NumberFormat(texts.locale).format(value)] : [];
    case 'confirmation':
      return [texts.text(`questions.${question.id}.label`)];
    default:
      return [textOf(value)];
  }
}
