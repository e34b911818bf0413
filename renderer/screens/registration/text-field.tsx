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

/** Nothing longer is read anyway, UTF-16 units: a pasted megabyte stays out of the page. */
const MOST_TYPED = 2_000;

/** One line of text. */
export function TextField({
  id,
  describedBy,
  invalid,
  required,
  typed,
  value,
  masked = false,
  onCommit,
}: FieldProps & {
  readonly typed: Typed;
  readonly value: string;
  /** Not to be spoken aloud key by key. */
  readonly masked?: boolean;
  readonly onCommit: Commit<string>;
}) {
  const { draft, change, flush } = useDraft(value, onCommit);
  return (
    <input
      id={id}
      className="fr-input field"
      type="text"
      inputMode={typed}
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      maxLength={MOST_TYPED}
      value={draft}
      aria-describedby={describedBy}
      aria-invalid={invalid ? true : undefined}
      aria-required={required ? true : undefined}
      data-sensitive={masked ? '' : undefined}
      dir="auto"
      onChange={(event) => change(event.target.value)}
      onBlur={() => void flush()}
    />
  );
}
