import { useTranslation } from 'react-i18next';
import type { ReceiptLineView } from '../../main/contract/snapshot.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Receipt } from '../components/receipt.tsx';

/** The receipt on the screen, for whoever has neither paper nor stick. */
export function ReceiptDialog({
  title,
  lines,
  onClose,
}: {
  /** The receipt where it is left out. */
  readonly title?: string;
  readonly lines: readonly ReceiptLineView[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title ?? t('proof.receiptTitle')}
      wide
      onCancel={onClose}
      actions={
        <ActionButton size="large" priority="primary" onPress={onClose}>
          {t('actions.close')}
        </ActionButton>
      }
    >
      <Receipt lines={lines} />
    </Dialog>
  );
}
