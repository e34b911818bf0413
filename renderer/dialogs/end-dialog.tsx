import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../main/contract/snapshot.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';

/** What is lost by ending now. */
function LossText({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation();
  if ((visit.step === 'proof' || visit.step === 'copy') && visit.copying.kind === 'copying') {
    return <p>{t('end.copying')}</p>;
  }
  if (visit.step === 'proof') return <p>{t('end.noProof')}</p>;
  const pages =
    visit.step === 'scan' || visit.step === 'confirm'
      ? visit.pages.length
      : visit.step === 'copy'
        ? visit.files.reduce((sum, file) => sum + file.pages, 0)
        : 0;
  return <p>{t('end.pages', { count: pages })}</p>;
}

/** Asks before the visit is ended and everything of it erased. */
export function EndDialog({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const request = useRequest();
  const end = async (): Promise<void> => {
    await request('visit.end', {});
    onClose();
  };
  return (
    <Dialog
      title={t('end.title')}
      onCancel={onClose}
      actions={
        <>
          <ActionButton size="large" priority="secondary" icon="fr-icon-delete-bin-line" onPress={end}>
            {t('end.yes')}
          </ActionButton>
          <ActionButton size="large" priority="primary" onPress={onClose} autoFocus>
            {t('end.no')}
          </ActionButton>
        </>
      }
    >
      <LossText visit={visit} />
    </Dialog>
  );
}
