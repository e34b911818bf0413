import { Button } from '@codegouvfr/react-dsfr/Button';
import type { FrIconClassName } from '@codegouvfr/react-dsfr/fr/generatedFromCss/classNames';
import type { ReactNode } from 'react';
import { useOnce } from './use-once.ts';

interface ActionButtonProps {
  readonly children: ReactNode;
  /** What pressing does. While its promise is pending the button is dead: a double tap does it once. */
  readonly onPress: () => unknown;
  readonly icon?: FrIconClassName;
  readonly iconSide?: 'left' | 'right';
  readonly priority?: 'primary' | 'secondary' | 'tertiary' | 'tertiary no outline';
  readonly size?: 'medium' | 'large';
  readonly disabled?: boolean;
  /** Id of the text that says why the button is disabled, or what it does beyond its name. */
  readonly describedBy?: string | undefined;
  readonly className?: string;
  readonly id?: string;
  readonly autoFocus?: boolean;
  /** For a button that stays in: whether it is in now. */
  readonly pressed?: boolean;
  /** For a button that opens something in the page: whether that is open, and its id. */
  readonly opens?: { readonly open: boolean; readonly id: string };
}

/**
 * A button that does one thing at a time. One that cannot be used is marked `aria-disabled` rather than `disabled`: the
 * keyboard's place is not lost when it goes dead under the finger, and speech can still tell why.
 */
export function ActionButton({
  children,
  onPress,
  icon,
  iconSide = 'left',
  priority = 'secondary',
  size = 'medium',
  disabled = false,
  describedBy,
  className,
  id,
  autoFocus = false,
  pressed,
  opens,
}: ActionButtonProps) {
  const [press, pending] = useOnce(onPress);
  const nativeButtonProps = {
    'aria-disabled': pending || disabled ? true : undefined,
    'data-pending': pending ? '' : undefined,
    'aria-describedby': describedBy,
    'data-autofocus': autoFocus ? '' : undefined,
    'aria-pressed': pressed,
    'aria-expanded': opens?.open,
    'aria-controls': opens?.open === true ? opens.id : undefined,
  };
  const common = {
    ...(id === undefined ? {} : { id }),
    priority,
    size,
    type: 'button' as const,
    onClick: disabled ? () => undefined : press,
    nativeButtonProps,
    className: `action${className === undefined ? '' : ` ${className}`}`,
  };
  return icon === undefined ? (
    <Button {...common}>{children}</Button>
  ) : (
    <Button {...common} iconId={icon} iconPosition={iconSide}>
      {children}
    </Button>
  );
}
