import { useTranslation } from 'react-i18next';
import type { PageView } from '../../main/contract/snapshot.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { PagePicture } from '../components/page-picture.tsx';

/** Asks before a page is thrown away: there is no way to take it back. */
export function RemoveDialog({
  page,
  number,
  onRemove,
  onClose,
}: {
  readonly page: PageView;
  readonly number: number;
  readonly onRemove: () => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('scan.removeTitle', { number })}
      onCancel={onClose}
      actions={
        <>
          <ActionButton
            size="large"
            priority="secondary"
            icon="fr-icon-delete-bin-line"
            onPress={async () => {
              await onRemove();
              onClose();
            }}
          >
            {t('scan.removeYes')}
          </ActionButton>
          <ActionButton size="large" priority="primary" onPress={onClose} autoFocus>
            {t('scan.removeNo')}
          </ActionButton>
        </>
      }
    >
      <div className="dialog__page">
        <PagePicture page={page} />
      </div>
      <p>{t('scan.removeText')}</p>
    </Dialog>
  );
}
