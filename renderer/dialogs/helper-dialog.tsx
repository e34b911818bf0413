import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { StaffNotes } from '../components/staff-notes.tsx';

/** What a helper may do, and what the devices need now. */
export function HelperDialog({
  staffNotes,
  onClose,
}: {
  readonly staffNotes: Snapshot['staffNotes'];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const leave = async () => {
    await request('helper.leave', {});
    onClose();
  };
  return (
    <Dialog
      title={t('helper.title')}
      onCancel={onClose}
      actions={
        <>
          <ActionButton size="large" priority="secondary" onPress={leave}>
            {t('helper.leave')}
          </ActionButton>
          <ActionButton size="large" priority="primary" onPress={onClose} autoFocus>
            {t('actions.close')}
          </ActionButton>
        </>
      }
    >
      <ul>
        <li>{t('helper.touch')}</li>
        <li>{t('helper.read')}</li>
        <li>{t('helper.secret')}</li>
        <li>{t('helper.sends')}</li>
      </ul>
      <section className="staff-notes" aria-labelledby="helper-devices">
        <h3 id="helper-devices">{t('helper.devices')}</h3>
        {staffNotes.length === 0 ? <p>{t('helper.allWell')}</p> : <StaffNotes notes={staffNotes} />}
      </section>
    </Dialog>
  );
}
