import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { BackButton } from '../components/back-button.tsx';
import { ErrorMessage } from '../components/message.tsx';
import { PagePicture } from '../components/page-picture.tsx';
import { KindPictogram } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import { Waiting } from '../components/waiting.tsx';
import type { ViewOf } from './views.ts';

function Recapitulation({ visit }: { readonly visit: ViewOf<'confirm'> }) {
  const { t } = useTranslation();
  const { kind, destination, pages, files } = visit;
  return (
    <dl className="recap">
      <div className="recap__row">
        <dt>{t('confirm.what')}</dt>
        <dd className="recap__kind">
          <span className="recap__pictogram">
            <KindPictogram icon={kind.icon} />
          </span>
          {kind.label}
        </dd>
      </div>
      <div className="recap__row">
        <dt>{t('confirm.to')}</dt>
        <dd>{destination.label}</dd>
      </div>
      <div className="recap__row">
        <dt>{t('confirm.pagesLabel')}</dt>
        <dd>{t('confirm.pages', { count: pages.length })}</dd>
      </div>
      {files.length > 0 && (
        <div className="recap__row">
          <dt>{t('confirm.files')}</dt>
          <dd>
            <ul className="recap__files">
              {files.map((file) => (
                <li key={file.name}>
                  {t('confirm.file', {
                    name: file.name,
                    pages: t('confirm.pages', { count: file.pages }),
                  })}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The last look before anything leaves: what, to whom, which pages. One button sends. */
export function ConfirmScreen({ visit }: { readonly visit: ViewOf<'confirm'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  const { progress } = visit;
  const busy = progress.kind === 'preparing' || progress.kind === 'saving';
  return (
    <Screen
      title={t('confirm.title')}
      className="confirm"
      back={<BackButton label={t('confirm.back')} />}
      main={
        <ActionButton
          size="large"
          priority="primary"
          icon="fr-icon-send-plane-line"
          iconSide="right"
          disabled={busy}
          onPress={() => request('visit.confirm', {})}
        >
          {t('confirm.send')}
        </ActionButton>
      }
    >
      {progress.kind === 'failed' && <ErrorMessage code={progress.code} also={t('scan.pagesKept')} />}
      <div className="confirm__columns">
        <Recapitulation visit={visit} />
        <ol className="confirm__pages" aria-label={t('scan.pages')}>
          {visit.pages.map((page, index) => (
            <li key={page.id} className="confirm__page">
              <PagePicture page={page} />
              <span>{t('scan.page', { number: index + 1 })}</span>
            </li>
          ))}
        </ol>
      </div>
      {busy ? (
        <Waiting title={progress.kind === 'saving' ? t('confirm.saving') : t('confirm.preparing')}>
          <p>{t('confirm.wait')}</p>
        </Waiting>
      ) : progress.kind === 'failed' ? null : (
        <p className="confirm__safe">{t('confirm.safe')}</p>
      )}
    </Screen>
  );
}
