import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { BackButton } from '../components/back-button.tsx';
import { ErrorMessage, Message } from '../components/message.tsx';
import { NumberOnPaperDrawing } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import { Waiting } from '../components/waiting.tsx';
import { TextInput } from './registration/text-field.tsx';
import type { ViewOf } from './views.ts';

/** UTF-16 units: more than any number has, blanks and dashes counted. */
const LONGEST_NUMBER = 80;

/** What came of the last number. */
function Attempt({
  attempt,
  id,
}: {
  readonly attempt: ViewOf<'resume'>['attempt'];
  /** Of what is wrong with the number. */
  readonly id: string;
}): ReactNode {
  const { t } = useTranslation();
  switch (attempt.kind) {
    case 'none':
      return null;
    case 'checking':
      return <Waiting title={t('registration.resume.checking')} small />;
    case 'mistyped':
      return (
        <Message id={id} severity="error" title={t('registration.resume.mistyped')}>
          <p>{t('registration.resume.mistypedHow')}</p>
        </Message>
      );
    case 'unknown':
      return (
        <Message id={id} severity="error" title={t('registration.resume.unknown')}>
          <p>{t('registration.resume.unknownHow')}</p>
        </Message>
      );
    case 'wait':
      return (
        <Message severity="error" title={t('registration.resume.wait')}>
          <p>{t('registration.resume.waitHow', { count: attempt.seconds })}</p>
        </Message>
      );
    case 'lost':
      return (
        <Message severity="error" title={t('registration.resume.lost')}>
          <p>{t('registration.resume.lostHow')}</p>
        </Message>
      );
    case 'failed':
      return <ErrorMessage code={attempt.code} />;
  }
}

/** Coming back with the number of a kept draft. */
export function ResumeScreen({ visit }: { readonly visit: ViewOf<'resume'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  const [number, setNumber] = useState('');
  const id = useId();
  const { attempt, shape, alphabet } = visit;
  const digits = /^\d+$/.test(alphabet);
  const busy = attempt.kind === 'checking' || attempt.kind === 'wait';
  const wrong = attempt.kind === 'mistyped' || attempt.kind === 'unknown';
  return (
    <Screen
      title={t('registration.resume.title')}
      lead={t('registration.resume.lead')}
      className="resume"
      back={<BackButton />}
      main={
        <ActionButton
          size="large"
          priority="primary"
          icon="fr-icon-arrow-right-line"
          iconSide="right"
          disabled={busy || number.trim() === ''}
          onPress={() => request('draft.resume', { code: number })}
        >
          {t('registration.resume.open')}
        </ActionButton>
      }
    >
      <Attempt attempt={attempt} id={`${id}-problem`} />
      <div className="resume__paper">
        <NumberOnPaperDrawing />
      </div>
      <div className="resume__field">
        <label className="question__label" htmlFor={id}>
          {t('registration.resume.number')}
        </label>
        <p id={`${id}-shape`} className="question__hint">
          {t('registration.resume.shape', {
            shape: shape.map((signs) => (digits ? '0' : 'X').repeat(signs)).join('\u00a0'),
          })}
        </p>
        <div className="resume__number">
          <TextInput
            id={id}
            describedBy={wrong ? `${id}-shape ${id}-problem` : `${id}-shape`}
            invalid={wrong}
            required
            typed={digits ? 'numeric' : 'text'}
            maxLength={LONGEST_NUMBER}
            value={number}
            onChange={(text) => setNumber(text.toUpperCase())}
          />
        </div>
      </div>
    </Screen>
  );
}
