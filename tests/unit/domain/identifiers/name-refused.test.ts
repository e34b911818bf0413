import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstNames, personName } from '../../../../main/domain/identifiers/person-name.ts';
import { outcome } from './codes.ts';

describe('a name', () => {
  it.each([
    "D'Été-Exemple",
    'Ångström-Núñez',
    'Łukasz Żółć',
    'Nguyễn Thị Ví Dụ',
    'Þórður Ðæð',
    'Ñandú',
    'İbrahim Şahin',
    "N'Diaye M'Ba",
    'Œuvrard Æsir',
    'van der Exemple',
    'St. Exemple',
    'Gal·la',
    'X',
    'Ẅëïrd',
    'Ŵyn ap Prawf',
  ])('is taken as it is: %s', (name) => expect(outcome(personName(name))).toBe(name));

  it('is kept in one form of Unicode, with one sort of apostrophe, hyphen and blank', () => {
    expect(outcome(personName('  E\u0301te\u0301\u00a0 d’Essai\u2010Test '))).toBe("Été d'Essai-Test");
  });

  it.each([
    ['digits', 'Jean 2', 'name-characters'],
    ['an address', 'a@b.fr', 'name-characters'],
    ['markup', '<b>Jean</b>', 'name-characters'],
    ['Arabic', 'محمد', 'name-not-latin'],
    ['Cyrillic among Latin', 'Jеan', 'name-not-latin'],
    ['a picture', 'Jean 😀', 'emoji'],
    ['a flag', 'Jean 🇫🇷', 'emoji'],
    ['a keycap', 'Jean 1️⃣', 'emoji'],
    ['a family of joined pictures', '👨‍👩‍👧', 'emoji'],
    ['a bidirectional override', 'Jean\u202eluaP', 'hidden-characters'],
    ['a bidirectional isolate', 'Jean\u2066', 'hidden-characters'],
    ['a zero-width space', 'Je\u200ban', 'hidden-characters'],
    ['a null', 'Jean\u0000', 'hidden-characters'],
    ['half a pair', 'Jean\ud800', 'hidden-characters'],
    ['private use', 'Jean\ue000', 'hidden-characters'],
    ['stacked marks', `Je\u0301\u0302\u0303\u0304\u0305\u0306an`, 'hidden-characters'],
    ['only a hyphen', ' - ', 'name-no-letter'],
    ['blanks', ' \t\n\u00a0 ', 'missing'],
    ['too many letters', 'a'.repeat(101), 'too-long'],
    ['a megabyte', 'a'.repeat(1_000_000), 'too-long'],
  ])('is refused with %s', (_what, name, code) => expect(outcome(personName(name))).toBe(`refused: ${code}`));

  it('may be several first names with commas; a family name may not', () => {
    expect(outcome(firstNames('Anne, Marie-Ève'))).toBe('Anne, Marie-Ève');
    expect(outcome(personName('Anne, Marie'))).toBe('refused: name-characters');
  });

  it('is taken whatever its Latin letters, and taking it twice changes nothing', () => {
    const letters = Array.from({ length: 0x24f - 0xc0 }, (_, index) => String.fromCodePoint(0xc0 + index))
      .concat([...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'])
      .filter((letter) => /\p{L}/u.test(letter));
    const name = fc
      .tuple(
        fc.constantFrom(...letters),
        fc.array(fc.constantFrom(...letters, "'", '’', '-', ' '), { maxLength: 60 }),
      )
      .map(([first, rest]) => first + rest.join(''));
    fc.assert(
      fc.property(name, (typed) => {
        const kept = personName(typed);
        if (!kept.ok) throw new Error(kept.error.code);
        expect(outcome(personName(kept.value))).toBe(kept.value);
      }),
    );
  });
});
