import { type Details, type ParseResult, parse } from 'mrz';
import type { CalendarDate, PartialDate } from '../../domain/identifiers/calendar-date.ts';
import type {
  FieldCheck,
  MrzField,
  ReadAnswers,
  ReadField,
  Reading,
  ReadingProblem,
} from '../../domain/reading.ts';
import { nationalityAnswers } from './nationality.ts';

type MrzReading = Extract<Reading, { source: 'mrz' }>;

const FORMATS: Readonly<Partial<Record<ParseResult['format'], MrzReading['format']>>> = {
  TD1: 'td1',
  TD2: 'td2',
  TD3: 'td3',
  FRENCH_NATIONAL_ID: 'cni-2x36',
};

type LibraryField = Exclude<Details['field'], null>;

const NAMES: Readonly<Partial<Record<LibraryField, MrzField>>> = {
  documentCode: 'document-code',
  issuingState: 'issuing-state',
  lastName: 'last-name',
  firstName: 'first-names',
  documentNumber: 'document-number',
  nationality: 'nationality',
  birthDate: 'birth-date',
  sex: 'sex',
  expirationDate: 'expiry-date',
  issueDate: 'issue-date',
  administrativeCode: 'department',
  optional: 'optional-1',
  optional1: 'optional-1',
  optional2: 'optional-2',
  personalNumber: 'optional-1',
};

/** The check digits and the fields that each covers, by the library's names. */
const CHECK_DIGITS: Readonly<Partial<Record<LibraryField, readonly MrzField[]>>> = {
  documentNumberCheckDigit: ['document-number'],
  birthDateCheckDigit: ['birth-date'],
  expirationDateCheckDigit: ['expiry-date'],
  personalNumberCheckDigit: ['optional-1'],
};

const COMPOSITE = 'composite';

/** What the composite check digit covers beside (Doc 9303-5, 4.2.4; -6, 4.2.4; -4, 4.2.4). */
const COVERED_BY_COMPOSITE: Readonly<Record<MrzReading['format'], readonly MrzField[]>> = {
  td1: ['document-number', 'optional-1', 'optional-2', 'birth-date', 'expiry-date'],
  td2: ['document-number', 'optional-1', 'birth-date', 'expiry-date'],
  td3: ['document-number', 'optional-1', 'birth-date', 'expiry-date'],
  // The French card's covers everything.
  'cni-2x36': [
    'document-code',
    'issuing-state',
    'last-name',
    'first-names',
    'document-number',
    'birth-date',
    'sex',
    'issue-date',
    'department',
  ],
};

/** On the French card, the first check digit of the second line covers these three. */
const CNI_NUMBER: readonly MrzField[] = ['issue-date', 'department', 'document-number'];

/**
 * Reads the two or three lines of a machine readable zone (ICAO Doc 9303-4 to -6, and the French card of 1988 to 2021).
 * Where a position holds only digits or only letters, what looks alike is taken as what may stand there (0 and O, 1 and
 * I…); nothing else is corrected. A wrong check digit is a problem of the fields it covers, which then answer nothing.
 *
 * @returns Nothing where the lines are no such zone.
 */
export function readMrz(lines: readonly string[], today: CalendarDate): MrzReading | undefined {
  const [length] = lines.map((line) => line.length);
  const wanted = lines.length === 3 ? [30] : lines.length === 2 ? [36, 44] : [];
  if (length === undefined || !wanted.includes(length)) return undefined;
  if (!lines.every((line) => line.length === length && /^[A-Z0-9<]+$/.test(line))) return undefined;
  const parsed = parse(lines, { autocorrect: true });
  const format = FORMATS[parsed.format];
  if (format === undefined || !startsAsSuch(lines, format)) return undefined;
  const digits = checkDigitsOf(parsed, format);
  const fields = fieldsOf(parsed, digits);
  const problems = problemsOf(parsed, fields, digits);
  return { source: 'mrz', format, fields, problems, answers: answersOf(fields, problems, format, today) };
}

/** The library takes a foreign TD2 with a digit among its names for the French card. */
function startsAsSuch([first = '']: readonly string[], format: MrzReading['format']): boolean {
  if (format === 'td3') return first.startsWith('P');
  return (
    (format === 'cni-2x36') === (first.length === 36 && /^[I1][D0O]FRA/.test(first)) && /^[AC1I]/.test(first)
  );
}

interface CheckDigit {
  /** The field whose own it is, or `composite`. */
  readonly field: string;
  readonly covers: readonly MrzField[];
  readonly valid: boolean;
}

function checkDigitsOf(parsed: ParseResult, format: MrzReading['format']): readonly CheckDigit[] {
  return parsed.details.flatMap(({ field, valid }): readonly CheckDigit[] => {
    if (field === null) return [];
    if (field === 'compositeCheckDigit')
      return [{ field: COMPOSITE, covers: COVERED_BY_COMPOSITE[format], valid }];
    const covers = CHECK_DIGITS[field];
    if (covers?.[0] === undefined) return [];
    const isNumberOfCard = format === 'cni-2x36' && field === 'documentNumberCheckDigit';
    return [{ field: covers[0], covers: isNumberOfCard ? CNI_NUMBER : covers, valid }];
  });
}

