import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ChoiceTile } from '../components/choice-tile.tsx';
import { Message } from '../components/message.tsx';
import { CallPictogram, SendPictogram, StickPictogram } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import type { DeskView } from './views.ts';

/** A catalogue of pictures. What the desk cannot do now is said on its tile, which is then dead. */
export function WelcomeScreen({ desk }: { readonly desk: DeskView }) {
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
  return (
    <Screen
      title={t('welcome.title')}
      lead={
        <>
          {t('welcome.lead')} <strong>{t('welcome.calm')}</strong>
        </>
      }
      className="welcome"
    >
      <div className="choices choices--welcome">
        <ChoiceTile
          title={t('welcome.send')}
          description={why ?? t('welcome.sendHint')}
          pictogram={<SendPictogram />}
          disabled={broken !== null}
          onChoose={() => request('visit.start', { purpose: 'send' })}
        />
        <ChoiceTile
          title={t('welcome.usb')}
          description={why ?? t('welcome.usbHint')}
          pictogram={<StickPictogram />}
          disabled={broken !== null}
          onChoose={() => request('visit.start', { purpose: 'usb' })}
        />
        <ChoiceTile
          title={t('welcome.call')}
          description={t('welcome.callHint')}
          pictogram={<CallPictogram />}
          onChoose={() => request('help.call', {})}
        />
      </div>
      {desk.printer.problem !== null && (
        <Message severity="info" title={t('welcome.noPaperReceipt')}>
          {t('welcome.noPaperReceiptAction')}
        </Message>
      )}
    </Screen>
  );
}
