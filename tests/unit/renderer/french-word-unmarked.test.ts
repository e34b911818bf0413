import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../renderer/components/french-words.tsx';

const french = (text: string, latin: boolean, quoted: readonly string[] = []): string[] =>
  piecesOf(text, latin, quoted)
    .filter((piece) => piece.french)
    .map((piece) => piece.text);

describe('French words among letters of another script', () => {
  it.each([
    ['بطاقة الإقامة (titre de séjour)', ['titre de séjour']],
    ['علاوة النشاط (prime d’activité)', ['prime d’activité']],
    ['شهادة مهنية (CAP أو BEP)', ['CAP', 'BEP']],
    ['في أعلى رسائل Caf أو MSA.', ['Caf', 'MSA']],
    ['Номер France Travail (identifiant)', ['France Travail', 'identifiant']],
    ['ليس لدي عنوان', []],
    ['', []],
  ])('are found: %s', (text, words) => {
    expect(french(text, false)).toEqual(words);
    expect(
      piecesOf(text, false, [])
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('French words among Latin letters', () => {
  it('are those that the French text has too, in their brackets', () => {
    expect(french('Residence permit (titre de séjour)', true, ['titre de séjour'])).toEqual([
      'titre de séjour',
    ]);
    expect(french('In a couple (married, Pacs)', true, ['titre de séjour'])).toEqual([]);
    expect(french('A motif (motif)', true, ['motif'])).toEqual(['motif']);
  });

  it('may hold signs that mean something elsewhere', () => {
    expect(french('Licence (A+B.*)', true, ['A+B.*'])).toEqual(['A+B.*']);
  });
});
