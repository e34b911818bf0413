import { join } from 'node:path';
import { documentsFile } from '../../../kiosk-config/schema/catalogue.ts';
import {
  type JourneyConfiguration,
  readJourneys,
} from '../../../kiosk-config/schema/journey-configuration.ts';
import { readYaml } from '../../../kiosk-config/schema/read-yaml.ts';
import type { Journey } from '../../../main/domain/registration/journey.ts';
import { SHIPPED } from './journeys-fixture.ts';

function readShipped(): JourneyConfiguration {
  const documents = readYaml(join(SHIPPED, 'documents.yaml'), documentsFile);
  if (!documents.ok) throw new Error('documents.yaml is not sound');
  const read = readJourneys(SHIPPED, new Set(documents.value.kinds.map(({ id }) => id)));
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ file, line, sentence }) => `${file}:${line} ${sentence}`).join('\n'));
}

/** The journeys, texts and rules that ship, read and checked once for all tests of a file. */
export const shipped = readShipped();

/** A journey that ships. */
export function journeyNamed(id: string): Journey {
  const journey = shipped.journeys.get(id);
  if (journey === undefined) throw new Error(`no journey ${id}`);
  return journey;
}
