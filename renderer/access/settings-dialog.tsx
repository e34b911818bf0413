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

/** How to read, hear and type better. What is pressed is done at once and seen behind the dialog. */
export function SettingsDialog({
  access,
  onClose,
}: {
  readonly access: Access;
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
        <p>{t('access.resetLater')}</p>
      </div>
    </Dialog>
  );
}
