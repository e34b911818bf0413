import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { AccessBar } from '../access/access-bar.tsx';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from './action-button.tsx';
import { canEnd, endNeedsAsking } from './end-rules.ts';

/** Name of the place, help and end: always there, always in the same place. */
export function KioskHeader({
  snapshot,
  onListen,
  onHelpShown,
  onEndAsked,
}: {
  readonly snapshot: Snapshot;
  readonly onListen: () => void;
  readonly onHelpShown: () => void;
  readonly onEndAsked: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const { visit, kiosk } = snapshot;
  const called = snapshot.help.kind === 'called';
  const end = () => (endNeedsAsking(visit) ? onEndAsked() : request('visit.end', {}));
  const help = () => (called ? onHelpShown() : request('help.call', {}));

  return (
    <header className={`kiosk-header${called ? ' kiosk-header--called' : ''}`}>
      <div className="kiosk-header__brand">
        {kiosk.theme === 'state' && (
          <p lang="fr" className="fr-logo fr-logo--sm kiosk-header__logo">
            République
            <br />
            Française
          </p>
        )}
        <p className="kiosk-header__name">
          <span className="kiosk-header__service">{t('app.name')}</span>
          <span className="kiosk-header__site">{kiosk.site}</span>
        </p>
      </div>
      {visit.step !== 'out-of-service' && (
        <AccessBar key={visit.step} access={snapshot.access} onListen={onListen} />
      )}
      <div className="kiosk-header__actions">
        {canEnd(visit) && (
          <ActionButton
            priority="tertiary"
            icon="fr-icon-logout-box-r-line"
            onPress={end}
            className="kiosk-header__end"
          >
            {t('header.end')}
          </ActionButton>
        )}
        <ActionButton
          priority={called ? 'primary' : 'secondary'}
          icon={called ? 'fr-icon-notification-3-line' : 'fr-icon-question-line'}
          onPress={help}
          className="kiosk-header__help"
        >
          {called ? t('header.helpCalled') : t('header.help')}
        </ActionButton>
      </div>
    </header>
  );
}
