import { useTranslation } from 'react-i18next';
import { type Commit, useDraft } from './answer-drafts.tsx';
import type { QuestionOf } from './registration-view.ts';
import { type FieldProps, TextInput } from './text-field.tsx';

/** UTF-16 units; what is allowed is main's to say. */
const LONGEST_LINE = 400;

type PostcodeCity = NonNullable<QuestionOf<'postcode-city'>['value']>;

/** A French postcode and its town. */
export function PostcodeCityFields({
  id,
  value,
  onCommit,
  ...field
}: FieldProps & {
  readonly value: PostcodeCity | null;
  /** `null`: nothing is written. */
  readonly onCommit: Commit<PostcodeCity | null>;
}) {
  const { t } = useTranslation();
  const { draft, change, leave } = useDraft(value ?? { postcode: '', city: '' }, (now) =>
    onCommit(`${now.postcode}${now.city}`.trim() === '' ? null : now),
  );
  return (
    <div className="address__lines">
      {(['postcode', 'city'] as const).map((part) => (
        <div key={part} className={`address__line address__line--${part}`}>
          <label className="fr-label" htmlFor={part === 'postcode' ? id : `${id}-${part}`}>
            {t(`registration.address.${part}`)}
          </label>
          <TextInput
            {...field}
            id={part === 'postcode' ? id : `${id}-${part}`}
            typed={part === 'postcode' ? 'numeric' : 'text'}
            maxLength={LONGEST_LINE}
            value={draft[part]}
            onChange={(text) => change({ ...draft, [part]: text })}
            onLeave={() => draft.city !== '' && leave()}
          />
        </div>
      ))}
    </div>
  );
}
