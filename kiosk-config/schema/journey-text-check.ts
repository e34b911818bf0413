import type { Journey } from '../../main/domain/registration/journey.ts';
import { type Place, problemAt, type Source } from './journey-compose.ts';
import type { SiteFile } from './journey-files.ts';
import {
  COMMON_KEYS,
  LANGUAGES,
  longSentences,
  pathOfKey,
  type TextsFile,
  textsByKey,
} from './journey-texts.ts';
import type { ConfigProblem } from './read-yaml.ts';

/** The i18n keys that a journey needs, each with where it is needed. */
export function keysOf(journey: Journey, site: string | null = journey.site): ReadonlySet<string> {
  const own = site === null ? [`journeys.${journey.id}.title`, `journeys.${journey.id}.lead`] : [];
  const keys = new Set<string>(own);
  for (const block of journey.blocks) {
    keys.add(`blocks.${block.id}`);
    for (const screen of block.screens) {
      keys.add(`screens.${screen.id}.title`);
      keys.add(`screens.${screen.id}.helper.1`);
      for (const question of screen.questions) {
        keys.add(`questions.${question.id}.label`);
        for (const use of question.use) keys.add(`uses.${use}`);
        if (!('choices' in question)) continue;
        for (const choice of question.choices) keys.add(`choices.${question.texts}.${choice.id}`);
      }
    }
  }
  return keys;
}

/** Keys that may be there beside a needed one: another title for somebody else, a hint, more lines for the helper. */
function isBeside(key: string, needed: ReadonlySet<string>): boolean {
  const [part, id, field] = key.split('.');
  if (part === 'screens' && needed.has(`screens.${id}.title`)) {
    return field === 'other' || field === 'lead' || field === 'helper';
  }
  return (
    part === 'questions' && needed.has(`questions.${id}.label`) && (field === 'other' || field === 'hint')
  );
}

/** The texts of every language by key, each with what it takes from its base. */
export type Texts = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The lines for the helper among the French texts: every language has these below its own. */
export function helperSheets(
  french: Iterable<readonly [string, string]>,
): readonly (readonly [string, string])[] {
  return [...french].filter(([key]) => isForHelper(key));
}

/** A line of the sheet for the helper, who works in French whatever the visitor reads. */
function isForHelper(key: string): boolean {
  const [part, , field] = key.split('.');
  return part === 'screens' && field === 'helper';
}

/**
 * Every language's texts with its base's below them, and below those the French sheets for the helper. A base of a base
 * is not followed.
 */
export function resolveTexts(sources: readonly Source<TextsFile>[]): Texts {
  const own = new Map(sources.map(({ value }) => [value.language, textsByKey(value)]));
  const sheets = helperSheets(own.get('fr') ?? []);
  return new Map(
    sources.map(({ value }) => {
      const base = value.base === undefined ? undefined : own.get(value.base);
      return [
        value.language,
        new Map([...sheets, ...(base ?? []), ...(own.get(value.language) ?? [])]),
      ] as const;
    }),
  );
}

function sentencesTooLong(
  texts: ReadonlyMap<string, string>,
  excused: ReadonlySet<string>,
  placeOf: (key: string) => Place,
): readonly ConfigProblem[] {
  return [...texts].flatMap(([key, content]) =>
    excused.has(key)
      ? []
      : longSentences(content).map((sentence) =>
          problemAt(placeOf(key), `« ${key} » a une phrase de plus de douze mots : « ${sentence} »`),
        ),
  );
}

/**
 * Every language says everything that is needed and nothing else, in sentences of at most twelve words; exceptions give
 * their reason, and are told when they are none any more.
 */
export function checkTexts(
  sources: readonly Source<TextsFile>[],
  neededByJourneys: ReadonlySet<string>,
): readonly ConfigProblem[] {
  const needed = new Set([...COMMON_KEYS, ...neededByJourneys]);
  const resolved = resolveTexts(sources);
  return sources.flatMap((source) => {
    const { file, value, lineOf } = source;
    const placeOf = (key: string): Place => ({ file, line: lineOf(pathOfKey(key)) });
    const texts = textsByKey(value);
    const there = resolved.get(value.language);
    const problems = [...needed]
      .filter((key) => there?.has(key) !== true)
      .map(
        (key): ConfigProblem => ({
          ...problemAt(placeOf(key), `Le texte « ${key} » manque en ${value.name} (${value.language}).`),
          missingIn: value.language,
        }),
      );
    for (const key of texts.keys()) {
      if (!needed.has(key) && !isBeside(key, needed)) {
        problems.push(problemAt(placeOf(key), `Le texte « ${key} » ne sert nulle part.`));
      }
    }
    if (value.base === value.language || (value.base !== undefined && !resolved.has(value.base))) {
      problems.push(
        problemAt({ file, line: lineOf(['base']) }, `La langue de base « ${value.base} » n'existe pas.`),
      );
    }
    const excused = new Set(Object.keys(value.long_sentences));
    for (const key of excused) {
      if (longSentences(texts.get(key) ?? '').length === 0) {
        const place = { file, line: lineOf(['long_sentences', key]) };
        problems.push(problemAt(place, `« ${key} » n'est pas trop long : l'exception ne sert à rien.`));
      }
    }
    return [...problems, ...sentencesTooLong(texts, excused, placeOf)];
  });
}

/** Words that a site may put in other words: titles, labels, hints, choices, sheets. Never what an answer is used for. */
const MAY_REWORD =
  /^(?:screens\.[^.]+\.(?:title|other|lead|helper\.\d+)|questions\.[^.]+\.(?:label|other|hint)|choices\.[^.]+\.[^.]+)$/;

/**
 * The texts of a site: those that its own screens and questions need, in every language there is (a language that takes
 * from another may leave them out), and other words for existing ones, where that is allowed.
 */
export function checkSiteTexts(
  site: Source<SiteFile>,
  languages: readonly Source<TextsFile>[],
  keys: { readonly national: ReadonlySet<string>; readonly atSite: ReadonlySet<string> },
): readonly ConfigProblem[] {
  const placeOf = (...path: string[]): Place => ({ file: site.file, line: site.lineOf(['texts', ...path]) });
  const needed = new Set([...keys.national, ...keys.atSite]);
  const problems: ConfigProblem[] = [];
  for (const { value } of languages) {
    const own = new Map(Object.entries(site.value.texts[value.language] ?? {}));
    const base = value.base === undefined ? undefined : site.value.texts[value.base];
    for (const key of keys.atSite) {
      if (keys.national.has(key) || own.has(key) || (base !== undefined && key in base)) continue;
      if (isForHelper(key) && value.language !== 'fr') continue;
      problems.push({
        ...problemAt(
          placeOf(value.language),
          `Le texte « ${key} » du site manque en ${value.name} (${value.language}).`,
        ),
        missingIn: value.language,
      });
    }
    problems.push(...sentencesTooLong(own, new Set(), (key) => placeOf(value.language, key)));
  }
  for (const [language, texts] of Object.entries(site.value.texts)) {
    if (!LANGUAGES.some((known) => known === language)) {
      problems.push(problemAt(placeOf(language), `La langue « ${language} » n'existe pas.`));
    }
    for (const key of Object.keys(texts)) {
      if (keys.national.has(key) && !MAY_REWORD.test(key)) {
        problems.push(problemAt(placeOf(language, key), `Un site ne peut pas changer le texte « ${key} ».`));
      } else if (!needed.has(key) && !isBeside(key, needed)) {
        problems.push(problemAt(placeOf(language, key), `Le texte « ${key} » ne sert nulle part.`));
      }
    }
  }
  return problems;
}
