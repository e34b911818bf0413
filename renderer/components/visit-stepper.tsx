import { Stepper } from '@codegouvfr/react-dsfr/Stepper';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../main/contract/snapshot.ts';
import { stepOf } from './step-of-visit.ts';

const STEPS = ['choose', 'scan', 'check', 'proof'] as const;

/** Where the visitor is, in four steps. */
export function VisitStepper({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation();
  const step = stepOf(visit);
  if (step === null) return null;
  const next = STEPS[step + 1];
  return (
    <Stepper
      className="visit-stepper"
      currentStep={step + 1}
      stepCount={STEPS.length}
      title={t(`stepper.${STEPS[step]}`)}
      progressText={({ currentStep, stepCount }) =>
        t('stepper.progress', { current: currentStep, total: stepCount })
      }
      nextStepText={t('stepper.next')}
      nextTitle={next === undefined ? undefined : t(`stepper.${next}`)}
    />
  );
}
