import type { PartialDate } from '../../domain/identifiers/calendar-date.ts';
import type { Address } from '../../domain/identifiers/place.ts';
import type { ReadAnswers, ReadField, Reading, ReadingProblem, TwoDDocHeader } from '../../domain/reading.ts';
import { nationalityAnswers } from './nationality.ts';

type TwoDDocReading = Extract<Reading, { source: '2d-doc' }>;

/** End of a field that is shorter than it may be; mark of a field that was cut; start of the signature. */
const GROUP = '\u001d';
const RECORD = '\u001e';
const UNIT = '\u001f';

/** Most fields walked: the largest DataMatrix holds 2,335 signs. */
const MOST_FIELDS = 200;
/** Length of the header by version (specification 3.1, section 4). */
const HEADER_LENGTH: Readonly<Record<string, number>> = { '01': 22, '02': 22, '03': 24, '04': 26 };
/** Day 0 of dates in the header, and the number that says there is none. */
const EPOCH = Date.UTC(2000, 0, 1);
const NO_DATE = 'FFFF';
const DAY_MS = 86_400_000;

/**
 * Most signs of the fields that have a bound (specification 3.3, sections 7.0 to 7.16, perimeter 01). A field that
 * reaches it ends there, without a separator; one that is not listed ends at the separator.
 */
const LONGEST: Readonly<Record<string, number>> = lengths(`
  06:6 07:6 08:4 09:4 0A:9 0B:9 0D:36
  10:38 11:38 12:38 13:38 14:38 15:38 16:38 17:38 1C:8 1D:16 1E:30 1F:30 1G:1 1H:1 1I:38 1J:38 1K:38 1L:38 1M:38 1N:38
  1O:38 1P:38 20:38 21:38 22:38 23:38 24:5 25:32 26:2 27:38 28:38 29:38 2A:38 2B:5 2C:32 2D:2
  30:140 31:38 32:11 33:30 34:2 35:34 36:4 37:4 38:11 39:11 40:13 44:13 45:4 46:38 47:13 48:38 49:13 4A:8 4B:8
  50:14 51:6 52:7 53:4 54:4 55:8 56:4 57:8 58:11 59:12 5A:11 5B:12 5C:11 5D:38 5E:38 5F:38 5G:38 5H:5 5I:32 5J:2 5K:50
  60:60 61:20 62:38 63:38 64:38 65:2 66:20 67:2 68:1 69:8 6A:32 6B:3 6C:2 6D:60 6E:60 6F:90 6G:38 6H:10 6I:2 6J:1 6K:19
  6L:8 6M:40 6N:8 6O:8 6P:40 6Q:10 6R:12 6S:38 6T:38 6U:38 6V:38 6W:5 6X:32 6Y:2
  80:38 81:60 82:20 83:40 84:40 85:17 86:12 B0:60 B1:20 B2:38 B3:38 B4:38 B5:2 B6:1 B7:8 B8:32 B9:2
`);

function lengths(table: string): Readonly<Record<string, number>> {
  const pairs = table.trim().split(/\s+/);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, 2), Number(pair.slice(3))]));
}

/**
 * Reads the text of a 2D-Doc: header and fields as they stand. The signature is not checked: the certificates of the
 * issuers, and what was revoked since, are not on the terminal.
 *
 * @returns Nothing where the text is none of version 1 to 4.
 */
export function readTwoDDoc(text: string): TwoDDocReading | undefined {
  const header = readHeader(text);
  if (header === undefined) return undefined;
  const [message = ''] = text.split(UNIT);
  const { fields, problems } = readFields(message.slice(HEADER_LENGTH[text.slice(2, 4)] ?? 0));
  return {
    source: '2d-doc',
    header,
    fields,
    problems,
    answers: answersOf(fields, problems),
    signature: 'not-checked',
  };
}

function readHeader(text: string): TwoDDocHeader | undefined {
  const version = text.slice(2, 4);
  const length = HEADER_LENGTH[version];
  const header = text.slice(0, length);
  if (length === undefined || header.length < length || !/^DC[0-9A-Z]+$/.test(header)) return undefined;
  const issued = headerDate(header.slice(12, 16));
  const signed = headerDate(header.slice(16, 20));
  if (issued === undefined || signed === undefined) return undefined;
  return {
    version: Number(version),
    authority: header.slice(4, 8),
    certificate: header.slice(8, 12),
    issued,
    signed,
    documentType: header.slice(20, 22),
    perimeter: length >= 24 ? header.slice(22, 24) : null,
    country: length >= 26 ? header.slice(24, 26) : null,
  };
}

