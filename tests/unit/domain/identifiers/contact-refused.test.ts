import { describe, expect, it } from 'vitest';
import { country } from '../../../../main/domain/identifiers/country.ts';
import { email } from '../../../../main/domain/identifiers/email.ts';
import { phone } from '../../../../main/domain/identifiers/phone.ts';
import {
  address,
  municipalityCode,
  postcode,
  postcodeCity,
} from '../../../../main/domain/identifiers/place.ts';
import { outcome } from './codes.ts';

describe('a telephone number', () => {
  it.each([
    ['mainland, a block kept for fiction', '06 39 98 12 34', '+33639981234'],
    ['with points', '01.99.00.12.34', '+33199001234'],
    ['with its country', '+33 (0)6 39 98 12 34', '+33639981234'],
    ['with 00', '0033639981234', '+33639981234'],
    ['Guadeloupe', '0690 12 34 56', '+590690123456'],
    ['Martinique', '0696 12 34 56', '+596696123456'],
    ['Guyane', '0694 20 12 34', '+594694201234'],
    ['La Réunion', '0692 12 34 56', '+262692123456'],
    ['Mayotte', '0639 10 34 56', '+262639103456'],
    ['New Caledonia', '+687 75 12 34', '+687751234'],
    ['United Kingdom', '+44 20 7946 0958', '+442079460958'],
    ['Ukraine', '+380 50 123 4567', '+380501234567'],
  ])('is taken: %s', (_where, typed, kept) => expect(outcome(phone(typed))).toBe(kept));

  it.each([
    ['too short', '06 39 98'],
    ['too long', '06 39 98 12 34 56 78 90'],
    ['words', 'appelez mon fils'],
    ['a name and a number', 'Paul 06 39 98 12 34'],
    ['a plan that does not exist', '+999 123 456 789'],
  ])('is refused: %s', (_what, typed) => expect(outcome(phone(typed))).toBe('refused: phone-not-understood'));
});

describe('an e-mail address', () => {
  it.each([
    ['as typed', 'jeanne.essai@exemple.fr', 'jeanne.essai@exemple.fr'],
    ['with the blanks that keyboards add', ' jeanne.essai@ exemple.fr ', 'jeanne.essai@exemple.fr'],
    ['with a domain in capitals', 'Jeanne@EXEMPLE.FR', 'Jeanne@exemple.fr'],
    ['with a plus', 'jeanne+travail@exemple.fr', 'jeanne+travail@exemple.fr'],
  ])('is taken %s', (_what, typed, kept) => expect(outcome(email(typed))).toBe(kept));

  it.each(['jeanne', 'jeanne@', '@exemple.fr', 'jeanne@exemple', 'a@b@exemple.fr', 'jean..ne@exemple.fr'])(
    'is refused: %s',
    (typed) => expect(outcome(email(typed))).toBe('refused: email-not-understood'),
  );
});

describe('a place', () => {
  it.each(['75001', '20000', '97400', '98800', '01 000', '00100'])('has a postcode: %s', (typed) => {
    expect(outcome(postcode(typed))).toBe(typed.replace(' ', ''));
  });

  it.each(['7500', '750011', '2A004', 'Paris'])('has no such postcode: %s', (typed) => {
    expect(outcome(postcode(typed))).toBe('refused: postcode-not-understood');
  });

  it.each(['75115', '2A004', '2b033', '97411', '01001'])('has a municipality code: %s', (typed) => {
    expect(outcome(municipalityCode(typed))).toBe(typed.toUpperCase());
  });

  it.each(['20004', '2C004', '7511', 'Paris'])('has no such municipality code: %s', (typed) => {
    expect(outcome(municipalityCode(typed))).toBe('refused: municipality-code-not-understood');
  });

  it('names what is missing of a postcode and a town', () => {
    expect(outcome(postcodeCity({ postcode: '28000', city: ' Ville-Essai ' }))).toEqual({
      postcode: '28000',
      city: 'Ville-Essai',
    });
    expect(outcome(postcodeCity({ city: 'Ville-Essai' }))).toBe('refused: postcode-not-understood');
    expect(outcome(postcodeCity({ postcode: '28000', city: '' }))).toBe('refused: city-missing');
    expect(outcome(postcodeCity({ postcode: '28000', city: '12' }))).toBe('refused: city-missing');
    expect(outcome(postcodeCity('28000'))).toBe('refused: postcode-not-understood');
  });

  it('is a country of the list', () => {
    expect(outcome(country('fr'))).toBe('FR');
    expect(outcome(country('XK'))).toBe('XK');
    expect(outcome(country('ZZ'))).toBe('refused: country-unknown');
    expect(outcome(country('France'))).toBe('refused: country-unknown');
  });
});

describe('an address', () => {
  const home = { kind: 'francaise', street: '3 rue Imaginaire', postcode: '28000', city: 'Ville-Essai' };

  it('is a home in France', () => {
    expect(outcome(address(home))).toEqual({ ...home, complement: null });
    expect(outcome(address({ ...home, complement: 'Bât. B' }))).toEqual({ ...home, complement: 'Bât. B' });
  });

  it('is mail kept by an association', () => {
    const kept = { kind: 'domiciliation', organisation: 'CCAS', postcode: '28000', city: 'Ville-Essai' };
    expect(outcome(address(kept))).toEqual(kept);
  });

  it('is nowhere, and nothing more is wanted', () => {
    expect(outcome(address({ kind: 'sans-adresse' }))).toEqual({ kind: 'sans-adresse', city: null });
  });

  it('is abroad, as it is written there', () => {
    const abroad = { kind: 'etrangere', lines: 'вул. Вигадана 5, 01001 Київ', country: 'UA' };
    expect(outcome(address(abroad))).toEqual(abroad);
  });

  it.each([
    ['no street', { ...home, street: ' ' }, 'street-missing'],
    ['no town', { ...home, city: null }, 'city-missing'],
    ['a street that turns reading around', { ...home, street: '3 rue \u202egnol' }, 'hidden-characters'],
    ['no organisation', { kind: 'domiciliation', postcode: '28000', city: 'X' }, 'street-missing'],
    ['no country', { kind: 'etrangere', lines: 'Rua 1' }, 'country-unknown'],
    ['a kind that does not exist', { ...home, kind: 'chateau' }, 'not-understood'],
    ['no address at all', null, 'not-understood'],
  ])('is refused with %s', (_what, typed, code) => expect(outcome(address(typed))).toBe(`refused: ${code}`));
});
