import { useTranslation } from 'react-i18next';
import { type Commit, useDraft } from './answer-drafts.tsx';
import { CountryPicker } from './country-picker.tsx';
import { OptionTiles } from './option-tiles.tsx';
import type { QuestionOf } from './registration-view.ts';
import { type FieldProps, TextInput, type Typed } from './text-field.tsx';

type AddressValue = NonNullable<QuestionOf<'address'>['value']>;
type AddressKind = AddressValue['kind'];
type Line = 'street' | 'complement' | 'postcode' | 'city' | 'organisation' | 'lines';

/** Fields of each kind, in order; `country` is beside them. */
const LINES: Readonly<Record<AddressKind, readonly Line[]>> = {
  francaise: ['street', 'complement', 'postcode', 'city'],
  domiciliation: ['organisation', 'postcode', 'city'],
  'sans-adresse': ['city'],
  etrangere: ['lines'],
};

/** UTF-16 units; what is allowed is main's to say. */
const LONGEST_LINE = 400;

type AddressDraft = { readonly kind: AddressKind | null } & Readonly<Record<Line | 'country', string>>;

function draftOf(value: QuestionOf<'address'>['value']): AddressDraft {
  return {
    kind: value?.kind ?? null,
    street: value?.street ?? '',
    complement: value?.complement ?? '',
    postcode: value?.postcode ?? '',
    city: value?.city ?? '',
    organisation: value?.organisation ?? '',
    lines: value?.lines ?? '',
    country: value?.country ?? '',
  };
}

/** What is sent: the fields of the chosen kind, and no others. */
function addressOf(draft: AddressDraft): Record<string, string> | null {
  if (draft.kind === null) return null;
  const lines = LINES[draft.kind].map((line) => [line, draft[line]] as const);
  return {
    kind: draft.kind,
    ...Object.fromEntries(lines),
    ...(draft.kind === 'etrangere' ? { country: draft.country } : {}),
  };
}

/** Everything that this kind of address needs is written. */
function isComplete(draft: AddressDraft): boolean {
  if (draft.kind === null) return false;
  if (draft.kind === 'etrangere' && draft.country === '') return false;
  return LINES[draft.kind].every(
    (line) => line === 'complement' || draft.kind === 'sans-adresse' || draft[line].trim() !== '',
  );
}

/** An address of one of the four kinds: the kind as tiles, then its fields. */
export function AddressFields({
  id,
  question,
  onCommit,
  ...field
}: FieldProps & {
  readonly question: QuestionOf<'address'>;
  /** `null`: nothing is chosen. */
  readonly onCommit: Commit<Record<string, string> | null>;
}) {
  const { t } = useTranslation();
  const { draft, change, leave } = useDraft(draftOf(question.value), (now) => onCommit(addressOf(now)));
  const { kind } = draft;
  const label = (line: Line): string =>
    line === 'city' && kind === 'sans-adresse'
      ? t('registration.address.usualCity')
      : t(`registration.address.${line}`);
  const typed = (line: Line): Typed => (line === 'postcode' ? 'numeric' : 'text');

  const choose = async ([chosen]: readonly string[]): Promise<void> => {
    const next = question.kinds.find((one) => one.id === chosen)?.id ?? null;
    const changed = { ...draft, kind: next };
    change(changed);
    if (isComplete(changed)) leave();
  };
  return (
    <div className="address">
      <OptionTiles
        id={id}
        kind="one"
        options={question.kinds}
        chosen={kind === null ? [] : [kind]}
        onChange={choose}
        describedBy={field.describedBy}
        invalid={field.invalid}
      />
      {kind !== null && (
        <div className="address__lines">
          {LINES[kind].map((line) => (
            <div key={line} className={`address__line address__line--${line}`}>
              <label className="fr-label" htmlFor={`${id}-${line}`}>
                {label(line)}{' '}
                {(line === 'complement' || kind === 'sans-adresse') && (
                  <span className="fr-hint-text">{t('registration.optional')}</span>
                )}
              </label>
              <TextInput
                {...field}
                id={`${id}-${line}`}
                required={line !== 'complement' && kind !== 'sans-adresse'}
                typed={typed(line)}
                maxLength={LONGEST_LINE}
                value={draft[line]}
                onChange={(text) => change({ ...draft, [line]: text })}
                onLeave={() => isComplete(draft) && leave()}
              />
            </div>
          ))}
          {kind === 'etrangere' && (
            <div className="address__line address__line--country">
              <label id={`${id}-country-label`} className="fr-label" htmlFor={`${id}-country`}>
                {t('registration.address.country')}
              </label>
              <CountryPicker
                {...field}
                id={`${id}-country`}
                required
                countries={question.countries}
                first={question.first}
                value={draft.country === '' ? null : draft.country}
                onPick={async (country) => change({ ...draft, country })}
              />
            </div>
          )}
        </div>
      )}
    </div>
  );
}
