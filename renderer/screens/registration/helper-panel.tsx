import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../main/contract/languages.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { OptionTiles } from './option-tiles.tsx';
import { HELPER_PANEL } from './registration-head.tsx';
import type { RegistrationView } from './registration-view.ts';

/** Beside the screen: who answers, and the sheet that tells a helper what this screen is about. */
export function HelperPanel({
  view,
  onClose,
}: {
  readonly view: RegistrationView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <aside id={HELPER_PANEL} className="helper-panel" aria-labelledby="helper-panel-title">
      <h2 ref={title} id="helper-panel-title" tabIndex={-1} className="helper-panel__title">
        {t('registration.helping.title')}
      </h2>
      {view.helper.length > 0 && (
        <>
          <h3 className="helper-panel__part">{t('registration.helping.sheet')}</h3>
          <ul lang={LANGUAGES[view.helperLanguage].tag} dir={LANGUAGES[view.helperLanguage].direction}>
            {view.helper.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <div className="helper-panel__levels" role="radiogroup" aria-labelledby="helper-panel-level">
        <h3 id="helper-panel-level" className="helper-panel__part">
          {t('registration.helping.level')}
        </h3>
        <OptionTiles
          id="helper-level"
          kind="one"
          options={view.help.levels}
          chosen={[view.help.level]}
          onChange={async ([chosen]) => {
            const level = view.help.levels.find(({ id }) => id === chosen)?.id;
            if (level !== undefined) await request('registration.markHelp', { level });
          }}
          describedBy={undefined}
          invalid={false}
        />
      </div>
      <ActionButton onPress={onClose}>{t('registration.helping.close')}</ActionButton>
    </aside>
  );
}
