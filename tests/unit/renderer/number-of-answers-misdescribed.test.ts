import { describe, expect, it } from 'vitest';
import { LANGUAGE_CODES } from '../../../main/domain/language.ts';
import { DRAFT_CODE } from '../../../main/storage/draft-code.ts';
import { createTranslations } from '../../../renderer/i18n/translations.ts';

/** "Letter" in each language, as it stands in a sentence. */
const LETTER = /lettre|letter|letra|harf|حرف|الحروف|توری|літер|букв/iu;
const DASH = /tiret|dash|guion|traço|çizgi|شرط|خط|کرښ|риск|чёрточ/iu;

describe.each(LANGUAGE_CODES)('the number that brings answers back, in %s', (language) => {
  const { t } = createTranslations(language);

  it('is said to be wrong in a digit: it has no letters', () => {
    expect(DRAFT_CODE.alphabet).toBe('0123456789');
    expect(t('registration.resume.mistyped')).not.toMatch(LETTER);
  });

  it('is said to be written with spaces: it has no dashes', () => {
    expect(t('registration.resume.shape', { shape: '0000 0000' })).not.toMatch(DASH);
  });
});
