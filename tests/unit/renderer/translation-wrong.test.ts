import { describe, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from '../../../main/contract/languages.ts';
import {
  CATALOGUES,
  LANGUAGE_FILES,
  type LanguageFile,
  missingKeys,
  textsByKey,
  wantedKeys,
} from '../../../renderer/i18n/catalogue.ts';
import { fr } from '../../../renderer/i18n/fr.ts';
import { createTranslations } from '../../../renderer/i18n/translations.ts';

/** FALC: one idea and at most twelve words a sentence. */
const MOST_WORDS = 12;

/** Sentences that stay longer, by language and key, each with its reason. */
const LONG_ON_PURPOSE: Readonly<Record<string, string>> = {};

const files = Object.entries(LANGUAGE_FILES) as [LanguageCode, LanguageFile][];
const french = textsByKey(fr);

function placeholders(text: string): string[] {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort();
}

/**
 * The French text with the same values: of a plural form, the one that counts several. French says "one" in words where
 * it means exactly one; the same form counts 21 in Russian.
 */
function frenchOf(key: string): string {
  return french.get(key.replace(/_(zero|one|two|few|many)$/, '_other')) ?? french.get(key) ?? '';
}

function longSentences(text: string): string[] {
  return text
    .replaceAll(/\{\{\w+\}\}/g, 'value')
    .split(/(?<=[.?!…؟۔])\s+/u)
    .filter(
      (sentence) => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length > MOST_WORDS,
    );
}

describe.each(files)('%s', (code, { texts }) => {
  const own = textsByKey(texts);

  it('says everything that French says, with its own plural forms', () => {
    expect(missingKeys(code, texts)).toEqual([]);
  });

  it('says nothing that nobody asks for', () => {
    const wanted = new Set(wantedKeys(code));
    expect([...own.keys()].filter((key) => !wanted.has(key) && !french.has(key))).toEqual([]);
  });

  it('puts the same values in', () => {
    // "One" and "two" may be words.
    const wrong = [...own].filter(([key, text]) => {
      const here = placeholders(text);
      const there = placeholders(frenchOf(key));
      const countInWords = /_(zero|one|two)$/.test(key);
      return countInWords ? here.some((value) => !there.includes(value)) : here.join() !== there.join();
    });
    expect(wrong).toEqual([]);
  });

  it('has no sentence of more than twelve words', () => {
    const long = [...own]
      .filter(([key]) => !(`${code} ${key}` in LONG_ON_PURPOSE))
      .flatMap(([key, text]) => longSentences(text).map((sentence) => `${key}: ${sentence}`));
    expect(long).toEqual([]);
  });

  it('has no empty text, no stray space, no typewriter quote, no bidi override', () => {
    const wrong = [...own].filter(([, text]) =>
      /^\s|\s$|^$|\s{2}|["']|\.\.\.|[\u202a-\u202e\u2066-\u2069]/u.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('is offered', () => {
    expect(Object.keys(CATALOGUES)).toContain(code);
  });
});

describe('a language', () => {
  it('that lacks a text is not offered', () => {
    const incomplete = { app: { name: 'Kiosk' } };
    expect(missingKeys('en', incomplete)).toContain('header.help');
    expect(missingKeys('en', incomplete)).not.toContain('app.name');
  });

  it('is asked for every plural form it has, and no other', () => {
    const forms = (code: LanguageCode): string[] =>
      wantedKeys(code)
        .filter((key) => /^confirm\.pages_/.test(key))
        .map((key) => key.slice('confirm.pages_'.length))
        .sort();
    expect(forms('en')).toEqual(['one', 'other']);
    expect(forms('uk')).toEqual(['few', 'many', 'one']);
    expect(forms('ar')).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
    expect(forms('prs')).toEqual(['one', 'other']);
  });

  it('that is based on French takes from it what it does not say itself', () => {
    const { t } = createTranslations('fr-falc');
    expect(t('welcome.lead')).toBe('Touchez une image.');
    expect(t('actions.back')).toBe('Retour');
  });

  it('that is read from right to left says so', () => {
    const rtl = (Object.keys(LANGUAGES) as LanguageCode[]).filter(
      (code) => LANGUAGES[code].direction === 'rtl',
    );
    expect(rtl).toEqual(['ar', 'ps', 'prs']);
  });
});
