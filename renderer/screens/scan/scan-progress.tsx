import { useTranslation } from 'react-i18next';
import type { ScanView } from '../../../main/contract/snapshot.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Waiting } from '../../components/waiting.tsx';

type Scanning = Extract<ScanView, { kind: 'scanning' }>;

function StopButton({ scan, size }: { readonly scan: Scanning; readonly size: 'medium' | 'large' }) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <ActionButton
      size={size}
      icon="fr-icon-stop-circle-line"
      disabled={scan.cancelling}
      onPress={() => request('scan.cancel', {})}
    >
      {scan.cancelling ? t('scan.stopping') : t('scan.stop')}
    </ActionButton>
  );
}

function ScanWords({ scan, small = false }: { readonly scan: Scanning; readonly small?: boolean }) {
  const { t } = useTranslation();
  return (
    <Waiting
      small={small}
      title={scan.source === 'platen' ? t('scan.scanningGlass') : t('scan.scanningFeeder')}
    >
      <p>{t('scan.arrived', { count: scan.arrived })}</p>
    </Waiting>
  );
}

/** The first scan runs and there is nothing else to show. */
export function FirstScan({ scan }: { readonly scan: Scanning }) {
  return (
    <div className="first-scan">
      <ScanWords scan={scan} />
      <StopButton scan={scan} size="large" />
    </div>
  );
}

/** A scan runs beside the pages that are there already. */
export function NextScan({ scan }: { readonly scan: Scanning }) {
  return (
    <div className="next-scan">
      <ScanWords scan={scan} small />
      <StopButton scan={scan} size="medium" />
    </div>
  );
}
