import { Stepper } from '@codegouvfr/react-dsfr/Stepper';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { useFlushAll } from './answer-drafts.tsx';
import type { RegistrationView } from './registration-view.ts';

/** Where the person is: the block, how many there are, and the place in the block. */
function BlockStepper({ progress }: { readonly progress: RegistrationView['progress'] }) {
  const { t } = useTranslation();
  const { blocks, blockNumber, screenNumber, screens } = progress;
  const here = blocks[blockNumber - 1];
  const next = blocks[blockNumber];
  return (
    <Stepper
      className="visit-stepper"
      currentStep={blockNumber}
      stepCount={blocks.length}
      title={here?.label ?? ''}
      progressText={({ currentStep, stepCount }) =>
        `${t('stepper.progress', { current: currentStep, total: stepCount })} · ${t('registration.place', {
          current: screenNumber,
          total: screens,
        })}`
      }
      nextStepText={t('stepper.next')}
      nextTitle={next?.label}
    />
  );
}

/** For whoever cannot wait: stays in, told by its icon and its frame, and is taken back by the same press. */
export function TalkNow({
  view,
  className,
}: {
  readonly view: RegistrationView;
  readonly className: string;
}) {
  const request = useRequest();
  return (
    <ActionButton
      priority={view.urgent ? 'secondary' : 'tertiary'}
      icon={view.urgent ? 'fr-icon-checkbox-circle-fill' : 'fr-icon-chat-3-line'}
      pressed={view.urgent}
      className={className}
      onPress={() => request('registration.talkNow', { wanted: !view.urgent })}
    >
      {view.words.talkNow}
    </ActionButton>
  );
}

/** Above every screen of a registration: the stepper, and the three ways out that are always there, always in their place. */
export function RegistrationHead({
  view,
  helperOpen,
  onHelper,
}: {
  readonly view: RegistrationView;
  readonly helperOpen: boolean;
  readonly onHelper: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const flushAll = useFlushAll();
  const busy = view.finishing.kind === 'saving';
  const leave = async (): Promise<void> => {
    await flushAll();
    await request('registration.leave', {});
  };
  return (
    <div className="registration-head">
      <BlockStepper progress={view.progress} />
      <fieldset className="registration-tools" aria-label={t('registration.tools')}>
        <ActionButton
          priority="tertiary"
          icon="fr-icon-time-line"
          disabled={busy}
          className="registration-tools__leave"
          onPress={leave}
        >
          {t('registration.leave')}
        </ActionButton>
        <ActionButton
          priority="tertiary"
          icon="fr-icon-user-heart-line"
          opens={{ open: helperOpen, id: HELPER_PANEL }}
          className="registration-tools__helper"
          onPress={onHelper}
        >
          {t('registration.helper')}
        </ActionButton>
        <TalkNow view={view} className="registration-tools__talk" />
      </fieldset>
    </div>
  );
}

/** Id of the panel that the helper's button opens. */
export const HELPER_PANEL = 'helper-panel';
