import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { CallPictogram } from '../components/pictograms.tsx';
import { StaffNotes } from '../components/staff-notes.tsx';

/**
 * Says truthfully what became of the call. `told`: the team's board has it. Otherwise only this screen shows it, and the
 * visitor has to wave.
 */
export function HelpDialog({
  told,
  staffNotes,
  onContinue,
}: {
  readonly told: boolean;
  readonly staffNotes: Snapshot['staffNotes'];
  readonly onContinue: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <Dialog
      title={told ? t('help.toldTitle') : t('help.untoldTitle')}
      onCancel={onContinue}
      actions={
        <>
          <ActionButton size="large" priority="secondary" onPress={() => request('help.dismiss', {})}>
            {t('help.dismiss')}
          </ActionButton>
          <ActionButton size="large" priority="primary" onPress={onContinue} autoFocus>
            {t('help.continue')}
          </ActionButton>
        </>
      }
    >
      <div className="dialog__picture">
        <CallPictogram />
      </div>
      <p>{told ? t('help.toldText') : t('help.untoldText')}</p>
      {staffNotes.length > 0 && (
        <section className="staff-notes" aria-labelledby="staff-notes-title">
          <h3 id="staff-notes-title">{t('help.staff')}</h3>
          <StaffNotes notes={staffNotes} />
        </section>
      )}
    </Dialog>
  );
}
