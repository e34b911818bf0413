import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import type { QuestionOf } from './registration-view.ts';
import type { FieldProps } from './text-field.tsx';

/** "Tout est juste", by the person's own hand; then how to send. */
export function ConfirmationButton({
  id,
  question,
  describedBy,
  onConfirm,
}: FieldProps & {
  readonly question: QuestionOf<'confirmation'>;
  readonly onConfirm: () => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { blocked, confirmed } = question;
  const whyId = `${id}-why`;
  const described = [describedBy, blocked === null ? undefined : whyId].filter((one) => one !== undefined);
  return (
    <div className="confirmation">
      <ActionButton
        id={id}
        size="large"
        priority={confirmed ? 'tertiary' : 'primary'}
        icon={confirmed ? 'fr-icon-checkbox-circle-fill' : 'fr-icon-check-line'}
        pressed={confirmed}
        disabled={blocked !== null || confirmed}
        {...(described.length === 0 ? {} : { describedBy: described.join(' ') })}
        onPress={onConfirm}
      >
        {t('registration.confirmation.right')}
      </ActionButton>
      {blocked !== null && (
        <p id={whyId} className="confirmation__why">
          <strong>{blocked.title}</strong> {blocked.action}
        </p>
      )}
      <p className="confirmation__done" role="status">
        {confirmed && (
          <>
            <strong>{t('registration.confirmation.done')}</strong> {t('registration.confirmation.next')}
          </>
        )}
      </p>
    </div>
  );
}
