import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { BackButton } from '../components/back-button.tsx';
import { CopyRemains } from '../components/copy-remains.tsx';
import { ErrorMessage, Message } from '../components/message.tsx';
import { PlugDrawing, UnplugDrawing } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import { Waiting } from '../components/waiting.tsx';
import type { DeskView, ViewOf } from './views.ts';

function CopyState({ visit, usb }: { readonly visit: ViewOf<'copy'>; readonly usb: DeskView['usb'] }) {
  const { t } = useTranslation();
  const { copying } = visit;
  if (copying.kind === 'copying') {
    return (
      <Waiting title={t('usb.copying')}>
        <p>{t('usb.copyingHow')}</p>
      </Waiting>
    );
  }
  if (copying.kind === 'done') {
    return (
      <Message
        severity={copying.removable ? 'success' : 'warning'}
        title={copying.removable ? t('usb.done') : t('usb.doneStays')}
      >
        {!copying.removable && <p>{t('usb.doneStaysHow')}</p>}
        <p>{t('usb.doneCount', { count: copying.files.length })}</p>
        <p>{t('usb.doneFolder', { folder: copying.folder })}</p>
      </Message>
    );
  }
  if (visit.progress === 'preparing') return <Waiting title={t('copy.preparing')} />;
  return (
    <>
      {copying.kind === 'failed' && (
        <>
          <ErrorMessage code={copying.code} />
          <div className="copy__remains" role="status">
            <CopyRemains failed={copying} />
          </div>
        </>
      )}
      {usb.kind === 'ready' && (
        <Message severity="success" title={t('usb.ready', { label: usb.label })}>
          <p>{t('usb.readyHow')}</p>
        </Message>
      )}
      {usb.kind === 'none' && (
        <Message severity="info" title={t('usb.plug')}>
          <p>{t('usb.plugHow')}</p>
        </Message>
      )}
      {usb.kind === 'unusable' && <ErrorMessage code={usb.code} />}
    </>
  );
}

/** The pages on the visitor's own stick; nothing is sent. */
export function CopyScreen({
  visit,
  usb,
}: {
  readonly visit: ViewOf<'copy'>;
  readonly usb: DeskView['usb'];
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const { copying, files } = visit;
  const done = copying.kind === 'done';
  const ready = visit.progress === 'ready' && usb.kind === 'ready' && copying.kind !== 'copying';
  return (
    <Screen
      title={done ? t('copy.titleDone') : t('copy.title')}
      className="copy"
      back={done ? undefined : <BackButton />}
      main={
        done ? (
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-check-line"
            iconSide="right"
            onPress={() => request('visit.end', {})}
          >
            {t('copy.finish')}
          </ActionButton>
        ) : (
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-usb-line"
            disabled={!ready}
            onPress={() => request('proof.copy', {})}
          >
            {copying.kind === 'failed' ? t('actions.retry') : t('usb.copy')}
          </ActionButton>
        )
      }
    >
      <div className="copy__columns">
        <div className="copy__drawing">{done ? <UnplugDrawing /> : <PlugDrawing />}</div>
        <div className="copy__state">
          <CopyState visit={visit} usb={usb} />
          {files.length > 0 && !done && (
            <section aria-labelledby="copy-files">
              <h2 id="copy-files" className="copy__files-title">
                {t('copy.files')}
              </h2>
              <ul>
                {files.map((file) => (
                  <li key={file.name}>
                    {t('confirm.file', {
                      name: file.name,
                      pages: t('confirm.pages', { count: file.pages }),
                    })}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </Screen>
  );
}
