import { useTranslation } from 'react-i18next';
import { useRequest, useSnapshot } from '../bridge/kiosk-context.tsx';
import { ActionButton } from './action-button.tsx';

/** One step back; pages are kept. Dead while main would not take it (a scan runs, the dossier is being saved). */
export function BackButton({ label }: { readonly label?: string }) {
  const { t } = useTranslation();
  const request = useRequest();
  const canGoBack = useSnapshot()?.canGoBack ?? false;
  return (
    <ActionButton
      size="large"
      priority="secondary"
      icon="fr-icon-arrow-left-line"
      disabled={!canGoBack}
      onPress={() => request('visit.back', {})}
    >
      {label ?? t('actions.back')}
    </ActionButton>
  );
}
