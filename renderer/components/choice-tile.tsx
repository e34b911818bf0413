import { Tile } from '@codegouvfr/react-dsfr/Tile';
import { type ReactNode, useId } from 'react';
import { Words } from './french-words.tsx';
import { useOnce } from './use-once.ts';

/** A big picture tile that does one thing. Disabled, its description says why and what to do. */
export function ChoiceTile({
  title,
  description,
  pictogram,
  onChoose,
  disabled = false,
}: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly pictogram: ReactNode;
  readonly onChoose: () => unknown;
  readonly disabled?: boolean;
}) {
  const [press, pending] = useOnce(onChoose);
  const descriptionId = useId();
  return (
    <Tile
      className={`choice${disabled ? ' choice--disabled' : ''}`}
      title={<Words>{title}</Words>}
      titleAs="h2"
      desc={description === undefined ? undefined : <span id={descriptionId}>{description}</span>}
      pictogram={pictogram}
      noIcon
      disabled={disabled}
      enlargeLinkOrButton
      buttonProps={{
        type: 'button',
        onClick: press,
        'aria-disabled': pending ? true : undefined,
        'aria-describedby': description === undefined ? undefined : descriptionId,
      }}
    />
  );
}
