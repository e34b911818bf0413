import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { LANGUAGES as LANGUAGE_FACTS } from '../../main/domain/language.ts';
import type { Journey, Question } from '../../main/domain/registration/journey.ts';
import { questionsOf } from '../../main/domain/registration/journey.ts';
import type { OrientationRules } from '../../main/domain/registration/orientation.ts';
import { checkJourney } from './journey-check.ts';
import { type ComposedJourney, composeJourney, QuestionBank, type Source } from './journey-compose.ts';
import {
  type JourneyFile,
  journeyFile,
  type QuestionsFile,
  questionsFile,
  type SiteFile,
  siteFile,
} from './journey-files.ts';
import {
  checkSiteTexts,
  checkTexts,
  helperSheets,
  keysOf,
  resolveTexts,
  type Texts,
} from './journey-text-check.ts';
import { LANGUAGES, type TextsFile, textsByKey, textsFile } from './journey-texts.ts';
import {
  type ComposedRules,
  checkOrientation,
  composeRules,
  type OrientationProof,
  proveOrientation,
} from './orientation-check.ts';
import {
  type NationalRules,
  nationalRules,
  type TerritoryRules,
  territoryRules,
} from './orientation-rules.ts';
import { type ConfigProblem, readYaml } from './read-yaml.ts';

/** A language as it was shipped. `reviewed` is false until a native reader has read it. */
export interface Language {
  readonly code: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly reviewed: boolean;
  /** Texts that it says itself; the others come from its base. */
  readonly own: number;
}

/** The journeys, their texts and the rules of orientation, checked. */
export interface JourneyConfiguration {
  readonly journeys: ReadonlyMap<string, Journey>;
  /** By site, then by journey; a journey that a site leaves as it is is there too. */
  readonly sites: ReadonlyMap<string, ReadonlyMap<string, Journey>>;
  /** What a site says in other words, by site, language and key. */
  readonly siteTexts: ReadonlyMap<string, Texts>;
  readonly texts: Texts;
  readonly languages: readonly Language[];
  /** Languages that lack texts of the country or of a site (by its name), where they are left out and not refused. */
  readonly incomplete: {
    readonly national: ReadonlySet<string>;
    readonly sites: ReadonlyMap<string, ReadonlySet<string>>;
  };
  /** Every question of the country and of the sites, in the order of their files: the fields of the dossier. */
  readonly fields: readonly Question[];
  /** French texts by key, those of the sites' own questions among them: what the fields mean. */
  readonly fieldTexts: ReadonlyMap<string, string>;
  readonly orientation: {
    readonly national: OrientationRules;
    readonly territories: ReadonlyMap<string, OrientationRules>;
    /** How many cases were tried, all rules together. */
    readonly cases: number;
  };
}

export type ReadJourneys =
  | { readonly ok: true; readonly value: JourneyConfiguration }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads files one after the other and gathers what is wrong with them. */
class Reader {
  readonly problems: ConfigProblem[] = [];

  one<Schema extends z.ZodType>(file: string, schema: Schema): Source<z.infer<Schema>> | undefined {
    const read = readYaml(file, schema);
    if (read.ok) return { file, value: read.value, lineOf: read.lineOf };
    this.problems.push(...read.problems);
    return undefined;
  }

  /** The YAML files of a folder that `wanted` accepts, each named after the identifier in it. */
  all<Schema extends z.ZodType>(
    folder: string,
    schema: Schema,
    nameIn: (value: z.infer<Schema>) => string,
    wanted: (name: string) => boolean = () => true,
  ): readonly Source<z.infer<Schema>>[] {
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    return names
      .filter((file) => file.endsWith('.yaml') && wanted(file.slice(0, -5)))
      .flatMap((file) => {
        const source = this.one(join(folder, file), schema);
        if (source === undefined) return [];
        if (nameIn(source.value) === file.slice(0, -5)) return [source];
        const sentence = `Le nom donné dans le fichier doit être le nom du fichier, sans .yaml.`;
        this.problems.push({ file: source.file, line: 1, sentence });
        return [];
      });
  }
}

