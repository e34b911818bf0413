import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import { type Commit, useDraft } from './answer-drafts.tsx';
import type { FieldProps } from './text-field.tsx';

/** A day whose parts may be unknown; numbers, months counted from 1. */
export interface DateParts {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

interface DateDraft {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly dayUnknown: boolean;
  readonly monthUnknown: boolean;
}

const NO_DATE: DateDraft = { day: '', month: '', year: '', dayUnknown: false, monthUnknown: false };

function draftOf(value: DateParts | null): DateDraft {
  if (value === null) return NO_DATE;
  const written = (part: number | null): string => (part === null ? '' : String(part));
  return {
    day: written(value.day),
    month: written(value.month),
    year: written(value.year),
    dayUnknown: value.day === null,
    monthUnknown: value.month === null,
  };
}

function numberOf(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,4}$/.test(digits) ? Number(digits) : null;
}

/** What main is asked to check; a part that is neither written nor marked unknown makes the date incomplete. */
function partsOf(draft: DateDraft): DateParts | null {
  const day = draft.dayUnknown ? null : (numberOf(draft.day) ?? 0);
  const month = draft.monthUnknown ? null : (numberOf(draft.month) ?? 0);
  const year = numberOf(draft.year);
  return { day, month, year };
}

function isEmpty({ day, month, year }: DateDraft): boolean {
  return `${day}${month}${year}`.trim() === '';
}

function isComplete({ day, month, year, dayUnknown, monthUnknown }: DateDraft): boolean {
  return (dayUnknown || day !== '') && (monthUnknown || month !== '') && year.length === 4;
}

type Part = 'day' | 'month' | 'year';
const LENGTHS: Readonly<Record<Part, number>> = { day: 2, month: 2, year: 4 };

/** A date in three fields, day first as it is said. Day and month may be unknown where the civil register has none. */
export function DateFields({
  id,
  describedBy,
  invalid,
  required,
  value,
  mayBeUnknown,
  onCommit,
}: FieldProps & {
  readonly value: DateParts | null;
  readonly mayBeUnknown: boolean;
  /** `null`: nothing is written. */
  readonly onCommit: Commit<DateParts | null>;
}) {
  const { t } = useTranslation();
  const { draft, change, flush } = useDraft(draftOf(value), (now) =>
    onCommit(isEmpty(now) ? null : partsOf(now)),
  );
  const unknown = { day: draft.dayUnknown, month: draft.monthUnknown, year: false };

  const write = (part: Part, text: string): void =>
    change({
      ...draft,
      [part]: text.replaceAll(/\D/gu, '').slice(0, LENGTHS[part]),
      ...(part === 'day' ? { dayUnknown: false, monthUnknown: false } : {}),
      ...(part === 'month' ? { monthUnknown: false } : {}),
    });
  /** Without its month a day says nothing. */
  const toggle = (part: 'day' | 'month'): void => {
    if (part === 'day') change({ ...draft, day: '', dayUnknown: !draft.dayUnknown });
    else if (draft.monthUnknown) change({ ...draft, monthUnknown: false });
    else change({ ...draft, day: '', month: '', dayUnknown: true, monthUnknown: true });
  };

  return (
    <fieldset
      className="date-fields"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && isComplete(draft)) void flush();
      }}
    >
      {(['day', 'month', 'year'] as const).map((part) => (
        <div key={part} className={`date-fields__part date-fields__part--${part}`}>
          <label className="fr-label" htmlFor={part === 'day' ? id : `${id}-${part}`}>
            {t(`registration.date.${part}`)}
          </label>
          <input
            id={part === 'day' ? id : `${id}-${part}`}
            className="fr-input field"
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={LENGTHS[part]}
            value={draft[part]}
            placeholder={unknown[part] ? '?' : undefined}
            aria-describedby={describedBy}
            aria-invalid={invalid ? true : undefined}
            aria-required={required ? true : undefined}
            onChange={(event) => write(part, event.target.value)}
          />
          {mayBeUnknown && part !== 'year' && (
            <ActionButton
              priority={unknown[part] ? 'primary' : 'secondary'}
              pressed={unknown[part]}
              onPress={() => toggle(part)}
            >
              {t('registration.date.unknown')}
              <span className="fr-sr-only">{t(`registration.date.${part}`)}</span>
            </ActionButton>
          )}
        </div>
      ))}
    </fieldset>
  );
}
