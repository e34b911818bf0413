import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../main/contract/channels.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';

type Access = Snapshot['access'];

function Setting({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="setting">
      <legend>{title}</legend>
      <div className="setting__choices">{children}</div>
    </fieldset>
  );
}

/** One of several: the chosen one is pressed, and says so to speech. */
function Choice({
  chosen,
  change,
  children,
}: {
  readonly chosen: boolean;
  readonly change: InputOf<'access.set'>;
  readonly children: string;
}) {
  const request = useRequest();
  return (
    <ActionButton
      priority={chosen ? 'primary' : 'secondary'}
      pressed={chosen}
      onPress={() => request('access.set', change)}
    >
      {children}
    </ActionButton>
  );
}

const SIZES = ['normal', 'large', 'larger', 'largest'] as const;
const CONTRASTS = ['normal', 'high', 'dark'] as const;
const LAYOUTS = ['azerty', 'abc'] as const;
const SAME_KEYS = ['always', 'half-second', 'second'] as const;
const STEPS = [1, 2, 3, 4, 5] as const;
type VoiceStep = (typeof STEPS)[number];

/** One step less, where it stands, one step more. */
function Steps({
  step,
  less,
  more,
  change,
}: {
  readonly step: VoiceStep;
  readonly less: string;
  readonly more: string;
  readonly change: (step: VoiceStep) => InputOf<'access.set'>;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const move = (by: 1 | -1): unknown => {
    const next = STEPS[STEPS.indexOf(step) + by];
    return next === undefined ? undefined : request('access.set', change(next));
  };
  return (
    <>
      <ActionButton icon="fr-icon-subtract-line" disabled={step === STEPS[0]} onPress={() => move(-1)}>
        {less}
      </ActionButton>
      <p className="setting__value" role="status">
        {t('access.step', { step, most: STEPS.length })}
      </p>
      <ActionButton icon="fr-icon-add-line" disabled={step === STEPS.at(-1)} onPress={() => move(1)}>
        {more}
      </ActionButton>
    </>
  );
}

/** The voice: rate, volume, the screen once more; or that there is none. */
function VoiceSettings({ access, onListen }: { readonly access: Access; readonly onListen: () => void }) {
  const { t } = useTranslation();
  const { voice, speech, language } = access;
  if (!speech.languages.includes(language)) {
    return (
      <Setting title={t('access.voice')}>
        <p>{t('access.noVoice')}</p>
      </Setting>
    );
  }
  return (
    <>
      <Setting title={t('access.voice')}>
        <Choice chosen={voice.on} change={{ voice: { on: true } }}>
          {t('access.listen')}
        </Choice>
        <Choice chosen={!voice.on} change={{ voice: { on: false } }}>
          {t('access.silence')}
        </Choice>
        {voice.on && (
          <ActionButton icon="fr-icon-refresh-line" onPress={onListen}>
            {t('access.repeat')}
          </ActionButton>
        )}
        {speech.failed && <p role="alert">{t('errors.voice-failed.title')}</p>}
      </Setting>
      <Setting title={t('access.rate')}>
        <Steps
          step={voice.rate}
          less={t('access.slower')}
          more={t('access.faster')}
          change={(rate) => ({ voice: { rate } })}
        />
      </Setting>
      <Setting title={t('access.volume')}>
        <Steps
          step={voice.volume}
          less={t('access.quieter')}
          more={t('access.louder')}
          change={(volume) => ({ voice: { volume } })}
        />
      </Setting>
    </>
  );
}

/** How to read, hear and type better. What is pressed is done at once and seen behind the dialog. */
export function SettingsDialog({
  access,
  onListen,
  onClose,
}: {
  readonly access: Access;
  readonly onListen: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('access.settingsTitle')}
      onCancel={onClose}
      wide
      actions={
        <ActionButton size="large" priority="primary" onPress={onClose}>
          {t('actions.close')}
        </ActionButton>
      }
    >
      <div className="settings">
        <Setting title={t('access.size')}>
          {SIZES.map((textSize) => (
            <Choice key={textSize} chosen={access.textSize === textSize} change={{ textSize }}>
              {t(`access.sizes.${textSize}`)}
            </Choice>
          ))}
        </Setting>
        <Setting title={t('access.contrast')}>
          {CONTRASTS.map((contrast) => (
            <Choice key={contrast} chosen={access.contrast === contrast} change={{ contrast }}>
              {t(`access.contrasts.${contrast}`)}
            </Choice>
          ))}
        </Setting>
        <VoiceSettings access={access} onListen={onListen} />
        <Setting title={t('access.motion')}>
          <Choice chosen={access.motion} change={{ motion: true }}>
            {t('access.motionOn')}
          </Choice>
          <Choice chosen={!access.motion} change={{ motion: false }}>
            {t('access.motionOff')}
          </Choice>
        </Setting>
        <Setting title={t('access.keyboard')}>
          {LAYOUTS.map((keyboard) => (
            <Choice key={keyboard} chosen={access.keyboard === keyboard} change={{ keyboard }}>
              {t(`access.layouts.${keyboard}`)}
            </Choice>
          ))}
        </Setting>
        <Setting title={t('access.sameKey')}>
          {SAME_KEYS.map((sameKey) => (
            <Choice key={sameKey} chosen={access.sameKey === sameKey} change={{ sameKey }}>
              {t(`access.sameKeys.${sameKey}`)}
            </Choice>
          ))}
        </Setting>
        <p>{t('access.resetLater')}</p>
      </div>
    </Dialog>
  );
}
