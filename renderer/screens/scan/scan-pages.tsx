import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { ImportDoor } from '../../components/import-door.tsx';
import { ErrorMessage, Message } from '../../components/message.tsx';
import type { DeskView, ViewOf } from '../views.ts';
import { FitMessage } from './fit-message.tsx';
import { PageGrid } from './page-grid.tsx';
import { NextScan } from './scan-progress.tsx';
import { SelectedPage } from './selected-page.tsx';

/** The page being looked at: the one chosen, else the one in its place, else the last. A page that has just come is shown. */
function useSelection(pages: ViewOf<'scan'>['pages']) {
  const [choice, setChoice] = useState<{ readonly id: string; readonly index: number } | null>(null);
  const count = useRef(pages.length);
  useEffect(() => {
    const last = pages.at(-1);
    if (pages.length > count.current && last !== undefined) {
      setChoice({ id: last.id, index: pages.length - 1 });
    }
    count.current = pages.length;
  }, [pages]);

  const chosen = pages.findIndex((page) => page.id === choice?.id);
  const index = chosen !== -1 ? chosen : Math.min(choice?.index ?? pages.length - 1, pages.length - 1);
  const select = (id: string, at: number): void => setChoice({ id, index: at });
  return { index, select };
}

/** The buttons that scan one more page; where one page is being replaced, it is said above them. */
function AddPages({
  visit,
  scanner,
}: {
  readonly visit: ViewOf<'scan'>;
  readonly scanner: DeskView['scanner'];
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const broken = scanner.problem !== null;
  const retaking = visit.retaking !== null;
  return (
    <div className="add-pages">
      <ActionButton
        icon={retaking ? 'fr-icon-camera-line' : 'fr-icon-add-line'}
        priority={retaking ? 'primary' : 'secondary'}
        disabled={broken}
        onPress={() => request('scan.start', { source: 'platen' })}
      >
        {retaking ? t('scan.glassStart') : t('scan.addGlass')}
      </ActionButton>
      {scanner.feeder && (
        <ActionButton
          icon={retaking ? 'fr-icon-stack-line' : 'fr-icon-add-line'}
          priority={retaking ? 'primary' : 'secondary'}
          disabled={broken}
          onPress={() => request('scan.start', { source: 'feeder' })}
        >
          {retaking ? t('scan.feederStart') : t('scan.addFeeder')}
        </ActionButton>
      )}
      <ImportDoor />
    </div>
  );
}

function RetakeMessage({ number }: { readonly number: number }) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <Message severity="info" title={t('scan.retaking', { number })}>
      <div className="message__answer">
        <p>{t('scan.retakingHow')}</p>
        <ActionButton
          icon="fr-icon-arrow-go-back-line"
          onPress={() => request('page.retake', { page: null })}
        >
          {t('scan.keepOld')}
        </ActionButton>
      </div>
    </Message>
  );
}

/** What has to be said about the pages now; the most pressing first. */
function ScanMessage({
  visit,
  scanner,
}: {
  readonly visit: ViewOf<'scan'>;
  readonly scanner: DeskView['scanner'];
}) {
  const { t } = useTranslation();
  const retaken = visit.pages.findIndex((page) => page.id === visit.retaking);
  if (visit.scanning.kind === 'failed') {
    return (
      <ErrorMessage
        code={visit.scanning.code}
        also={visit.scanning.code === 'scan-cancelled' ? undefined : t('scan.pagesKept')}
      />
    );
  }
  if (scanner.problem !== null) return <ErrorMessage code={scanner.problem} />;
  if (retaken !== -1) return <RetakeMessage number={retaken + 1} />;
  return <FitMessage visit={visit} />;
}

/** The pages scanned so far. */
export function ScanPages({
  visit,
  scanner,
}: {
  readonly visit: ViewOf<'scan'>;
  readonly scanner: DeskView['scanner'];
}) {
  const { pages, scanning } = visit;
  const { index, select } = useSelection(pages);
  const page = pages[index];
  return (
    <div className="scan-pages">
      <div className="scan-pages__all">
        <ScanMessage visit={visit} scanner={scanner} />
        {scanning.kind === 'scanning' ? (
          <NextScan scan={scanning} />
        ) : (
          <AddPages visit={visit} scanner={scanner} />
        )}
        <PageGrid pages={pages} parts={visit.parts} selected={page?.id ?? ''} onSelect={select} />
      </div>
      {page !== undefined && (
        <SelectedPage page={page} index={index} total={pages.length} busy={scanning.kind === 'scanning'} />
      )}
    </div>
  );
}
