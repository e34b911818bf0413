import { join } from 'node:path';
import { withFrenchSpacing } from '../../main/domain/french-spacing.ts';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from '../../main/domain/language.ts';
import type { Journey, Question } from '../../main/domain/registration/journey.ts';
import type { OrientationRules } from '../../main/domain/registration/orientation.ts';
import { type JourneyConfiguration, readJourneys } from './journey-configuration.ts';
import type { KioskProfile } from './kiosk-profile.ts';
import type { Configuration } from './read-configuration.ts';
import type { ConfigProblem } from './read-yaml.ts';

/** Registration as one terminal offers it: its site's journeys and words, its territory's rules. */
export interface TerminalJourneys {
  /** In the order of their tiles. */
  readonly offered: readonly Journey[];
  readonly texts: ReadonlyMap<LanguageCode, ReadonlyMap<string, string>>;
  /** Languages in which every text of these journeys is said at this site, French among them. */
  readonly complete: ReadonlySet<LanguageCode>;
  readonly orientation: OrientationRules;
  /** For the schema of the dossier. */
  readonly fields: readonly Question[];
  readonly fieldTexts: ReadonlyMap<string, string>;
}

export type ReadTerminalJourneys =
  | { readonly ok: true; readonly value: TerminalJourneys }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads and checks the journeys below `folder` and takes what the profile names. Every check but the long enumeration of
 * the rules' cases is made (`npm run config:check` makes that one too). A language that lacks texts is no mistake here: it is
 * not among the complete ones.
 *
 * @param profileFile Where the profile is, to be named in a problem.
 */
export function readTerminalJourneys(
  folder: string,
  { profile, documents, destinations }: Pick<Configuration, 'profile' | 'documents' | 'destinations'>,
  profileFile: string,
): ReadTerminalJourneys {
  const documentKinds = new Set(documents.kinds.map(({ id }) => id));
  const read = readJourneys(folder, { documentKinds, everyCase: false, leavesOutLanguages: true });
  if (!read.ok) return read;
  const unknown = unknownNames(profile.journeys, read.value, new Set(destinations.keys()));
  if (unknown.length > 0) {
    return { ok: false, problems: unknown.map((sentence) => ({ file: profileFile, line: 1, sentence })) };
  }
  return { ok: true, value: taken(profile.journeys, read.value) };
}

/** Names in the profile that are not there. */
function unknownNames(
  { site, territory, offered, destination }: KioskProfile['journeys'],
  { journeys, sites, orientation }: JourneyConfiguration,
  destinations: ReadonlySet<string>,
): readonly string[] {
  const sentences = offered
    .filter((id) => !journeys.has(id))
    .map((id) => `Le parcours « ${id} » n'existe pas.`);
  if (site !== undefined && !sites.has(site)) {
    sentences.push(`La variation « ${site} » n'existe pas dans ${join('journeys', 'sites')}.`);
  }
  if (territory !== undefined && !orientation.territories.has(territory)) {
    sentences.push(`Le territoire « ${territory} » n'existe pas dans ${join('orientation', 'territories')}.`);
  }
  if (!destinations.has(destination)) sentences.push(`La destination « ${destination} » n'existe pas.`);
  return sentences;
}

const spacedAsFrench = ([key, text]: readonly [string, string]): [string, string] => [
  key,
  withFrenchSpacing(text),
];

function taken(
  { site, territory, offered }: KioskProfile['journeys'],
  all: JourneyConfiguration,
): TerminalJourneys {
  const journeys = (site === undefined ? undefined : all.sites.get(site)) ?? all.journeys;
  const wording = site === undefined ? undefined : all.siteTexts.get(site);
  const incomplete = new Set([
    ...all.incomplete.national,
    ...((site === undefined ? undefined : all.incomplete.sites.get(site)) ?? []),
  ]);
  const rules = territory === undefined ? undefined : all.orientation.territories.get(territory);
  return {
    offered: offered.flatMap((id) => journeys.get(id) ?? []),
    texts: new Map(
      LANGUAGE_CODES.flatMap((language): [LanguageCode, ReadonlyMap<string, string>][] => {
        const texts = all.texts.get(language);
        if (texts === undefined) return [];
        const said = [...texts, ...(wording?.get(language) ?? [])];
        return [[language, new Map(LANGUAGES[language].tag === 'fr' ? said.map(spacedAsFrench) : said)]];
      }),
    ),
    complete: new Set(LANGUAGE_CODES.filter((code) => all.texts.has(code) && !incomplete.has(code))),
    orientation: rules ?? all.orientation.national,
    fields: all.fields,
    fieldTexts: all.fieldTexts,
  };
}
