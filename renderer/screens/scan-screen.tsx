import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { BackButton } from '../components/back-button.tsx';
import { ImportDoor } from '../components/import-door.tsx';
import { Screen } from '../components/screen.tsx';
import { Waiting } from '../components/waiting.tsx';
import { ScanEmpty } from './scan/scan-empty.tsx';
import { ScanPages } from './scan/scan-pages.tsx';
import { FirstScan } from './scan/scan-progress.tsx';
import type { DeskView, ViewOf } from './views.ts';

/** Where the pages go next. */
const CONTINUE = {
  send: 'scan.continue',
  usb: 'scan.continueUsb',
  attach: 'scan.continueAttach',
} as const;

/** Scanning: where to put the paper, then the pages, what each one can become, and whether they fit. */
export function ScanScreen({
  visit,
  scanner,
}: {
  readonly visit: ViewOf<'scan'>;
  readonly scanner: DeskView['scanner'];
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const empty = visit.pages.length === 0;
  const scanning = visit.scanning.kind === 'scanning';
  useFocusOnHeadingWhenEmptied(empty);

  const title = !empty ? t('scan.titlePages') : scanning ? t('scan.titleFirst') : t('scan.titleEmpty');
  return (
    <Screen
      title={title}
      lead={
        empty && visit.scanning.kind === 'idle' && scanner.problem === null ? t('scan.leadEmpty') : undefined
      }
      className={empty ? 'scan scan--empty' : visit.attaching ? 'scan' : 'scan scan--pages'}
      back={<BackButton />}
      main={
        empty ? (
          visit.scanning.kind === 'scanning' ? undefined : (
            <ImportDoor size="large" />
          )
        ) : (
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-arrow-right-line"
            iconSide="right"
            disabled={!visit.canContinue || visit.attaching}
            onPress={() => request('visit.continue', {})}
          >
            {t(CONTINUE[visit.purpose])}
          </ActionButton>
        )
      }
    >
      {visit.attaching ? (
        <Waiting title={t('scan.attaching')}>
          <p>{t('confirm.wait')}</p>
        </Waiting>
      ) : !empty ? (
        <ScanPages visit={visit} scanner={scanner} />
      ) : visit.scanning.kind === 'scanning' ? (
        <FirstScan scan={visit.scanning} />
      ) : (
        <ScanEmpty scan={visit.scanning} scanner={scanner} />
      )}
    </Screen>
  );
}

/** The last page was removed: its buttons are gone, so the focus goes to the heading. */
function useFocusOnHeadingWhenEmptied(empty: boolean): void {
  const wasEmpty = useRef(empty);
  useEffect(() => {
    if (empty && !wasEmpty.current) document.getElementById('screen-title')?.focus();
    wasEmpty.current = empty;
  }, [empty]);
}
