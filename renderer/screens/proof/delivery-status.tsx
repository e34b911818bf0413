import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../../main/contract/snapshot.ts';
import { dateInWords } from '../../i18n/date-in-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** What is known of the delivery, and nothing more. */
export function DeliveryStatus({ delivery }: { readonly delivery: DeliveryView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const when = delivery.kind === 'acknowledged' ? dateInWords(delivery.at, language) : '';
  return (
    <div
      className={`delivery delivery--${delivery.kind}`}
      role={delivery.kind === 'refused' ? 'alert' : 'status'}
    >
      <p className="delivery__title">{t(`proof.${delivery.kind}Title`)}</p>
      {delivery.kind === 'acknowledged' ? (
        <>
          <p>{t('proof.acknowledgedText', { number: delivery.acknowledgement })}</p>
          {when !== '' && <p>{t('proof.acknowledgedAt', { date: when })}</p>}
        </>
      ) : (
        <p>{t(`proof.${delivery.kind}Text`)}</p>
      )}
    </div>
  );
}
