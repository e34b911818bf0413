import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../main/contract/snapshot.ts';
import { type BannerTone, bannerOf } from './banner-line.ts';

const ICONS: Readonly<Record<BannerTone, string>> = {
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
