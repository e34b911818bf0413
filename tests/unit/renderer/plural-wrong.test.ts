import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../renderer/i18n/translations.ts';

describe('French texts', () => {
  const { t } = createTranslations('fr');

  it('count as French does: zero and one are singular', () => {
    expect(t('confirm.pages', { count: 0 })).toBe('0 page');
    expect(t('confirm.pages', { count: 1 })).toBe('1 page');
    expect(t('confirm.pages', { count: 2 })).toBe('2 pages');
  });

  it('never start a line with a question mark: the space before it does not break', () => {
    expect(t('welcome.title')).toBe('Bonjour. Que voulez-vous faire\u00a0?');
    expect(t('confirm.safe')).toContain('«\u00a0Envoyer maintenant\u00a0»');
  });

  it('put values in as they are: the page escapes, not the catalogue', () => {
    expect(t('usb.ready', { label: 'A & B <1>' })).toBe('Votre clé est prête\u00a0: A & B <1>');
  });

  it('fall back to French in a language that is not shipped', () => {
    expect(createTranslations('xx').t('actions.back')).toBe('Retour');
  });
});
