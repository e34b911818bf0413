import { LANGUAGES, type LanguageCode, withFrenchSpacing } from '../../main/contract/languages.ts';
import { fr } from './fr.ts';

/** Forms that languages have beside French's own: Arabic six, Ukrainian and Russian four. */
type OtherPlurals<Of> = {
  readonly [Key in keyof Of as Key extends `${infer Base}_other`
    ? `${Base}_${'zero' | 'two' | 'few' | 'many'}`
    : never]?: string;
};

/** The keys of French and no others; `saysEverything` tells whether they are all there. */
type Texts<Of> = {
  readonly [Key in keyof Of]?: Of[Key] extends string ? string : Texts<Of[Key]>;
} & OtherPlurals<Of>;

/** What a file of `languages/` says. */
export interface LanguageFile {
  /** Who read it as a native (easy French: with the people it is made for), and when; `null` until somebody did. */
  readonly reviewed: { readonly by: string; readonly on: string } | null;
  readonly texts: Texts<typeof fr>;
}

export interface Catalogue {
  readonly reviewed: boolean;
  readonly texts: LanguageFile['texts'];
}

/** Every text of a tree with the no-break spaces of French. */
function spacedAsFrench<Tree extends object>(tree: Tree): Tree {
  const spaced = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === 'string' ? withFrenchSpacing(value) : spacedAsFrench(value),
  ]);
  return Object.fromEntries(spaced);
}

/** Every text by its dotted key. */
export function textsByKey(tree: object, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...textsByKey(value, `${prefix}${key}.`)],
    ),
  );
}

/** Counts that a visitor may meet: pages, files, seconds. */
const COUNTS = Array.from({ length: 201 }, (_, count) => count);

/** The plural forms of a language, by ICU's rules. */
function pluralForms(code: LanguageCode): readonly string[] {
  const rules = new Intl.PluralRules(LANGUAGES[code].locale);
  return [...new Set(COUNTS.map((count) => rules.select(count)))];
}

/** The keys that a language must have to say everything that French says, with its own plural forms. */
export function wantedKeys(code: LanguageCode): readonly string[] {
  const keys = [...textsByKey(fr).keys()];
  const counted = keys.filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -'_other'.length));
  const plain = keys.filter(
    (key) => !counted.some((base) => key === `${base}_other` || key === `${base}_one`),
  );
  return [...plain, ...counted.flatMap((base) => pluralForms(code).map((form) => `${base}_${form}`))];
}

/** Keys that the language lacks, itself and in the language it is based on. */
export function missingKeys(code: LanguageCode, texts: object): readonly string[] {
  const own = textsByKey(texts);
  const { base } = LANGUAGES[code];
  // What is based on French lacks nothing: French is complete by type.
  return base === 'fr' ? [] : wantedKeys(code).filter((key) => !own.has(key));
}

const FILES = import.meta.glob<LanguageFile>('./languages/*.ts', { eager: true, import: 'language' });

function codeOf(path: string): string {
  return path.slice('./languages/'.length, -'.ts'.length);
}

/** The languages' files, complete or not, by code. A file under another name than a known code is a mistake. */
export const LANGUAGE_FILES: Readonly<Partial<Record<LanguageCode, LanguageFile>>> = Object.fromEntries(
  Object.entries(FILES).map(([path, file]) => {
    const code = codeOf(path);
    if (!(code in LANGUAGES)) throw new Error(`no language is called ${code}`);
    return [code, file];
  }),
);

/** The languages that the page can speak whole; one that lacks a text is not among them. */
export const CATALOGUES: Readonly<Partial<Record<LanguageCode, Catalogue>>> = {
  fr: { reviewed: true, texts: spacedAsFrench(fr) },
  ...Object.fromEntries(
    (Object.entries(LANGUAGE_FILES) as [LanguageCode, LanguageFile][])
      .filter(([code, { texts }]) => missingKeys(code, texts).length === 0)
      .map(([code, { reviewed, texts }]): [LanguageCode, Catalogue] => [
        code,
        { reviewed: reviewed !== null, texts: code === 'fr-falc' ? spacedAsFrench(texts) : texts },
      ]),
  ),
};

/** The language that the page speaks where `asked` is wanted: itself where its texts are there, French otherwise. */
export function spokenLanguage(asked: LanguageCode): LanguageCode {
  return asked in CATALOGUES ? asked : 'fr';
}
