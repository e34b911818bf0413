import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../main/domain/error-code.ts';
import { errorsFr } from '../../../renderer/i18n/errors-fr.ts';

describe('what the visitor reads when something fails', () => {
  it('says for every code what happens, then what to do, in whole sentences', () => {
    const sentence = /^\p{Lu}.+\.$/u;
    const poor = ERROR_CODES.filter((code) => {
      const { title, action }: { title: string; action: string } = errorsFr[code];
      return !sentence.test(title) || !sentence.test(action) || title === action;
    });
    expect(poor).toEqual([]);
  });

  it('has no sentence for a code that does not exist', () => {
    expect(Object.keys(errorsFr).sort()).toEqual([...ERROR_CODES].sort());
  });
});
