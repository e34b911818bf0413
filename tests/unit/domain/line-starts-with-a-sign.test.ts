import { expect, it } from 'vitest';
import { withFrenchSpacing } from '../../../main/domain/french-spacing.ts';

it.each([
  ['Êtes-vous là ?', 'Êtes-vous là\u00A0?'],
  ['Touchez « Refaire » ; puis : oui !', 'Touchez «\u00A0Refaire\u00A0»\u00A0; puis\u00A0: oui\u00A0!'],
  ['Déjà fait\u00A0: rien', 'Déjà fait\u00A0: rien'],
  ['10:15, 1 rue de la Paix', '10:15, 1 rue de la Paix'],
])('%s keeps its signs on the line of their word', (text, spaced) => {
  expect(withFrenchSpacing(text)).toBe(spaced);
});
