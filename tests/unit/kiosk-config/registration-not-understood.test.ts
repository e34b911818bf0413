import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { finish } from '../../../main/domain/registration/registration.ts';
import { registrationDossier } from '../../../main/domain/registration/registration-dossier.ts';
import { JEANNE, NOTHING_BUT_A_NAME, PAUL } from '../domain/registration/experts.ts';
import { must, walk } from '../domain/registration/walking.ts';
import { SHIPPED } from './journeys-fixture.ts';
import { journeyNamed } from './journeys-shipped.ts';

const published = JSON.parse(
  readFileSync(join(SHIPPED, 'schema', 'dossier-registration.schema.json'), 'utf8'),
);
// A judge that we did not write. Formats are annotations here, as draft 2020-12 has it.
const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(published);

function dossierOf(journey: string, script: typeof JEANNE): unknown {
  const finished = must(finish(walk(journeyNamed(journey), script).state));
  const dossier = registrationDossier(finished, {
    language: 'fr',
    confirmedAt: '2026-03-16T10:00:00+01:00',
    orientation: null,
  });
  return JSON.parse(JSON.stringify(dossier));
}

describe('a registration that the platform would not understand', () => {
  it.each([
    ['inscription', JEANNE],
    ['inscription', NOTHING_BUT_A_NAME],
    ['mise-a-jour', PAUL],
  ])('is not what %s makes', (journey, script) => {
    expect(isValid(dossierOf(journey, script)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it.each([
    ['a field that nobody asked', { answers: { salaire: { value: 1, provenance: 'typed', help: 'seul' } } }],
    ['another version', { version: 2 }],
    ['an unknown language form', { language: 'français' }],
  ])('is refused: %s', (_what, change) => {
    const dossier = dossierOf('mise-a-jour', PAUL) as Record<string, unknown>;
    expect(isValid({ ...dossier, ...change })).toBe(false);
  });
});
