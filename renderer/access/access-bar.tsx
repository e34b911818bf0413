import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../main/contract/languages.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { ActionButton } from '../components/action-button.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { LanguageDialog } from './language-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';

/** On every screen, at the same place: the language by its own name, and how to read and hear better. */
export function AccessBar({ access }: { readonly access: Snapshot['access'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState<'language' | 'settings' | null>(null);
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
      {open === 'language' && <LanguageDialog offered={access.languages} onClose={close} />}
      {open === 'settings' && <SettingsDialog access={access} onClose={close} />}
    </fieldset>
  );
}
