import { describe, expect, it } from 'vitest';
import { besideFrench, directionOf, type Receipt } from '../../../main/domain/receipt.ts';

const FRENCH: Receipt = {
  language: 'fr',
  title: 'Récépissé',
  lines: [
    { kind: 'title', text: 'Récépissé' },
    { kind: 'reference', label: 'Votre référence', value: '7KQ4' },
    { kind: 'rule' },
    { kind: 'field', label: 'Pages', value: '3' },
    { kind: 'qr', label: 'Reprendre', content: '7KQ4' },
  ],
};
const ARABIC: Receipt = {
  language: 'ar',
  title: 'إيصال',
  lines: [
    { kind: 'title', text: 'إيصال' },
    { kind: 'reference', label: 'رقمكم', value: '7KQ4' },
    { kind: 'rule' },
    { kind: 'field', label: 'الصفحات', value: '3' },
    { kind: 'qr', label: 'استئناف', content: '7KQ4' },
  ],
};

describe('French beside another language', () => {
  it('stands beside words alone: a code, a rule and a reference stand once', () => {
    expect(besideFrench(ARABIC, FRENCH).lines.map(({ kind }) => kind)).toEqual([
      'pair',
      'reference',
      'rule',
      'pair',
      'qr',
    ]);
    expect(besideFrench(ARABIC, FRENCH).language).toBe('ar');
  });

  it('is not doubled where French is the person’s language', () => {
    expect(besideFrench(FRENCH, FRENCH)).toBe(FRENCH);
  });

  it('follows whole where the lines do not belong together, and nothing is lost', () => {
    const shorter = { ...FRENCH, lines: FRENCH.lines.slice(1) };
    const both = besideFrench(ARABIC, shorter);
    expect(both.lines).toEqual([...ARABIC.lines, { kind: 'rule' }, ...shorter.lines]);
  });

  it.each([
    ['ar', 'rtl'],
    ['ps', 'rtl'],
    ['prs', 'rtl'],
    ['fa-AF', 'rtl'],
    ['fr', 'ltr'],
    ['uk', 'ltr'],
  ])('%s is written %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction);
  });
});
