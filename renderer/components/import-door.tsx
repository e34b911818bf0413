import { useTranslation } from 'react-i18next';
import { useRequest, useSnapshot } from '../bridge/kiosk-context.tsx';
import { ActionButton } from './action-button.tsx';

/** Leads to the visitor's stick; nothing where none is plugged in. */
export function ImportDoor({ size = 'medium' }: { readonly size?: 'medium' | 'large' }) {
  const { t } = useTranslation();
  const request = useRequest();
  const usb = useSnapshot()?.desk.usb;
  if (usb === undefined || usb.kind === 'none') return null;
  return (
    <ActionButton size={size} icon="fr-icon-usb-line" onPress={() => request('import.show', {})}>
      {t('import.door')}
    </ActionButton>
  );
}
