import { describe, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from '../../../main/contract/languages.ts';
import { hasOwnLetters, rowsOf } from '../../../renderer/keyboard/layouts.ts';
import { ALPHABETS } from '../../fixtures/alphabets.ts';

function keys(language: LanguageCode, board: 'latin' | 'own' | 'symbols', shifted = false): Set<string> {
  const arrangement = 'azerty' as const;
  const kind = 'text' as const;
  return new Set(rowsOf({ language, arrangement, kind, board, shifted }).flatMap((row) => row.split(' ')));
}

describe.each(Object.keys(LANGUAGES) as LanguageCode[])('the keyboard in %s', (language) => {
  const board = hasOwnLetters(language) ? 'own' : 'latin';

  it('has every letter of the language', () => {
    const there = keys(language, board);
    const missing = [...ALPHABETS[language]].filter((letter) => !there.has(letter));
    expect(missing).toEqual([]);
  });

  it('types a French name: Latin letters with their marks', () => {
    const there = keys(language, 'latin');
    expect([..."abcdefghijklmnopqrstuvwxyzéèç'-"].filter((letter) => !there.has(letter))).toEqual([]);
  });

  it('has figures, @ and a way back', () => {
    const there = keys(language, 'symbols');
    expect([...'0123456789@.-_+', '{letters}', '{space}', '{hide}'].filter((key) => !there.has(key))).toEqual(
      [],
    );
  });

  it('has no key twice', () => {
    for (const one of ['latin', 'own', 'symbols'] as const) {
      const rows = rowsOf({ language, arrangement: 'abc', kind: 'text', board: one, shifted: false });
      const all = rows.flatMap((row) => row.split(' '));
      expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
    }
  });
});

describe('capitals', () => {
  it('are those of the language: a Turkish i keeps its dot', () => {
    expect(keys('tr', 'latin', true).has('İ')).toBe(true);
    expect(keys('fr', 'latin', true).has('I')).toBe(true);
    expect(keys('fr', 'latin', true).has('Œ')).toBe(true);
  });
});
