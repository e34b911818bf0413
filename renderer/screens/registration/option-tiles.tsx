import { useEffect, useId, useState } from 'react';
import { Words } from '../../components/french-words.tsx';

export interface TileOption {
  readonly id: string;
  readonly label: string;
  /** A second line, smaller. */
  readonly detail?: string;
  /** Cannot be ticked with others. */
  readonly alone?: boolean;
}

/** What is ticked after `pressed` was: one that stands alone unticks the others, and the others untick it. */
export function tickedAfter(
  options: readonly TileOption[],
  ticked: readonly string[],
  pressed: string,
): readonly string[] {
  if (ticked.includes(pressed)) return ticked.filter((id) => id !== pressed);
  const alone = new Set(options.filter((option) => option.alone === true).map(({ id }) => id));
  if (alone.has(pressed)) return [pressed];
  return [...ticked.filter((id) => !alone.has(id)), pressed];
}

/**
 * Answers as large tiles around the browser's own radio buttons or checkboxes, which every keyboard and every screen reader
 * knows. What was pressed shows at once, until main's snapshot says what was taken.
 */
export function OptionTiles({
  id,
  kind,
  options,
  chosen,
  onChange,
  describedBy,
  invalid,
}: {
  /** Of the first tile, where the way to the question leads. */
  readonly id: string;
  readonly kind: 'one' | 'several';
  readonly options: readonly TileOption[];
  readonly chosen: readonly string[];
  /** Resolves when main has answered. */
  readonly onChange: (chosen: readonly string[]) => Promise<unknown>;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}) {
  const name = useId();
  const [pressed, setPressed] = useState<readonly string[] | null>(null);
  const known = chosen.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what main says now replaces what was pressed
  useEffect(() => setPressed(null), [known]);
  const shown = pressed ?? chosen;

  const press = async (option: string): Promise<void> => {
    const next = kind === 'one' ? [option] : tickedAfter(options, shown, option);
    setPressed(next);
    await onChange(next);
    setPressed((now) => (now === next ? null : now));
  };
  return (
    <div className="options">
      {options.map((option, index) => (
        <label key={option.id} className={`option option--${kind}`}>
          <input
            id={index === 0 ? id : undefined}
            className="option__input"
            type={kind === 'one' ? 'radio' : 'checkbox'}
            name={name}
            value={option.id}
            checked={shown.includes(option.id)}
            aria-describedby={describedBy}
            aria-invalid={invalid && kind === 'several' ? true : undefined}
            onChange={() => void press(option.id)}
          />
          <span className="option__mark" aria-hidden="true" />
          <span className="option__label">
            <Words>{option.label}</Words>
            {option.detail !== undefined && (
              <span className="option__detail">
                <bdi>{option.detail}</bdi>
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
