import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailure } from '../bridge/kiosk-context.tsx';
import { OnScreenKeyboard } from '../keyboard/on-screen-keyboard.tsx';
import { Words } from './french-words.tsx';
import { ErrorMessage } from './message.tsx';
import { ScrollHint } from './scroll-hint.tsx';

/**
 * One screen: its heading, its content, and the row of buttons at the bottom. Back is always at the start of that row,
 * the main action always at its end, on every screen.
 */
export function Screen({
  title,
  lead,
  pictogram,
  back,
  main,
  besideKeys,
  className,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What the screen is about, beside its heading. */
  readonly pictogram?: ReactNode;
  readonly back?: ReactNode;
  readonly main?: ReactNode;
  /** What must not go from the screen while the keyboard takes its place. */
  readonly besideKeys?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { failure } = useFailure();
  const area = useRef<HTMLDivElement>(null);
  const pageTitle = t('app.pageTitle', { screen: title });
  useEffect(() => {
    document.title = pageTitle;
  }, [pageTitle]);
  return (
    <>
      <div ref={area} className={`screen${className === undefined ? '' : ` ${className}`}`}>
        <div className={`screen__heading${pictogram === undefined ? '' : ' screen__heading--pictured'}`}>
          {pictogram !== undefined && <div className="screen__pictogram">{pictogram}</div>}
          <div>
            <h1 id="screen-title" tabIndex={-1}>
              <Words>{title}</Words>
            </h1>
            {lead !== undefined && <p className="screen__lead">{lead}</p>}
          </div>
        </div>
        {failure !== null && <ErrorMessage code={failure} />}
        {children}
      </div>
      <OnScreenKeyboard area={area} beside={besideKeys} />
      <fieldset className="screen-actions" aria-label={t('actions.label')}>
        <div className="screen-actions__start">{back}</div>
        <div className="screen-actions__middle">
          <ScrollHint area={area} />
        </div>
        <div className="screen-actions__end">{main}</div>
      </fieldset>
    </>
  );
}
