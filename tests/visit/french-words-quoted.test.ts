import { describe, expect, it } from 'vitest';
import { LANGUAGE_CODES, LANGUAGES } from '../../main/domain/language.ts';
import { JourneyTexts } from '../../main/visit/registration/journey-catalogue.ts';
import { shippedCatalogue } from './registration-ports.ts';

const catalogue = shippedCatalogue({
  id: 'dossier',
  label: 'Dossier',
  icon: 'file',
  maxBytes: 5_000_000,
  maxPages: 20,
  format: 'pdf',
});
const textsIn = (language: (typeof LANGUAGE_CODES)[number]) => new JourneyTexts(catalogue, language);

describe('French words that the texts of a language quote', () => {
  it.each(LANGUAGE_CODES.filter((code) => LANGUAGES[code].tag !== 'fr'))(
    'are known in %s, and none of its own',
    (language) => {
      const words = textsIn(language).frenchWords;
      expect(words).toEqual(expect.arrayContaining(['titre de séjour', 'justificatif de domicile']));
      for (const word of words) expect(word).toMatch(/^[\p{Script=Latin}\p{N}\p{P} ]+$/u);
    },
  );

  it('are none in French', () => {
    expect(textsIn('fr').frenchWords).toEqual([]);
    expect(textsIn('fr-falc').frenchWords).toEqual([]);
  });

  it('are not English ones', () => {
    expect(textsIn('en').frenchWords).not.toContain('stateless');
    expect(textsIn('en').frenchWords).not.toContain('disability');
  });
});

describe('the sheet of the helper', () => {
  it('is French in every language', () => {
    for (const language of LANGUAGE_CODES) {
      const texts = textsIn(language);
      expect(LANGUAGES[texts.languageOfLines('screens.qui-etes-vous.helper')].tag).toBe('fr');
    }
  });
});
