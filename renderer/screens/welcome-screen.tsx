import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WelcomeTile } from '../../main/contract/registration.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ChoiceTile } from '../components/choice-tile.tsx';
import { Message } from '../components/message.tsx';
import { CallPictogram, SendPictogram, StickPictogram } from '../components/pictograms.tsx';
import { RegistrationPictogram } from '../components/registration-pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import { StaffDoor } from '../components/staff-door.tsx';
import type { DeskView, ViewOf } from './views.ts';

/** A catalogue of pictures. What the desk cannot do now is said on its tile, which is then dead. */
export function WelcomeScreen({
  visit,
  desk,
}: {
  readonly visit: ViewOf<'welcome'>;
  readonly desk: DeskView;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const broken = desk.scanner.problem;
  const why =
    broken === null ? undefined : (
      <>
        <strong className="choice__why">{t(`errors.${broken}.title`)}</strong>
        <span className="choice__why">{t(`errors.${broken}.action`)}</span>
      </>
    );
  const tile = (shown: WelcomeTile): ReactNode => {
    const { kind } = shown;
    switch (kind) {
      case 'send':
        return (
          <ChoiceTile
            key={kind}
            title={t('welcome.send')}
            description={why ?? t('welcome.sendHint')}
            pictogram={<SendPictogram />}
            disabled={broken !== null}
            onChoose={() => request('visit.start', { purpose: 'send' })}
          />
        );
      case 'usb':
        return (
          <ChoiceTile
            key={kind}
            title={t('welcome.usb')}
            description={why ?? t('welcome.usbHint')}
            pictogram={<StickPictogram />}
            disabled={broken !== null}
            onChoose={() => request('visit.start', { purpose: 'usb' })}
          />
        );
      case 'call':
        return (
          <ChoiceTile
            key={kind}
            title={t('welcome.call')}
            description={t('welcome.callHint')}
            pictogram={<CallPictogram />}
            onChoose={() => request('help.call', {})}
          />
        );
      case 'journey':
        return (
          <ChoiceTile
            key={shown.id}
            title={shown.title}
            description={shown.lead}
            pictogram={<RegistrationPictogram name={shown.pictogram} />}
            onChoose={() => request('registration.start', { journey: shown.id })}
          />
        );
      case 'resume':
        return (
          <ChoiceTile
            key={kind}
            title={t('welcome.resume')}
            description={t('welcome.resumeHint')}
            pictogram={<RegistrationPictogram name="clock" />}
            onChoose={() => request('draft.open', {})}
          />
        );
    }
  };
  return (
    <Screen
      title={t('welcome.title')}
      lead={
        <>
          {t('welcome.lead')} <strong>{t('welcome.calm')}</strong>
        </>
      }
      className="welcome"
      back={<StaffDoor />}
    >
      <div className={`choices choices--welcome${visit.tiles.length > 3 ? ' choices--rows' : ''}`}>
        {visit.tiles.map(tile)}
      </div>
      {desk.printer.problem !== null && (
        <Message severity="info" title={t('welcome.noPaperReceipt')}>
          {t('welcome.noPaperReceiptAction')}
        </Message>
      )}
    </Screen>
  );
}
