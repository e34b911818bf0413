import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distinctSafeNames,
  fatSafeName,
  numbered,
  numberedFolder,
  withoutAccents,
} from '../../../../main/devices/usb/fat-safe-name.ts';

describe('names for FAT and exFAT', () => {
  it.each([
    ['Numérisation du 12 mars 2031', 'Numérisation du 12 mars 2031'],
    ['CV: Zoé/Martin?', 'CV- Zoé-Martin-'],
    ['../../etc/passwd', '..-..-etc-passwd'],
    ['..', 'Sans nom'],
    ['  .  ', 'Sans nom'],
    ['', 'Sans nom'],
    ['con', '_con'],
    ['LPT1.pdf', '_LPT1.pdf'],
    ['fin. ', 'fin'],
    ['e\u0301te\u0301', 'été'],
    ['a\u202egnp.exe', 'a-gnp.exe'],
    ['tab\tnewline\n', 'tab-newline-'],
  ])('%j becomes %j', (name, safe) => {
    expect(fatSafeName(name)).toBe(safe);
  });

  it('shortens before the extension', () => {
    const safe = fatSafeName(`${'é'.repeat(300)}.pdf`);
    expect(safe).toHaveLength(120);
    expect(safe.endsWith('é.pdf')).toBe(true);
  });

  it('never gives a name that a file system refuses, a path, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = fatSafeName(name);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.length).toBeLessThanOrEqual(121);
        expect(safe).not.toMatch(/[\p{Cc}"*/:<>?\\|]/u);
        expect(safe).not.toMatch(/[. ]$/);
        expect(Buffer.from(safe).toString()).toBe(safe);
        expect(fatSafeName(safe)).toBe(safe);
      }),
      { numRuns: 2_000 },
    );
  });

  it('numbers files before the extension and folders at the end', () => {
    expect(numbered('cv.pdf', 1)).toBe('cv.pdf');
    expect(numbered('cv.pdf', 2)).toBe('cv (2).pdf');
    expect(numbered('cv', 3)).toBe('cv (3)');
    expect(numberedFolder('Borne 12.03.2031', 2)).toBe('Borne 12.03.2031 (2)');
  });

  it('keeps files apart that differ only in case or in what is replaced', () => {
    expect(distinctSafeNames(['cv.pdf', 'CV.pdf', 'c?.pdf', 'c*.pdf'])).toEqual([
      'cv.pdf',
      'CV (2).pdf',
      'c-.pdf',
      'c- (2).pdf',
    ]);
  });

  it('spells French without accents', () => {
    expect(withoutAccents('Œuvre à l’été – n° 3')).toBe("OEuvre a l'ete - n- 3");
  });
});
