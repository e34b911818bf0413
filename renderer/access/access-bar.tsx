import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../main/contract/languages.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { LanguageDialog } from './language-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';

/** On every screen, at the same place: the language by its own name, how to read and hear better, and the voice. */
export function AccessBar({
  access,
  onListen,
}: {
  readonly access: Snapshot['access'];
  readonly onListen: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const request = useRequest();
  const speaks = access.speech.languages.includes(access.language);
  const [open, setOpen] = useState<'language' | 'settings' | null>(null);
  const noVoiceId = useId();
  const close = () => setOpen(null);
  return (
    <fieldset className="access-bar" aria-label={t('access.bar')}>
      <ActionButton
        priority="tertiary"
        icon="fr-icon-translate-2"
        className="access-bar__language"
        onPress={() => setOpen('language')}
      >
        <span className="fr-sr-only">{t('access.language')}</span> {LANGUAGES[language].name}
      </ActionButton>
      <ActionButton
        priority="tertiary"
        icon="fr-icon-settings-5-line"
        className="access-bar__settings"
        onPress={() => setOpen('settings')}
      >
        {t('access.settings')}
      </ActionButton>
      <ActionButton
        priority="tertiary"
        icon={access.voice.on && speaks ? 'fr-icon-volume-mute-line' : 'fr-icon-volume-up-line'}
        className="access-bar__voice"
        disabled={!speaks}
        describedBy={speaks ? undefined : noVoiceId}
        onPress={() => (access.voice.on ? request('access.set', { voice: { on: false } }) : onListen())}
      >
        {access.voice.on && speaks ? t('access.silence') : t('access.listen')}
      </ActionButton>
      {!speaks && (
        <span id={noVoiceId} className="fr-sr-only">
          {t('access.noVoice')}
        </span>
      )}
      {open === 'language' && <LanguageDialog offered={access.languages} onClose={close} />}
      {open === 'settings' && <SettingsDialog access={access} onListen={onListen} onClose={close} />}
    </fieldset>
  );
}
