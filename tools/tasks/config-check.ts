/**
 * `npm run config:check [-- --config=FILE] [-- --publish]`
 *
 * Checks everything that staff own, without starting the kiosk: the model profiles (or the terminal's own file), the
 * catalogue, the journeys with their texts and site variations, the rules of orientation, the published schema of the
 * dossier. Every mistake with its file, its line and a French sentence. Exit 0 sound, 1 mistakes, 2 wrong arguments.
 * `--publish` writes the schema of the dossier anew.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { documentsFile } from '../../kiosk-config/schema/catalogue.ts';
import { publishedSchema } from '../../kiosk-config/schema/dossier-registration.ts';
import { type JourneyConfiguration, readJourneys } from '../../kiosk-config/schema/journey-configuration.ts';
import { readConfiguration } from '../../kiosk-config/schema/read-configuration.ts';
import { type ConfigProblem, readYaml } from '../../kiosk-config/schema/read-yaml.ts';
import type { TextSize } from '../../main/domain/access.ts';
import { questionsOf, screensOf } from '../../main/domain/registration/journey.ts';
import { essentialCapitalMm, leastCapitalMm, startingTextSize } from '../../main/domain/screen-size.ts';
import { inRepository, repository } from '../repository.ts';

const FOLDER = inRepository('kiosk-config');
const SCHEMA = path.join(FOLDER, 'schema', 'dossier-registration.schema.json');

/** The profiles to check: the one given, or the models that are shipped. */
function profilesOf(given: string | undefined): readonly string[] {
  if (given !== undefined) return [path.resolve(given)];
  const folder = path.join(FOLDER, 'profiles');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.join(folder, file));
}

function checkProfile(profile: string): readonly ConfigProblem[] {
  const read = readConfiguration(profile, FOLDER);
  return read.ok ? [] : read.problems;
}

/** Kinds of documents; none where their file is wrong, which `readConfiguration` tells. */
function documentKinds(): ReadonlySet<string> {
  const read = readYaml(path.join(FOLDER, 'documents.yaml'), documentsFile);
  return new Set(read.ok ? read.value.kinds.map(({ id }) => id) : []);
}

function checkPublished(schema: string): readonly ConfigProblem[] {
  let published = '';
  try {
    published = readFileSync(SCHEMA, 'utf8');
  } catch {
    // Told below as out of date.
  }
  if (published === schema) return [];
  const sentence = `Le schéma publié du dossier n'est plus à jour : npm run config:check -- --publish`;
  return [{ file: SCHEMA, line: 1, sentence }];
}

function schemaOf({ fields, fieldTexts }: JourneyConfiguration): string {
  return publishedSchema(fields, fieldTexts);
}

function print(problems: readonly ConfigProblem[]): void {
  for (const { file, line, sentence } of problems) {
    const shown = path.relative(repository, file);
    console.log(`${shown.startsWith('..') ? file : shown}:${line}  ${sentence}`);
  }
}

/** Whether capitals can be read from where people stand (EN 301 549, 5.1.4), on the screen that a profile describes. */
function capitalLines(profile: string): readonly string[] {
  const read = readConfiguration(profile, FOLDER);
  const {
    diagonal_inches: diagonalInches,
    width,
    height,
  } = read.ok ? read.value.profile.display : { diagonal_inches: undefined, width: 0, height: 0 };
  if (diagonalInches === undefined) return [];
  const screen = { width, height, diagonalInches };
  const mm = (size: TextSize): string => essentialCapitalMm(screen, size).toFixed(1).replace('.', ',');
  const start = startingTextSize(screen);
  const enough = essentialCapitalMm(screen, 'largest') >= leastCapitalMm();
  return [
    `Écran de ${String(diagonalInches).replace('.', ',')} pouces : majuscules de ${mm(start)} mm au départ, ` +
      `${mm('largest')} mm à la plus grande taille, 7,3 mm voulus à 60 cm` +
      `${enough ? '.' : ' : CET ÉCRAN EST TROP PETIT pour être lu à cette distance (EN 301 549, 5.1.4).'}`,
  ];
}

function summarise(configuration: JourneyConfiguration, profiles: number): void {
  for (const journey of configuration.journeys.values()) {
    const count = `${screensOf(journey).length} écrans, ${questionsOf(journey).length} questions`;
    console.log(`${journey.id} (version ${journey.version}) : ${count}.`);
  }
  const sites = [...configuration.sites.keys()].join(', ');
  const territories = [...configuration.orientation.territories.keys()].join(', ');
  console.log(`Profils : ${profiles}. Sites : ${sites}. Territoires : ${territories}.`);
  for (const { code, name, reviewed, own } of configuration.languages) {
    console.log(
      `${name} (${code}) : ${own} textes${reviewed ? '' : ', NON RELUS par une personne concernée'}.`,
    );
  }
  const { cases, national } = configuration.orientation;
  console.log(`Orientation ${national.version} : ${cases} cas essayés, une proposition pour chacun.`);
}

function run(given: string | undefined, publish: boolean): number {
  const profiles = profilesOf(given);
  const read = readJourneys(FOLDER, {
    documentKinds: documentKinds(),
    everyCase: true,
    everyLanguage: true,
  });
  const problems = profiles.flatMap(checkProfile);
  if (!read.ok) problems.push(...read.problems);
  else if (publish) writeFileSync(SCHEMA, schemaOf(read.value));
  else problems.push(...checkPublished(schemaOf(read.value)));

  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  print([...once.values()]);
  if (!read.ok || once.size > 0) {
    console.log(`\n${once.size} erreur${once.size > 1 ? 's' : ''}.`);
    return 1;
  }
  for (const line of profiles.flatMap(capitalLines)) console.log(line);
  summarise(read.value, profiles.length);
  return 0;
}

function argumentsGiven(): { readonly config: string | undefined; readonly publish: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, publish: { type: 'boolean' } } });
    return { config: values.config, publish: values.publish === true };
  } catch {
    return undefined;
  }
}

const given = argumentsGiven();
if (given === undefined) console.log('npm run config:check [-- --config=FICHIER] [-- --publish]');
process.exitCode = given === undefined ? 2 : run(given.config, given.publish);
