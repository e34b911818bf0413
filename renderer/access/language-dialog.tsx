import { useTranslation } from 'react-i18next';
import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { ActionButton } from '../components/action-button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { CATALOGUES } from '../i18n/catalogue.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Each language by its own name, in its own script and direction; one touch changes everything and loses nothing. */
export function LanguageDialog({
  offered,
  onClose,
}: {
  readonly offered: readonly LanguageCode[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const request = useRequest();
  const current = useLanguage();
  const choose = async (language: LanguageCode): Promise<void> => {
    if (await request('access.set', { language })) onClose();
  };
  return (
    <Dialog
      title={t('access.languageTitle')}
      onCancel={onClose}
      wide
      actions={
        <ActionButton size="large" onPress={onClose}>
          {t('actions.close')}
        </ActionButton>
      }
    >
      {CATALOGUES[current]?.reviewed === false && <p>{t('access.notReviewed')}</p>}
      <ul className="languages">
        {offered
          .filter((code) => code in CATALOGUES)
          .map((code) => {
            const { name, tag, direction } = LANGUAGES[code];
            return (
              <li key={code} lang={tag} dir={direction}>
                <ActionButton
                  size="large"
                  priority={code === current ? 'primary' : 'secondary'}
                  pressed={code === current}
                  autoFocus={code === current}
                  onPress={() => choose(code)}
                >
                  {name}
                </ActionButton>
              </li>
            );
          })}
      </ul>
    </Dialog>
  );
}
