import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import { colon } from '../../i18n/in-row.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Commit, useDraft } from './answer-drafts.tsx';
import type { QuestionOf } from './registration-view.ts';
import { type FieldProps, TextInput } from './text-field.tsx';

type DateValue = NonNullable<QuestionOf<'date'>['value']>;
type Part = keyof DateValue;
const PARTS = ['day', 'month', 'year'] as const satisfies readonly Part[];
const LENGTHS: Readonly<Record<Part, number>> = { day: 2, month: 2, year: 4 };

/** What stands in each field, and which parts the person said they do not know. */
export interface DateDraft {
  readonly written: Readonly<Record<Part, string>>;
  readonly unknown: Readonly<Record<Part, boolean>>;
}

const KNOWN = { day: false, month: false, year: false };

/** The fields for a date that main has; 0 stands for a part that was left empty. */
export function draftOfDate(value: DateValue | null, mayBeUnknown: boolean): DateDraft {
  if (value === null) return { written: { day: '', month: '', year: '' }, unknown: KNOWN };
  const written = (part: number | null): string => (part === null || part === 0 ? '' : String(part));
  return {
    written: { day: written(value.day), month: written(value.month), year: written(value.year) },
    unknown: mayBeUnknown
      ? { day: value.day === null, month: value.month === null, year: value.year === null }
      : KNOWN,
  };
}

/** What main checks: unknown parts are `null`, empty ones 0, which is no part of any date. `null`: nothing was said at all. */
export function dateOfDraft({ written, unknown }: DateDraft): DateValue | null {
  if (PARTS.every((part) => written[part] === '' && !unknown[part])) return null;
  const part = (name: Part): number | null => (unknown[name] ? null : Number(written[name]));
  return { day: part('day'), month: part('month'), year: part('year') };
}

/** Without its month a day says nothing, nor a month without its year. */
export function toggleUnknown({ written, unknown }: DateDraft, part: Part): DateDraft {
  const from = PARTS.indexOf(part);
  const nowUnknown = !unknown[part];
  const flags = nowUnknown
    ? PARTS.map((name, index) => unknown[name] || index <= from)
    : PARTS.map((name, index) => unknown[name] && index < from);
  const [day = false, month = false, year = false] = flags;
  return {
    written: {
      day: day ? '' : written.day,
      month: month ? '' : written.month,
      year: year ? '' : written.year,
    },
    unknown: { day, month, year },
  };
}

/** Digits written into a part: it is known then, and so is all that it depends on. */
export function writePart({ written, unknown }: DateDraft, part: Part, text: string): DateDraft {
  const from = PARTS.indexOf(part);
  const [day = false, month = false, year = false] = PARTS.map(
    (name, index) => unknown[name] && index < from,
  );
  const digits = text.replaceAll(/\D/gu, '').slice(0, LENGTHS[part]);
  return { written: { ...written, [part]: digits }, unknown: { day, month, year } };
}

function isComplete({ written, unknown }: DateDraft): boolean {
  return PARTS.every((part) => unknown[part] || written[part] !== '') && written.year.length % 4 === 0;
}

/** A date in three fields, day first as it is said. Day, month and year may be unknown where the civil register has none. */
export function DateFields({
  id,
  question,
  onCommit,
  ...field
}: FieldProps & {
  readonly question: QuestionOf<'date'>;
  /** `null`: nothing is written. */
  readonly onCommit: Commit<DateValue | null>;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { mayBeUnknown, unknownLabel } = question;
  const { draft, change, leave } = useDraft(draftOfDate(question.value, mayBeUnknown), (now) =>
    onCommit(dateOfDraft(now)),
  );
  return (
    <div className="date-fields">
      {PARTS.map((part) => {
        const partId = part === 'day' ? id : `${id}-${part}`;
        return (
          <div key={part} className={`date-fields__part date-fields__part--${part}`}>
            <label className="fr-label" htmlFor={partId}>
              {t(`registration.date.${part}`)}
            </label>
            <TextInput
              {...field}
              id={partId}
              typed="numeric"
              maxLength={LENGTHS[part]}
              value={draft.written[part]}
              onChange={(text) => change(writePart(draft, part, text))}
              onLeave={() => isComplete(draft) && leave()}
            />
            {mayBeUnknown && (
              <ActionButton
                priority={draft.unknown[part] ? 'primary' : 'secondary'}
                pressed={draft.unknown[part]}
                onPress={() => change(toggleUnknown(draft, part))}
              >
                {unknownLabel}
                <span className="fr-sr-only">{colon(language) + t(`registration.date.${part}`)}</span>
              </ActionButton>
            )}
          </div>
        );
      })}
    </div>
  );
}