interface Files {
  readonly questions: Source<QuestionsFile>;
  readonly journeys: readonly Source<JourneyFile>[];
  readonly sites: readonly Source<SiteFile>[];
  readonly languages: readonly Source<TextsFile>[];
  readonly national: Source<NationalRules>;
  readonly territories: readonly Source<TerritoryRules>[];
}

/** What the files are checked against, and how far. */
export interface JourneyChecks {
  /** Kinds of `documents.yaml`. */
  readonly documentKinds: ReadonlySet<string>;
  /**
   * Tries every case of the orientation (`config:check`). Left out at the start of a terminal, which can be in nobody's
   * way for a second or two; all other checks are made.
   */
  readonly everyCase: boolean;
  /**
   * A language other than French that lacks texts is left out (at the start of a terminal: its visitors read the others);
   * otherwise it is a mistake like any other (`config:check`).
   */
  readonly leavesOutLanguages?: boolean;
  /** A language of the kiosk that has no file is a mistake (`config:check`). A terminal starts without it. */
  readonly everyLanguage?: boolean;
}

function isLanguage(name: string): boolean {
  return LANGUAGES.some((language) => language === name);
}

/** Languages without a file: French always, the others where they are asked for. */
function missingLanguages(
  folder: string,
  languages: Files['languages'],
  { everyLanguage }: JourneyChecks,
): readonly ConfigProblem[] {
  return LANGUAGES.flatMap((code): ConfigProblem[] => {
    const file = join(folder, `${code}.yaml`);
    // A file that is there and wrong is told by its own mistakes.
    if (languages.some(({ value }) => value.language === code) || existsSync(file)) return [];
    if (code === 'fr') return [{ file, line: 0, sentence: 'Les textes français manquent.' }];
    if (everyLanguage !== true) return [];
    const sentence = `Les textes en ${LANGUAGE_FACTS[code].name} (${code}) manquent : sans ce fichier, aucune borne ne propose cette langue.`;
    return [{ file, line: 0, sentence }];
  });
}

function readFiles(folder: string, reader: Reader, checks: JourneyChecks): Files | undefined {
  const journeys = join(folder, 'journeys');
  const orientation = join(folder, 'orientation');
  const questions = reader.one(join(journeys, 'questions.yaml'), questionsFile);
  const national = reader.one(join(orientation, 'national.yaml'), nationalRules);
  const files = {
    journeys: reader.all(
      journeys,
      journeyFile,
      ({ id }) => id,
      (name) => name !== 'questions' && !isLanguage(name),
    ),
    sites: reader.all(join(journeys, 'sites'), siteFile, ({ id }) => id),
    languages: reader.all(journeys, textsFile, ({ language }) => language, isLanguage),
    territories: reader.all(join(orientation, 'territories'), territoryRules, ({ id }) => id),
  };
  reader.problems.push(...missingLanguages(journeys, files.languages, checks));
  return questions === undefined || national === undefined ? undefined : { ...files, questions, national };
}

function merged(sets: Iterable<ReadonlySet<string>>): Set<string> {
  return new Set([...sets].flatMap((set) => [...set]));
}

/** Keys that the rules need: where somebody is sent to, and why. */
function orientationKeys({ national, territories }: Files): ReadonlySet<string> {
  const rules = [
    ...national.value.rules,
    ...territories.flatMap(({ value }) => value.rules.map(({ rule }) => rule)),
  ];
  const destinations = [
    ...national.value.destinations,
    ...territories.flatMap(({ value }) => value.destinations),
  ];
  return new Set([
    ...destinations.map((id) => `destinations.${id}`),
    ...rules.flatMap(({ reasons }) => reasons.map((id) => `reasons.${id}`)),
    // What the code itself says of a preference (main/domain/registration/orientation.ts).
    'reasons.votre-choix',
  ]);
}

/** Languages that lack a text and can be left out: in French everything has to be said. */
function lacking(
  problems: readonly ConfigProblem[],
  { leavesOutLanguages }: JourneyChecks,
): ReadonlySet<string> {
  if (leavesOutLanguages !== true) return new Set();
  return new Set(
    problems.flatMap(({ missingIn }) => missingIn ?? []).filter((language) => language !== 'fr'),
  );
}

