import { useTranslation } from 'react-i18next';
import type { FitView } from '../../../main/contract/snapshot.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Message, ShortMessage } from '../../components/message.tsx';
import type { ViewOf } from '../views.ts';

type WorkingFit = Extract<FitView, { kind: 'working' }>;

function SplitOffer({ parts }: { readonly parts: number }) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <div className="message__answer">
      <p>{t('fit.canSplit', { count: parts })}</p>
      <ActionButton
        priority="primary"
        icon="fr-icon-scissors-cut-line"
        onPress={() => request('document.split', {})}
      >
        {t('fit.split', { count: parts })}
      </ActionButton>
    </div>
  );
}

function TooHeavy({
  fit,
  usb,
}: {
  readonly fit: Extract<FitView, { kind: 'too-heavy' }>;
  readonly usb: boolean;
}) {
  const { t } = useTranslation();
  if (fit.parts < 2) {
    return (
      <Message severity="warning" title={t('fit.pageTooHeavy', { page: fit.heaviest })}>
        <p>{t('fit.pageTooHeavyHow')}</p>
        {fit.redo === fit.heaviest && <p>{t('fit.redoFlat')}</p>}
      </Message>
    );
  }
  return (
    <Message severity="warning" title={usb ? t('fit.tooHeavyUsb') : t('fit.tooHeavy')}>
      <SplitOffer parts={fit.parts} />
      {fit.redo !== null && <p>{t('fit.redo', { page: fit.redo })}</p>}
      {fit.keep > 0 && (
        <p>
          {t('fit.keep', { count: fit.keep })} {t('fit.heaviest', { page: fit.heaviest })}
        </p>
      )}
    </Message>
  );
}

function TooManyPages({ fit }: { readonly fit: Extract<FitView, { kind: 'too-many-pages' }> }) {
  const { t } = useTranslation();
  return (
    <Message severity="warning" title={t('fit.tooManyPages', { count: fit.maxPages })}>
      {fit.parts < 2 ? <p>{t('fit.tooManyPagesHow')}</p> : <SplitOffer parts={fit.parts} />}
    </Message>
  );
}

/** Pages are being prepared: what the ones that are ready say already. */
function Working({ fit, visit }: { readonly fit: WorkingFit; readonly visit: ViewOf<'scan'> }) {
  const { t } = useTranslation();
  const said = (): string | undefined => {
    switch (fit.soFar) {
      case null:
        return undefined;
      case 'fits':
        return t('fit.fitsSoFar');
      case 'too-heavy':
        return visit.purpose === 'usb' ? t('fit.tooHeavyUsb') : t('fit.tooHeavy');
      case 'too-many-pages':
        return t('fit.tooManyPages', { count: visit.destination.maxPages });
    }
  };
  const text = said();
  return <ShortMessage severity="info" title={t('fit.working')} {...(text === undefined ? {} : { text })} />;
}

/** Whether the document fits, in the visitor's words: never a number of bytes, always a way out. */
export function FitMessage({ visit }: { readonly visit: ViewOf<'scan'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  const { fit, parts } = visit;
  if (parts.length > 1) {
    return (
      <Message severity="info" title={t('scan.groupsTitle', { count: parts.length })}>
        <div className="message__answer">
          <p>{t('scan.groupsHow')}</p>
          <ActionButton icon="fr-icon-arrow-go-back-line" onPress={() => request('document.join', {})}>
            {t('scan.join')}
          </ActionButton>
        </div>
      </Message>
    );
  }
  switch (fit.kind) {
    case 'empty':
      return null;
    case 'working':
      return <Working fit={fit} visit={visit} />;
    case 'fits':
      return <ShortMessage severity="success" title={t('fit.fits')} text={t('fit.fitsHow')} />;
    case 'too-heavy':
      return <TooHeavy fit={fit} usb={visit.purpose === 'usb'} />;
    case 'too-many-pages':
      return <TooManyPages fit={fit} />;
  }
}
