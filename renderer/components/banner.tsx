import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../main/contract/snapshot.ts';

type Tone = 'calm' | 'waiting' | 'good' | 'bad';
type Key = 'nothingSent' | 'usbOnly' | 'saving' | 'saved' | 'sending' | 'acknowledged' | 'refused';

/** What is true of the sending at this moment; `null` where there is no visit. */
export function bannerOf(visit: VisitView): { readonly tone: Tone; readonly key: Key } | null {
  switch (visit.step) {
    case 'choose-kind':
    case 'choose-destination':
      return { tone: 'calm', key: 'nothingSent' };
    case 'scan':
      return { tone: 'calm', key: visit.purpose === 'usb' ? 'usbOnly' : 'nothingSent' };
    case 'copy':
      return { tone: 'calm', key: 'usbOnly' };
    case 'confirm':
      return visit.progress.kind === 'saving'
        ? { tone: 'waiting', key: 'saving' }
        : { tone: 'calm', key: 'nothingSent' };
    case 'proof':
      return {
        saved: { tone: 'waiting', key: 'saved' } as const,
        sending: { tone: 'waiting', key: 'sending' } as const,
        acknowledged: { tone: 'good', key: 'acknowledged' } as const,
        refused: { tone: 'bad', key: 'refused' } as const,
      }[visit.delivery.kind];
    default:
      return null;
  }
}

const ICONS: Readonly<Record<Tone, string>> = {
  calm: 'fr-icon-lock-fill',
  waiting: 'fr-icon-time-fill',
  good: 'fr-icon-checkbox-circle-fill',
  bad: 'fr-icon-error-warning-fill',
};

/** One line that says at any moment what has been sent, so that nobody is afraid to touch. */
export function Banner({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation();
  const banner = bannerOf(visit);
  if (banner === null) return <div />;
  return (
    <section className={`banner banner--${banner.tone}`} aria-label={t('banner.label')}>
      <p role="status">
        <span className={`banner__icon ${ICONS[banner.tone]}`} aria-hidden="true" />
        {t(`banner.${banner.key}`)}
      </p>
    </section>
  );
}
