import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { endNeedsAsking } from '../components/end-rules.ts';
import { Screen } from '../components/screen.tsx';
import { ReceiptDialog } from '../dialogs/receipt-dialog.tsx';
import { DeliveryStatus } from './proof/delivery-status.tsx';
import { NextStep } from './proof/next-step.tsx';
import { PaperProof } from './proof/paper-proof.tsx';
import { ProofCard } from './proof/proof-card.tsx';
import { StickProof } from './proof/stick-proof.tsx';
import type { DeskView, ViewOf } from './views.ts';

/** Saved: the reference in large, what is known of the delivery, and three ways to keep a proof, paper first. */
export function ProofScreen({
  visit,
  desk,
  onEndAsked,
}: {
  readonly visit: ViewOf<'proof'>;
  readonly desk: DeskView;
  readonly onEndAsked: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const [reading, setReading] = useState<'recepisse' | 'reponses' | null>(null);
  const finish = () => (endNeedsAsking(visit) ? onEndAsked() : request('visit.end', {}));
  return (
    <Screen
      title={t('proof.title')}
      className="proof"
      main={
        <ActionButton
          size="large"
          priority="primary"
          icon="fr-icon-check-line"
          iconSide="right"
          onPress={finish}
        >
          {t('proof.finish')}
        </ActionButton>
      }
    >
      <div className={`proof__columns${visit.registration === null ? '' : ' proof__columns--registered'}`}>
        <div className="proof__known">
          <div className="proof__facts">
            <div className="proof__reference">
              <p className="proof__reference-label">{t('proof.reference')}</p>
              <p className="proof__reference-value">
                <bdi dir="ltr">{visit.reference}</bdi>
              </p>
              <p>{t('proof.referenceHow')}</p>
            </div>
            <DeliveryStatus delivery={visit.delivery} />
          </div>
          {visit.registration !== null && <NextStep registration={visit.registration} />}
        </div>
        <section aria-labelledby="proof-choices">
          <h2 id="proof-choices" className="proof__choices-title">
            {t('proof.choices')}
          </h2>
          <div className="proof__choices">
            <PaperProof
              printing={visit.printing}
              paper={visit.paper}
              papers={visit.papers}
              problem={desk.printer.problem}
            />
            <StickProof copying={visit.copying} usb={desk.usb} copies={visit.copies} />
            <ProofCard
              title={t('proof.readOnScreen')}
              action={
                <>
                  <ActionButton size="large" icon="fr-icon-eye-line" onPress={() => setReading('recepisse')}>
                    {t('proof.view')}
                  </ActionButton>
                  {visit.answers !== null && (
                    <ActionButton size="large" icon="fr-icon-eye-line" onPress={() => setReading('reponses')}>
                      {t('proof.papers.reponses.view')}
                    </ActionButton>
                  )}
                </>
              }
            />
          </div>
        </section>
      </div>
      {reading === 'recepisse' && <ReceiptDialog lines={visit.receipt} onClose={() => setReading(null)} />}
      {reading === 'reponses' && visit.answers !== null && (
        <ReceiptDialog
          title={t('proof.papers.reponses.title')}
          lines={visit.answers}
          onClose={() => setReading(null)}
        />
      )}
    </Screen>
  );
}
