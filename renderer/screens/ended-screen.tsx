import type { FrIconClassName } from '@codegouvfr/react-dsfr/fr/generatedFromCss/classNames';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { ClearedScreenDrawing, TakePaperDrawing, UnplugDrawing } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import type { ViewOf } from './views.ts';

function Fact({ icon, children }: { readonly icon: FrIconClassName; readonly children: ReactNode }) {
  return (
    <li className="ended__fact">
      <span className={icon} aria-hidden="true" />
      <span>{children}</span>
    </li>
  );
}

function Outcome({ outcome }: { readonly outcome: ViewOf<'ended'>['outcome'] }) {
  const { t } = useTranslation();
  switch (outcome) {
    case 'sent':
      return (
        <>
          <strong>{t('ended.sent')}</strong> {t('ended.sentHow')}
        </>
      );
    case 'copied':
      return <strong>{t('ended.copied')}</strong>;
    case 'kept':
      return (
        <>
          <strong>{t('ended.kept')}</strong> {t('ended.keptHow')}
        </>
      );
    case 'nothing':
      return (
        <>
          <strong>{t('ended.nothing')}</strong> {t('ended.nothingHow')}
        </>
      );
  }
}

/** What to take, what became of the visit, and what to do next. */
export function EndedScreen({ visit }: { readonly visit: ViewOf<'ended'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  const takesNothing = !visit.takePapers && !visit.takeStick;
  return (
    <Screen
      title={visit.reason === 'finished' ? t('ended.titleFinished') : t('ended.titleIdle')}
      lead={visit.reason === 'idle' ? t('ended.idle') : undefined}
      className="ended"
      main={
        <ActionButton
          size="large"
          priority="primary"
          icon="fr-icon-arrow-right-line"
          iconSide="right"
          onPress={() => request('visit.restart', {})}
        >
          {t('ended.restart')}
        </ActionButton>
      }
    >
      {takesNothing ? (
        <div className="ended__take">
          <div className="ended__thing">
            <ClearedScreenDrawing />
            <p className="ended__outcome">
              <Outcome outcome={visit.outcome} />
            </p>
          </div>
        </div>
      ) : (
        <div className="ended__take">
          {visit.takePapers && (
            <div className="ended__thing">
              <TakePaperDrawing />
              <h2>{t('ended.papers')}</h2>
              <p>{t('ended.papersHow')}</p>
            </div>
          )}
          {visit.takeStick && (
            <div className="ended__thing">
              <UnplugDrawing />
              <h2>{t('ended.stick')}</h2>
            </div>
          )}
        </div>
      )}
      <ul className="ended__facts">
        {!takesNothing && (
          <Fact icon="fr-icon-checkbox-circle-fill">
            <Outcome outcome={visit.outcome} />
          </Fact>
        )}
        <Fact icon="fr-icon-checkbox-circle-fill">
          <strong>{t('ended.erased')}</strong> {t('ended.erasedHow')}
        </Fact>
        <Fact icon="fr-icon-question-line">{t('ended.next')}</Fact>
      </ul>
    </Screen>
  );
}
