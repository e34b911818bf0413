import { useTranslation } from 'react-i18next';
import { ActionButton } from './action-button.tsx';

/** Somebody of the team helps: said to everybody, so that nobody is helped without knowing it. */
export function HelperBanner({ onSheetAsked }: { readonly onSheetAsked: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="helper-banner">
      <p role="status">{t('helper.present')}</p>
      <ActionButton priority="tertiary" onPress={onSheetAsked}>
        {t('helper.sheet')}
      </ActionButton>
    </div>
  );
}
