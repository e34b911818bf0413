import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import {
  REGISTRATION_FORMAT,
  REGISTRATION_VERSION,
  type RegistrationDossier,
} from '../../../main/domain/registration/registration-dossier.ts';
import { fictionalDocument, fictionalDossier, unwrap } from '../../unit/storage/fictional-dossier.ts';
import { runningPlatform, terminalOf } from './terminal.ts';

const LONG_WAIT = { timeout: 30_000, interval: 20 };

const given = <Value>(value: Value) => ({ value, provenance: 'typed', help: 'seul' }) as const;

const REGISTRATION: RegistrationDossier = {
  format: REGISTRATION_FORMAT,
  version: REGISTRATION_VERSION,
  journey: { id: 'mise-a-jour', version: 1, site: null },
  language: 'fr',
  confirmedAt: '2026-03-16T10:42:00+01:00',
  answers: {
    'nom-famille': given('Essai'),
    'doc-domicile': given({
      state: 'joint',
      document: 'justificatif-domicile',
      files: ['justificatif-2026-03-02.pdf'],
    }),
    confirmation: given(true),
  },
  skipped: ['prenoms'],
  help: { level: 'seul', agreed: false },
  urgent: false,
  orientation: null,
};

async function sent(
  registration: RegistrationDossier,
  withFile: boolean,
): Promise<{
  readonly delivery: unknown;
  readonly manifest: unknown;
  readonly outcomes: readonly string[];
}> {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  const documents = withFile ? [fictionalDocument(new Uint8Array([1, 2, 3]))] : [];
  const dossier = { ...fictionalDossier(documents), registration };
  unwrap(await terminal.outbox.commit(dossier));
  terminal.runner.start();
  const settled = (): unknown => terminal.outbox.delivery(dossier.reference)?.state;
  await vi.waitFor(() => expect(settled()).toMatch(/acknowledged|refused/), LONG_WAIT);
  const [stored] = platform.dossiers();
  return {
    delivery: settled(),
    manifest:
      stored === undefined
        ? undefined
        : JSON.parse(readFileSync(join(stored.folder, 'dossier.json'), 'utf8')),
    outcomes: platform.deposits().map(({ outcome }) => outcome),
  };
}

test('a registration arrives in the sealed manifest with its papers', async () => {
  const { delivery, manifest } = await sent(REGISTRATION, true);
  expect(delivery).toBe('acknowledged');
  expect(manifest).toMatchObject({ registration: REGISTRATION, documents: [{ pages: 1 }] });
});

test('a registration without any paper arrives', async () => {
  const { 'doc-domicile': _, ...answers } = REGISTRATION.answers;
  expect((await sent({ ...REGISTRATION, answers }, false)).delivery).toBe('acknowledged');
});

test('a registration that breaks the published schema is refused and kept', async () => {
  const answers = { ...REGISTRATION.answers, 'nom-famille': given(42) };
  const { delivery, outcomes } = await sent({ ...REGISTRATION, answers }, true);
  expect(delivery).toBe('refused');
  expect(outcomes).toEqual(['unacceptable']);
});

test('a registration that names a file which is not there is refused', async () => {
  expect((await sent(REGISTRATION, false)).delivery).toBe('refused');
});
