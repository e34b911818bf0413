import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from './action-button.tsx';
import { onContentChange } from './content-change.ts';

/** Part of the visible height that one press scrolls by: what was last seen stays in sight. */
const SCROLL_SHARE = 0.8;
/** Rounding of fractional positions, pixels. */
const SLACK_PX = 2;

type Reach = 'whole' | 'more-below' | 'at-end';

function reachOf(area: HTMLElement): Reach {
  if (area.scrollHeight <= area.clientHeight + SLACK_PX) return 'whole';
  return area.scrollTop + area.clientHeight >= area.scrollHeight - SLACK_PX ? 'at-end' : 'more-below';
}

/**
 * A button that says that there is more below and goes there: not everybody knows that a screen can be slid, and a switch
 * or a keyboard cannot slide. Nothing is shown where everything is visible.
 */
export function ScrollHint({
  area,
  onReach,
}: {
  readonly area: RefObject<HTMLElement | null>;
  /** Told whether there is anything to slide. */
  readonly onReach?: (slides: boolean) => void;
}) {
  const { t } = useTranslation();
  const [reach, setReach] = useState<Reach>('whole');

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const look = (): void => setReach(reachOf(element));
    look();
    const end = onContentChange(element, look);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      end();
      element.removeEventListener('scroll', look);
    };
  }, [area]);

  useEffect(() => onReach?.(reach !== 'whole'), [reach, onReach]);

  if (reach === 'whole') return null;
  const scroll = (): void => {
    const element = area.current;
    if (element === null) return;
    if (reach === 'at-end') element.scrollTo({ top: 0 });
    else element.scrollBy({ top: element.clientHeight * SCROLL_SHARE });
  };
  return (
    <ActionButton
      size="large"
      priority="tertiary"
      icon={reach === 'at-end' ? 'fr-icon-arrow-up-line' : 'fr-icon-arrow-down-line'}
      onPress={scroll}
    >
      {reach === 'at-end' ? t('actions.backUp') : t('actions.more')}
    </ActionButton>
  );
}