/** What is wrong beside the texts of languages that are left out. */
function beside(left: ReadonlySet<string>, problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.filter(({ missingIn }) => missingIn === undefined || !left.has(missingIn));
}

function key({ file, line, sentence }: ConfigProblem): string {
  return `${file}:${line}:${sentence}`;
}

function unique(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

/** Everything as the country has it. */
interface National {
  readonly journeys: readonly ComposedJourney[];
  readonly keys: ReadonlySet<string>;
  readonly rules: ComposedRules;
  readonly problems: readonly ConfigProblem[];
  readonly incomplete: ReadonlySet<string>;
  readonly cases: number;
}

function asking(files: Files, journeys: readonly ComposedJourney[]): Journey | undefined {
  return journeys.find(({ journey }) => journey.id === files.national.value.journey)?.journey;
}

function orientationOf(
  composed: ComposedRules,
  journey: Journey,
  national: OrientationRules | undefined,
  { everyCase }: JourneyChecks,
): OrientationProof {
  return everyCase
    ? proveOrientation(composed, journey, national)
    : { cases: 0, problems: checkOrientation(composed, journey) };
}

function checkNational(files: Files, checks: JourneyChecks): National {
  const problems: ConfigProblem[] = [];
  const bank = new QuestionBank([files.questions]);
  const journeys = files.journeys.map((source) => composeJourney(source, bank, undefined, problems));
  problems.push(
    ...journeys.flatMap((composed) => checkJourney(composed, checks.documentKinds)),
    ...bank.problems,
    ...bank.unused(),
  );
  const keys = merged([...journeys.map(({ journey }) => keysOf(journey)), orientationKeys(files)]);
  const texts = checkTexts(files.languages, keys);
  const incomplete = lacking(texts, checks);
  problems.push(...beside(incomplete, texts));

  const rules = composeRules(files.national, undefined, problems);
  const journey = asking(files, journeys);
  if (journey === undefined) {
    const { file, value, lineOf } = files.national;
    const sentence = `Le parcours « ${value.journey} » n'existe pas.`;
    problems.push({ file, line: lineOf(['journey']), sentence });
    return { journeys, keys, rules, problems, incomplete, cases: 0 };
  }
  const proof = orientationOf(rules, journey, undefined, checks);
  return {
    journeys,
    keys,
    rules,
    incomplete,
    problems: [...problems, ...proof.problems],
    cases: proof.cases,
  };
}

interface AtSite {
  readonly id: string;
  readonly journeys: readonly ComposedJourney[];
  readonly problems: readonly ConfigProblem[];
  readonly incomplete: ReadonlySet<string>;
}

/** The journeys at one site: everything is checked again with what the site changes. */
function checkSite(files: Files, site: Source<SiteFile>, national: National, checks: JourneyChecks): AtSite {
  const problems: ConfigProblem[] = [];
  for (const journey of Object.keys(site.value.journeys)) {
    if (!files.journeys.some(({ value }) => value.id === journey)) {
      const line = site.lineOf(['journeys', journey]);
      problems.push({ file: site.file, line, sentence: `Le parcours « ${journey} » n'existe pas.` });
    }
  }
  const bank = new QuestionBank([files.questions, site]);
  const journeys = files.journeys.map((source) => composeJourney(source, bank, site, problems));
  const texts = checkSiteTexts(site, files.languages, {
    national: national.keys,
    atSite: merged(journeys.map(({ journey }) => keysOf(journey))),
  });
  const incomplete = lacking(texts, checks);
  problems.push(
    ...journeys.flatMap((composed) => checkJourney(composed, checks.documentKinds)),
    ...bank.problems,
    // What the country describes and this site does not ask is no mistake of the site.
    ...bank.unused().filter(({ file }) => file === site.file),
    ...beside(incomplete, texts),
  );
  const journey = asking(files, journeys);
  // A site adds and removes questions and changes none: the cases of the country stand for it too.
  if (journey !== undefined) problems.push(...checkOrientation(national.rules, journey));

  const known = new Set(national.problems.map(key));
  return {
    id: site.value.id,
    journeys,
    incomplete,
    // A mistake that only this site brings about is told in the site's file, wherever it shows.
    problems: problems
      .filter((problem) => !known.has(key(problem)))
      .map((problem) =>
        problem.file === site.file
          ? problem
          : {
              file: site.file,
              line: 1,
              sentence: `Avec ce que ce site change (${basename(problem.file)}, ligne ${problem.line}) : ${problem.sentence}`,
            },
      ),
  };
}

interface InTerritory {
  readonly id: string;
  readonly rules: OrientationRules;
  readonly problems: readonly ConfigProblem[];
  readonly cases: number;
}

function checkTerritory(
  files: Files,
  territory: Source<TerritoryRules>,
  national: National,
  checks: JourneyChecks,
): InTerritory {
  const problems: ConfigProblem[] = [];
  const composed = composeRules(files.national, territory, problems);
  const journey = asking(files, national.journeys);
  const proof =
    journey === undefined || national.problems.length > 0
      ? { cases: 0, problems: [] }
      : orientationOf(composed, journey, national.rules.rules, checks);
  return {
    id: territory.value.id,
    rules: composed.rules,
    problems: [...problems, ...proof.problems],
    cases: proof.cases,
  };
}

/** The fields of the dossier: every question of any journey, once. */
function fieldsOf(journeys: readonly ComposedJourney[]): readonly Question[] {
  const questions = journeys.flatMap(({ journey }) => questionsOf(journey));
  return [...new Map(questions.map((question) => [question.id, question])).values()];
}

/** The country's words come last: a site's own wording is for its screens, not for the fields. */
function fieldTextsOf({ languages, sites }: Files): ReadonlyMap<string, string> {
  const ofSites = sites.flatMap(({ value }) => Object.entries(value.texts['fr'] ?? {}));
  return new Map([...ofSites, ...(resolveTexts(languages).get('fr') ?? [])]);
}

function byJourney(journeys: readonly ComposedJourney[]): ReadonlyMap<string, Journey> {
  return new Map(journeys.map(({ journey }) => [journey.id, journey]));
}

function languageOf({ value }: Source<TextsFile>): Language {
  return {
    code: value.language,
    name: value.name,
    direction: value.direction,
    reviewed: value.reviewed !== null,
    own: textsByKey(value).size,
  };
}

function wordingOf({ value }: Source<SiteFile>): Texts {
  const sheets = helperSheets(Object.entries(value.texts['fr'] ?? {}));
  return new Map(
    Object.entries(value.texts).map(([language, said]) => [
      language,
      new Map([...sheets, ...Object.entries(said)]),
    ]),
  );
}

/**
 * Reads `journeys/` and `orientation/` below `folder`, checks each file, the references between them, every site and
 * every territory. All mistakes are gathered: staff mend them in one go.
 */
export function readJourneys(folder: string, checks: JourneyChecks): ReadJourneys {
  const reader = new Reader();
  const files = readFiles(folder, reader, checks);
  if (files === undefined || reader.problems.length > 0) return { ok: false, problems: reader.problems };

  const national = checkNational(files, checks);
  const sites = files.sites.map((site) => checkSite(files, site, national, checks));
  const territories = files.territories.map((territory) =>
    checkTerritory(files, territory, national, checks),
  );
  const problems = unique([national, ...sites, ...territories].flatMap((part) => part.problems));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      journeys: byJourney(national.journeys),
      sites: new Map(sites.map(({ id, journeys }) => [id, byJourney(journeys)])),
      siteTexts: new Map(files.sites.map((site) => [site.value.id, wordingOf(site)])),
      texts: resolveTexts(files.languages),
      languages: files.languages.map(languageOf),
      incomplete: {
        national: national.incomplete,
        sites: new Map(sites.map(({ id, incomplete }) => [id, incomplete])),
      },
      fields: fieldsOf([...national.journeys, ...sites.flatMap(({ journeys }) => journeys)]),
      fieldTexts: fieldTextsOf(files),
      orientation: {
        national: national.rules.rules,
        territories: new Map(territories.map(({ id, rules }) => [id, rules])),
        cases: [national, ...territories].reduce((count, part) => count + part.cases, 0),
      },
    },
  };
}
