import { useTranslation } from 'react-i18next';
import type { ScanView } from '../../../main/contract/snapshot.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorMessage } from '../../components/message.tsx';
import { FeederDrawing, GlassDrawing } from '../../components/pictograms.tsx';
import type { DeskView } from '../views.ts';

/** Nothing scanned yet: shows where to put the paper. */
export function ScanEmpty({
  scan,
  scanner,
}: {
  readonly scan: Exclude<ScanView, { kind: 'scanning' }>;
  readonly scanner: DeskView['scanner'];
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const broken = scanner.problem !== null;
  return (
    <>
      {scan.kind === 'failed' && <ErrorMessage code={scan.code} />}
      {scanner.problem !== null && !(scan.kind === 'failed' && scan.code === scanner.problem) && (
        <ErrorMessage code={scanner.problem} />
      )}
      <div className="sources">
        <section className="source" aria-labelledby="source-glass">
          <div className="source__drawing">
            <GlassDrawing />
          </div>
          <h2 id="source-glass" className="source__title">
            {t('scan.glassTitle')}
          </h2>
          <p>{t('scan.glassHow')}</p>
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-camera-line"
            disabled={broken}
            onPress={() => request('scan.start', { source: 'platen' })}
          >
            {t('scan.glassStart')}
          </ActionButton>
        </section>
        {scanner.feeder && (
          <section className="source" aria-labelledby="source-feeder">
            <div className="source__drawing">
              <FeederDrawing />
            </div>
            <h2 id="source-feeder" className="source__title">
              {t('scan.feederTitle')}
            </h2>
            <p>{t('scan.feederHow')}</p>
            <ActionButton
              size="large"
              priority="primary"
              icon="fr-icon-stack-line"
              disabled={broken}
              onPress={() => request('scan.start', { source: 'feeder' })}
            >
              {t('scan.feederStart')}
            </ActionButton>
          </section>
        )}
      </div>
    </>
  );
}
