import { useEffect, useState } from 'react';
import type { StaffView } from '../../../main/contract/staff.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { Message } from '../../components/message.tsx';
import { BadgeDrawing } from '../../components/pictograms.tsx';
import { Screen } from '../../components/screen.tsx';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** Digits of a PIN (`npm run config:pin`). */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 12;

type LockView = Extract<StaffView, { kind: 'locked' }>;

function LockMessage({ lock }: { readonly lock: LockView }) {
  const { refused, waitSeconds } = lock;
  if (waitSeconds > 0) {
    return (
      <Message severity="warning" title="Trop d’essais.">
        <p>Attendez encore {waitSeconds} s.</p>
      </Message>
    );
  }
  if (refused) {
    return (
      <Message severity="error" title="Ce n’est pas le bon code.">
        <p>Vérifiez-le, puis recommencez.</p>
      </Message>
    );
  }
  return null;
}

/** The pad: digits are held here until they are sent, and shown as dots. */
export function StaffLock({ lock }: { readonly lock: LockView }) {
  const request = useRequest();
  const [digits, setDigits] = useState('');
  const closed = lock.checking || lock.waitSeconds > 0;
  useEffect(() => {
    if (lock.refused) setDigits('');
  }, [lock.refused]);
  const enter = () => {
    setDigits('');
    return request('staff.enter', { pin: digits });
  };
  return (
    <Screen
      title="Équipe de ce lieu"
      {...(lock.hasPin ? { lead: 'Tapez le code de l’équipe, ou présentez votre badge.' } : {})}
      className="staff-lock"
      back={
        <ActionButton size="large" icon="fr-icon-arrow-left-line" onPress={() => request('staff.leave', {})}>
          Quitter
        </ActionButton>
      }
      main={
        lock.hasPin ? (
          <ActionButton
            size="large"
            priority="primary"
            icon="fr-icon-check-line"
            disabled={closed || digits.length < FEWEST_DIGITS}
            onPress={enter}
          >
            Entrer
          </ActionButton>
        ) : undefined
      }
    >
      <LockMessage lock={lock} />
      {!lock.hasPin && (
        <div className="staff-badge">
          <BadgeDrawing />
          <p>Présentez votre badge.</p>
        </div>
      )}
      {lock.hasPin && (
        <div className="staff-pad">
          <p className="staff-pad__digits" role="status">
            <span aria-hidden="true">{digits === '' ? '–' : '●'.repeat(digits.length)}</span>
            <span className="fr-sr-only">
              {lock.checking ? 'Vérification en cours.' : `Chiffres tapés : ${digits.length}`}
            </span>
          </p>
          <div className="staff-pad__keys">
            {[...KEYS, 'effacer', '0'].map((key) =>
              key === 'effacer' ? (
                <ActionButton key={key} size="large" disabled={closed} onPress={() => setDigits('')}>
                  Effacer
                </ActionButton>
              ) : (
                <ActionButton
                  key={key}
                  size="large"
                  disabled={closed}
                  onPress={() => setDigits((typed) => (typed + key).slice(0, MOST_DIGITS))}
                >
                  {key}
                </ActionButton>
              ),
            )}
          </div>
        </div>
      )}
    </Screen>
  );
}
