import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';

/** Somebody says that they answer in the person's place: only the person agrees to that. */
export function AgreeDialog({ sentence }: { readonly sentence: string | null }) {
  const { t } = useTranslation();
  const request = useRequest();
  const refuse = () => request('registration.markHelp', { level: 'avec' });
  return (
    <Dialog
      title={t('registration.helping.agreeTitle')}
      urgent
      onCancel={refuse}
      actions={
        <>
          <ActionButton size="large" priority="secondary" onPress={refuse} autoFocus>
            {t('registration.helping.disagree')}
          </ActionButton>
          <ActionButton
            size="large"
            priority="primary"
            onPress={() => request('registration.agreeToHelp', {})}
          >
            {t('registration.helping.agree')}
          </ActionButton>
        </>
      }
    >
      {sentence !== null && <p>{sentence}</p>}
      <p>{t('registration.helping.agreeWho')}</p>
    </Dialog>
  );
}
