import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DestinationFile, type DocumentsFile, destinationFile, documentsFile } from './catalogue.ts';
import { type KioskProfile, kioskProfile } from './kiosk-profile.ts';
import { type ConfigProblem, readYaml } from './read-yaml.ts';
import { type StaffInstructions, staffInstructions } from './staff-instructions.ts';

/** Everything that staff own, read and checked once at start. */
export interface Configuration {
  readonly profile: KioskProfile;
  readonly documents: DocumentsFile;
  readonly destinations: ReadonlyMap<string, DestinationFile>;
  readonly instructions: StaffInstructions;
}

export type ReadConfiguration =
  | { readonly ok: true; readonly value: Configuration }
  | {
      readonly ok: false;
      readonly code: 'config-missing' | 'config-invalid';
      readonly problems: readonly ConfigProblem[];
    };

/**
 * Reads the profile at `profileFile` and the catalogue below `catalogueFolder`, checks each file and the references
 * between them. All mistakes are collected: staff mend them in one go.
 */
export function readConfiguration(profileFile: string, catalogueFolder: string): ReadConfiguration {
  const problems: ConfigProblem[] = [];
  const profile = readYaml(profileFile, kioskProfile);
  if (!profile.ok) problems.push(...profile.problems);

  const documentsPath = join(catalogueFolder, 'documents.yaml');
  const documents = readYaml(documentsPath, documentsFile);
  if (!documents.ok) problems.push(...documents.problems);

  const destinations = new Map<string, DestinationFile>();
  const folder = join(catalogueFolder, 'destinations');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((entry) => entry.endsWith('.yaml')).sort()) {
    const file = join(folder, name);
    const destination = readYaml(file, destinationFile);
    if (!destination.ok) problems.push(...destination.problems);
    else if (`${destination.value.id}.yaml` !== basename(name)) {
      problems.push({ file, line: 1, sentence: `« id » doit être le nom du fichier, sans .yaml.` });
    } else destinations.set(destination.value.id, destination.value);
  }

  const instructions = readYaml(join(catalogueFolder, 'staff-instructions.yaml'), staffInstructions);
  if (!instructions.ok) problems.push(...instructions.problems);

  if (documents.ok) {
    const named = [
      documents.value.usb_destination,
      ...documents.value.kinds.flatMap((kind) => kind.destinations),
    ];
    for (const id of new Set(named)) {
      if (!destinations.has(id)) {
        problems.push({ file: documentsPath, line: 1, sentence: `La destination « ${id} » n'existe pas.` });
      }
    }
  }

  if (problems.length > 0 || !profile.ok || !documents.ok || !instructions.ok) {
    const missing = !profile.ok && profile.missing;
    return { ok: false, code: missing ? 'config-missing' : 'config-invalid', problems };
  }
  return {
    ok: true,
    value: {
      profile: profile.value,
      documents: documents.value,
      destinations,
      instructions: instructions.value,
    },
  };
}
