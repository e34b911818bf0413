import { type Commit, useDraft } from './answer-drafts.tsx';

/** What a field is told by the question around it. */
export interface FieldProps {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

/** What the keys of a keyboard are for, on the screen and beside it. */
export type Typed = 'text' | 'numeric' | 'tel' | 'email';

/** One line of text, as an uncommitted value of whoever holds it. */
export function TextInput({
  id,
  describedBy,
  invalid,
  required,
  typed,
  maxLength,
  value,
  sensitive = false,
  onChange,
  onLeave,
}: FieldProps & {
  readonly typed: Typed;
  /** UTF-16 units: a pasted megabyte stays out of the page. */
  readonly maxLength: number;
  readonly value: string;
  /** Not to be spoken aloud while it is typed. */
  readonly sensitive?: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave?: () => unknown;
}) {
  return (
    <input
      id={id}
      className="fr-input field"
      type="text"
      inputMode={typed}
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      maxLength={maxLength}
      value={value}
      aria-describedby={describedBy}
      aria-invalid={invalid ? true : undefined}
      aria-required={required ? true : undefined}
      data-sensitive={sensitive ? '' : undefined}
      dir="auto"
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
    />
  );
}

/** One line of text that answers a question. */
export function TextField({
  value,
  onCommit,
  ...field
}: FieldProps & {
  readonly typed: Typed;
  readonly maxLength: number;
  readonly value: string;
  readonly sensitive: boolean;
  readonly onCommit: Commit<string>;
}) {
  const { draft, change, leave } = useDraft(value, onCommit);
  return <TextInput {...field} value={draft} onChange={change} onLeave={leave} />;
}