function fieldsOf(parsed: ParseResult, digits: readonly CheckDigit[]): readonly ReadField[] {
  return parsed.details.flatMap((detail): ReadField[] => {
    const name = detail.field === null ? undefined : NAMES[detail.field];
    if (name === undefined) return [];
    // The library says a word for the sex; the paper, a letter.
    const value = name === 'sex' ? rawOf(detail) : (detail.value ?? rawOf(detail));
    return [{ name, value, check: checkOf(name, digits) }];
  });
}

/** A field's own check digit decides; the composite one, which a fault anywhere upsets, where it has none of its own. */
function checkOf(name: MrzField, digits: readonly CheckDigit[]): FieldCheck {
  const covering = digits.filter(({ covers }) => covers.includes(name));
  const deciding = covering.find(({ field }) => field !== COMPOSITE) ?? covering[0];
  if (deciding === undefined) return 'unchecked';
  return deciding.valid ? 'right' : 'wrong';
}

/** What stands in the field where the library refuses it. */
function rawOf({ ranges }: Details): string {
  const [range] = ranges;
  const raw = range !== undefined && 'raw' in range && typeof range.raw === 'string' ? range.raw : '';
  return raw.replace(/<+$/, '').replaceAll('<', ' ');
}

function problemsOf(
  parsed: ParseResult,
  fields: readonly ReadField[],
  digits: readonly CheckDigit[],
): readonly ReadingProblem[] {
  const wrong = digits
    .filter(({ valid }) => !valid)
    .map(({ field }): ReadingProblem => ({ field, problem: 'check-digit-wrong' }));
  const refused = parsed.details.flatMap(({ field, valid }): ReadingProblem[] => {
    const name = field === null ? undefined : NAMES[field];
    return name === undefined || valid ? [] : [{ field: name, problem: 'not-understood' }];
  });
  return [...wrong, ...refused, ...truncated(parsed, fields)];
}

/** A name that runs to the end of its room may have been cut there (Doc 9303-3, 4.6). */
function truncated(parsed: ParseResult, fields: readonly ReadField[]): readonly ReadingProblem[] {
  return parsed.details.flatMap((detail): ReadingProblem[] => {
    const name = detail.field === null ? undefined : NAMES[detail.field];
    if (name !== 'last-name' && name !== 'first-names') return [];
    const [range] = detail.ranges;
    const raw = range !== undefined && 'raw' in range && typeof range.raw === 'string' ? range.raw : '<';
    const last = name === 'first-names' || parsed.format === 'FRENCH_NATIONAL_ID' || !raw.includes('<<');
    const there = fields.some((field) => field.name === name && field.value !== '');
    return there && last && !raw.endsWith('<') ? [{ field: name, problem: 'truncated' }] : [];
  });
}

function answersOf(
  fields: readonly ReadField[],
  problems: readonly ReadingProblem[],
  format: MrzReading['format'],
  today: CalendarDate,
): ReadAnswers {
  const sound = (name: MrzField): string | undefined => {
    const field = fields.find((candidate) => candidate.name === name);
    if (field === undefined || field.value === '' || field.check === 'wrong') return undefined;
    return problems.some((problem) => problem.field === name) ? undefined : field.value;
  };
  const lastName = sound('last-name');
  const firstNames = sound('first-names');
  const born = sound('birth-date');
  const birthDate = born === undefined ? undefined : birthDateOf(born, today);
  // The French card is given to French people only, and has no field for the nationality.
  const nationality = sound(format === 'cni-2x36' ? 'issuing-state' : 'nationality');
  return {
    ...(lastName === undefined ? {} : { 'nom-famille': spaced(lastName) }),
    ...(firstNames === undefined ? {} : { prenoms: spaced(firstNames) }),
    ...(birthDate === undefined ? {} : { 'date-naissance': birthDate }),
    ...(nationality === undefined ? {} : nationalityAnswers(nationality)),
  };
}

function spaced(name: string): string {
  return name.replace(/ +/g, ' ').trim();
}

/**
 * YYMMDD, unknown parts `<<` (Doc 9303-3, 4.8). The century is the last in which the day is not to come: nobody is
 * born tomorrow, and who is over a hundred corrects it.
 */
function birthDateOf(text: string, today: CalendarDate): PartialDate | undefined {
  const match = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month, day] = match.slice(1).map((part) => (part === '<<' ? null : Number(part)));
  const known = { month: month ?? null, day: day ?? null };
  const ofThisCentury = { year: 2000 + (year ?? 0), ...known };
  const toCome =
    (ofThisCentury.year - today.year || (known.month ?? 1) - today.month || (known.day ?? 1) - today.day) > 0;
  return toCome ? { ...ofThisCentury, year: ofThisCentury.year - 100 } : ofThisCentury;
}
