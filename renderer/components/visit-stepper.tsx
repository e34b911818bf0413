import { Stepper } from '@codegouvfr/react-dsfr/Stepper';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../main/contract/snapshot.ts';

const STEPS = ['choose', 'scan', 'check', 'proof'] as const;

/** Which of the four steps of a sending this is, from 0; `null` where there are no steps. */
export function stepOf(visit: VisitView): 0 | 1 | 2 | 3 | null {
  switch (visit.step) {
    case 'choose-kind':
    case 'choose-destination':
      return 0;
    case 'scan':
      return visit.purpose === 'send' ? 1 : null;
    case 'confirm':
      return 2;
    case 'proof':
      return 3;
    default:
      return null;
  }
}

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
