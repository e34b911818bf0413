import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../main/contract/snapshot.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';

/** What is lost by ending now, in the words of the screen it is asked on. */
function useLoss(visit: VisitView): {
  readonly title: string;
  readonly text: ReactNode;
  readonly yes: string;
} {
  const { t } = useTranslation();
  if (
    (visit.step === 'proof' || visit.step === 'copy' || visit.step === 'leaving') &&
    visit.copying.kind === 'copying'
  ) {
    return { title: t('end.titleWhileCopying'), text: <p>{t('end.copying')}</p>, yes: t('end.yesFinish') };
  }
  if (visit.step === 'proof') {
    return {
      title: t('end.titleWithoutProof'),
      text: (
        <>
          <p>{t('end.kept')}</p>
          <p>
            <strong>{t('end.note', { reference: visit.reference })}</strong>
          </p>
        </>
      ),
      yes: t('end.yesFinish'),
    };
  }
  if (visit.step === 'leaving' && visit.draft.kind === 'saved') {
    return {
      title: t('end.titleWithoutNumber'),
      text: (
        <p>
          <strong>{t('end.noteNumber', { number: visit.draft.code })}</strong>
        </p>
      ),
      yes: t('end.yesFinish'),
    };
  }
  if (
    visit.step === 'registration' ||
    visit.step === 'leaving' ||
    (visit.step === 'scan' && visit.purpose === 'attach')
  ) {
    return { title: t('end.title'), text: <p>{t('end.answers')}</p>, yes: t('end.yes') };
  }
  return {
    title: t('end.title'),
    text: <p>{t('end.pages', { count: pagesOf(visit) })}</p>,
    yes: t('end.yes'),
  };
}

function pagesOf(visit: VisitView): number {
  switch (visit.step) {
    case 'scan':
    case 'confirm':
      return visit.pages.length;
    case 'copy':
      return visit.files.reduce((sum, file) => sum + file.pages, 0);
    default:
      return 0;
  }
}

/** Asks before the visit is ended and everything of it erased. */
export function EndDialog({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const request = useRequest();
  const { title, text, yes } = useLoss(visit);
  const end = async (): Promise<void> => {
    await request('visit.end', {});
    onClose();
  };
  const keep = async (): Promise<void> => {
    await request('registration.leave', {});
    onClose();
  };
  return (
    <Dialog
      title={title}
      onCancel={onClose}
      actions={
        <>
          <ActionButton size="large" priority="secondary" onPress={end}>
            {yes}
          </ActionButton>
          {visit.step === 'registration' && (
            <ActionButton size="large" priority="secondary" onPress={keep}>
              {t('registration.leave')}
            </ActionButton>
          )}
          <ActionButton size="large" priority="primary" onPress={onClose} autoFocus>
            {t('end.no')}
          </ActionButton>
        </>
      }
    >
      {text}
    </Dialog>
  );
}
