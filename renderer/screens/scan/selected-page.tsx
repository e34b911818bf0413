import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageView } from '../../../main/contract/snapshot.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { useAnnounce } from '../../components/announcer.tsx';
import { PagePicture } from '../../components/page-picture.tsx';
import { RemoveDialog } from '../../dialogs/remove-dialog.tsx';

/** One page, large, and what can be done with it. */
export function SelectedPage({
  page,
  index,
  total,
  busy,
}: {
  readonly page: PageView;
  /** From 0. */
  readonly index: number;
  readonly total: number;
  /** A scan runs: pages cannot be changed. */
  readonly busy: boolean;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const announce = useAnnounce();
  const [removing, setRemoving] = useState<string | null>(null);
  const number = index + 1;

  const rotate = async (): Promise<void> => {
    if (await request('page.rotate', { page: page.id })) announce(t('scan.rotated', { number }));
  };
  const original = page.look === 'original';
  const changeLook = async (): Promise<void> => {
    if (await request('page.original', { page: page.id, original: !original }))
      announce(original ? t('scan.madeImproved', { number }) : t('scan.madeOriginal', { number }));
  };
  const move = async (to: number): Promise<void> => {
    if (await request('page.move', { page: page.id, to })) announce(t('scan.moved', { number: to + 1 }));
  };
  const remove = async (): Promise<void> => {
    if (await request('page.remove', { page: page.id })) announce(t('scan.removed', { number }));
  };

  return (
    <section className="selected-page" aria-labelledby="selected-page-title">
      <h2 id="selected-page-title" className="selected-page__title">
        {t('scan.pageOf', { number, total })}
      </h2>
      <div className="selected-page__picture">
        <PagePicture page={page} />
        {page.state === 'arriving' && (
          <p className="selected-page__state">
            <span className="waiting__ring" aria-hidden="true" />
            {t('scan.arriving')}
          </p>
        )}
        {page.blank && <p className="selected-page__state">{t('scan.blankHow')}</p>}
        {page.state === 'unreadable' && (
          <div className="selected-page__state selected-page__state--bad" role="alert">
            <span className="fr-icon-error-warning-fill" aria-hidden="true" />
            <p>
              <strong>{t('scan.unreadable')}</strong>
            </p>
            <p>{t('scan.unreadableHow')}</p>
          </div>
        )}
      </div>
      <fieldset className="selected-page__actions" aria-label={t('scan.actionsOn', { number })}>
        <ActionButton
          icon="fr-icon-clockwise-line"
          disabled={busy || page.state !== 'ready'}
          onPress={rotate}
        >
          {t('scan.rotate')}
        </ActionButton>
        {page.look !== 'plain' && (
          <ActionButton
            icon={original ? 'fr-icon-sparkling-2-line' : 'fr-icon-image-line'}
            disabled={busy || page.state !== 'ready'}
            onPress={changeLook}
          >
            {original ? t('scan.improved') : t('scan.original')}
          </ActionButton>
        )}
        <ActionButton
          icon="fr-icon-arrow-left-line"
          disabled={busy || index === 0}
          onPress={() => move(index - 1)}
        >
          {t('scan.earlier')}
        </ActionButton>
        <ActionButton
          icon="fr-icon-arrow-right-line"
          disabled={busy || number === total}
          onPress={() => move(index + 1)}
        >
          {t('scan.later')}
        </ActionButton>
        <ActionButton
          icon="fr-icon-refresh-line"
          priority={page.state === 'unreadable' ? 'primary' : 'secondary'}
          disabled={busy}
          onPress={() => request('page.retake', { page: page.id })}
        >
          {t('scan.retake')}
        </ActionButton>
        <ActionButton icon="fr-icon-delete-bin-line" disabled={busy} onPress={() => setRemoving(page.id)}>
          {t('scan.remove')}
        </ActionButton>
      </fieldset>
      {removing === page.id && (
        <RemoveDialog page={page} number={number} onRemove={remove} onClose={() => setRemoving(null)} />
      )}
    </section>
  );
}
