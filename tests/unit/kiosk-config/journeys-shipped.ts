import { join } from 'node:path';
import { documentsFile } from '../../../kiosk-config/schema/catalogue.ts';
import {
  type JourneyConfiguration,
  readJourneys,
} from '../../../kiosk-config/schema/journey-configuration.ts';
import { readYaml } from '../../../kiosk-config/schema/read-yaml.ts';
import type { Journey } from '../../../main/domain/registration/journey.ts';
import { SHIPPED } from './journeys-fixture.ts';

/** Reads what ships; a mistake in it is an error of every test that uses it. */
export function readShipped(everyCase: boolean): JourneyConfiguration {
  const documents = readYaml(join(SHIPPED, 'documents.yaml'), documentsFile);
  if (!documents.ok) throw new Error('documents.yaml is not sound');
  const documentKinds = new Set(documents.value.kinds.map(({ id }) => id));
  const read = readJourneys(SHIPPED, { documentKinds, everyCase });
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ file, line, sentence }) => `${file}:${line} ${sentence}`).join('\n'));
}

/** The journeys, texts and rules that ship, read once for all tests of a file. */
export const shipped = readShipped(false);

/** A journey that ships. */
export function journeyNamed(id: string): Journey {
  const journey = shipped.journeys.get(id);
  if (journey === undefined) throw new Error(`no journey ${id}`);
  return journey;
}