/** Four hexadecimal digits: days since 2000-01-01. `null` where it says none, nothing where it is no such number. */
function headerDate(digits: string): string | null | undefined {
  if (digits === NO_DATE) return null;
  if (!/^[0-9A-F]{4}$/.test(digits)) return undefined;
  return new Date(EPOCH + Number.parseInt(digits, 16) * DAY_MS).toISOString().slice(0, 10);
}

function readFields(message: string): {
  readonly fields: readonly ReadField[];
  readonly problems: readonly ReadingProblem[];
} {
  const fields: ReadField[] = [];
  const problems: ReadingProblem[] = [];
  let at = 0;
  while (at < message.length && fields.length < MOST_FIELDS) {
    if (message[at] === GROUP) {
      at += 1;
      continue;
    }
    const name = message.slice(at, at + 2);
    if (!/^[0-9A-Z]{2}$/.test(name)) {
      problems.push({ field: name.replace(/[^0-9A-Z]/g, '?'), problem: 'not-understood' });
      break;
    }
    const start = at + 2;
    const most = Math.min(message.length, start + (LONGEST[name] ?? message.length));
    let end = start;
    while (end < most && message[end] !== GROUP && message[end] !== RECORD) end += 1;
    if (message[end] === RECORD) problems.push({ field: name, problem: 'truncated' });
    fields.push({ name, value: message.slice(start, end), check: 'unchecked' });
    at = message[end] === GROUP || message[end] === RECORD ? end + 1 : end;
  }
  return { fields, problems };
}

function answersOf(fields: readonly ReadField[], problems: readonly ReadingProblem[]): ReadAnswers {
  const value = (name: string): string | undefined => {
    if (problems.some(({ field }) => field === name)) return undefined;
    const found = fields.find((field) => field.name === name)?.value.trim();
    return found === '' ? undefined : found;
  };
  const familyName = value('62') ?? value('B2');
  const usageName = value('63') ?? value('B3');
  const firstNames = value('60') ?? value('61') ?? value('B0');
  const birthDate = dateOf(value('69') ?? value('B7'));
  const nationality = value('67') ?? value('B5');
  const address = serviceAddress(value) ?? homeAddress(value) ?? taxAddress(value('4Y'));
  return {
    ...(familyName === undefined ? {} : { 'nom-famille': familyName }),
    ...(usageName === undefined ? {} : { 'nom-usage': usageName }),
    ...(firstNames === undefined ? {} : { prenoms: firstNames.replaceAll('/', ' ') }),
    ...(birthDate === undefined ? {} : { 'date-naissance': birthDate }),
    ...(nationality === undefined ? {} : nationalityAnswers(nationality)),
    ...(address === undefined ? {} : { adresse: address }),
  };
}

/** DDMMYYYY. */
function dateOf(text: string | undefined): PartialDate | undefined {
  const match = /^(\d\d)(\d\d)(\d{4})$/.exec(text ?? '');
  if (match === null) return undefined;
  const [day, month, year] = match.slice(1).map(Number);
  return { year: year ?? null, month: month ?? null, day: day ?? null };
}

type ValueOf = (name: string) => string | undefined;

/** Where the service is provided, lines 2 to 6 of NF Z10-011 (fields 20 to 26): the home of who pays for electricity. */
function serviceAddress(value: ValueOf): Address | undefined {
  return frenchAddress(
    value('22'),
    [value('20'), value('21'), value('23')],
    value('24'),
    value('25'),
    value('26'),
  );
}

/** The home that an identity document states (fields 6S to 6Y). */
function homeAddress(value: ValueOf): Address | undefined {
  return frenchAddress(
    value('6U'),
    [value('6S'), value('6T'), value('6V')],
    value('6W'),
    value('6X'),
    value('6Y'),
  );
}

/** The home on a tax notice: parts separated by `/`, the last two the postcode and the town. */
function taxAddress(text: string | undefined): Address | undefined {
  const parts = (text ?? '').split('/').map((part) => part.trim());
  if (parts.length < 3) return undefined;
  return frenchAddress(parts[0], parts.slice(1, -2), parts.at(-2), parts.at(-1), 'FR');
}

function frenchAddress(
  street: string | undefined,
  lines: readonly (string | undefined)[],
  postcode: string | undefined,
  city: string | undefined,
  country: string | undefined,
): Address | undefined {
  if (street === undefined || city === undefined || !/^\d{5}$/.test(postcode ?? '')) return undefined;
  if (country !== undefined && country !== 'FR') return undefined;
  const complement = lines.filter((line) => line !== undefined && line !== '').join(', ');
  return {
    kind: 'francaise',
    street,
    complement: complement === '' ? null : complement,
    postcode: postcode ?? '',
    city,
  };
}
