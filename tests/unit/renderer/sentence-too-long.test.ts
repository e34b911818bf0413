import { describe, expect, it } from 'vitest';
import { fr } from '../../../renderer/i18n/fr.ts';

/** FALC: one idea and at most twelve words a sentence. */
const MOST_WORDS = 12;

/** Longer on purpose. Each has a reason. None so far. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

function textsOf(tree: object, path = ''): { key: string; text: string }[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [{ key: here, text: value }] : textsOf(value, here);
  });
}

/** A value is put in as one word; punctuation is no word; `l’envoi` is one word, as it is read. */
function sentencesOf(text: string): string[][] {
  return text
    .replaceAll(/\{\{\w+\}\}/g, 'valeur')
    .split(/(?<=[.?!…])\s+/u)
    .map((sentence) => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)));
}

const texts = textsOf(fr);

/** Keys and texts of which `wrong` is true: an empty list is what is wanted, a full one says where to mend. */
function offenders(wrong: (text: string) => boolean): string[] {
  return texts.filter(({ text }) => wrong(text)).map(({ key, text }) => `${key}: ${text}`);
}

describe('texts for the visitor', () => {
  it('have no sentence of more than twelve words', () => {
    const long = texts
      .filter(({ key }) => !(key in EXCEPTIONS))
      .flatMap(({ key, text }) => sentencesOf(text).map((words) => ({ key, words })))
      .filter(({ words }) => words.length > MOST_WORDS)
      .map(({ key, words }) => `${key}: ${words.join(' ')}`);
    expect(long).toEqual([]);
  });

  it('are counted as a reader counts', () => {
    expect(sentencesOf('Un deux. Trois « quatre » : {{count}} !').map((words) => words.length)).toEqual([
      2, 3,
    ]);
  });

  it('are written with typographic signs and a space before double punctuation', () => {
    expect(offenders((text) => /['"]|\.\.\.|\s{2}|^\s|\s$/u.test(text))).toEqual([]);
    expect(offenders((text) => /[^\s][?!;»]|[^\s\d]:/u.test(text))).toEqual([]);
  });

  it('speak no machine language', () => {
    const machine =
      /(?<!\p{L})(ko|mo|octets?|pixels?|pdf|serveur|erreur|code|échec|invalide|timeout|http|upload|e-?mail|cliquez)(?!\p{L})/iu;
    // Everybody has a postcode.
    expect(offenders((text) => machine.test(text.replace('Code postal', '')))).toEqual([]);
  });

  it('say "vous", never "tu"', () => {
    expect(offenders((text) => /(?<!\p{L})(tu|ton|ta|tes|toi)(?!\p{L})/iu.test(text))).toEqual([]);
  });
});
