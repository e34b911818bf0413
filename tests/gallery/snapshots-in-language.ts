import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { LANGUAGES, type LanguageCode } from '../../main/contract/languages.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';

/** Recorded states say in French what main resolves from the configuration; this says it in another shipped language. */

const CONFIG = path.join(import.meta.dirname, '..', '..', 'kiosk-config');

type Words = Map<string, string>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each sentence of one tree against the one at the same place of the other. */
function pair(french: unknown, other: unknown, words: Words): void {
  if (typeof french === 'string' && typeof other === 'string') words.set(french, other);
  else if (Array.isArray(french) && Array.isArray(other)) {
    for (const [index, one] of french.entries()) pair(one, other[index], words);
  } else if (isRecord(french) && isRecord(other)) {
    for (const [key, one] of Object.entries(french)) pair(one, other[key], words);
  }
}

/** Texts that stand in every language beside each other: `{fr: …, ar: …}`. */
function beside(tree: unknown, language: LanguageCode, words: Words): void {
  if (Array.isArray(tree)) for (const one of tree) beside(one, language, words);
  if (!isRecord(tree)) return;
  const { fr, [language]: other } = tree;
  if (typeof fr === 'string' && typeof other === 'string') words.set(fr, other);
  else for (const one of Object.values(tree)) beside(one, language, words);
}

const read = (...place: readonly string[]): unknown =>
  parse(readFileSync(path.join(CONFIG, ...place), 'utf8'));

/** `mardi 24 mars` and `24 mars 2026`, in the spring of 2026 as the recorded states have it. */
function days(language: LanguageCode, words: Words): void {
  const { locale } = LANGUAGES[language];
  const forms = [
    { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
    { dateStyle: 'long', timeZone: 'UTC' },
  ] as const;
  for (let day = 1; day <= 61; day += 1) {
    const date = new Date(Date.UTC(2026, 2, day));
    for (const form of forms) {
      words.set(date.toLocaleDateString('fr', form), date.toLocaleDateString(locale, form));
    }
  }
}

const found = new Map<LanguageCode, Words>();

function wordsOf(language: LanguageCode): Words {
  const known = found.get(language);
  if (known !== undefined) return known;
  const words: Words = new Map();
  pair(read('journeys', 'fr.yaml'), read('journeys', `${language}.yaml`), words);
  beside(read('documents.yaml'), language, words);
  for (const file of readdirSync(path.join(CONFIG, 'destinations')))
    beside(read('destinations', file), language, words);
  days(language, words);
  found.set(language, words);
  return words;
}

function said(value: unknown, words: Words): unknown {
  if (typeof value === 'string') return words.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => said(one, words));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, said(one, words)]));
}

/** The same state for somebody who reads `language`, as main composes it; what a visitor wrote stays as it is. */
export function inLanguage(snapshot: Snapshot, language: LanguageCode): Snapshot {
  const access = { ...snapshot.access, language };
  // The team's own screens are French.
  if (language === 'fr' || snapshot.visit.step === 'staff') return { ...snapshot, access };
  const visit = said(snapshot.visit, wordsOf(language)) as Snapshot['visit'];
  const { locale, direction } = LANGUAGES[language];
  return {
    ...snapshot,
    access,
    visit:
      visit.step === 'registration' ? { ...visit, language: locale, direction, helperLanguage: 'fr' } : visit,
  };
}
