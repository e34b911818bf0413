import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';

/** Asks whether somebody is still there, counts down, and gives a large way to say yes. */
export function IdleDialog({ secondsLeft }: { readonly secondsLeft: number }) {
  const { t } = useTranslation();
  const request = useRequest();
  const stay = () => request('visit.stay', {});
  return (
    <Dialog
      title={t('idle.title')}
      urgent
      onCancel={stay}
      actions={
        <ActionButton size="large" priority="primary" className="dialog__stay" onPress={stay} autoFocus>
          {t('idle.stay')}
        </ActionButton>
      }
    >
      <p>{t('idle.text')}</p>
      <p className="dialog__countdown" role="timer">
        {t('idle.countdown', { count: secondsLeft })}
      </p>
    </Dialog>
  );
}
