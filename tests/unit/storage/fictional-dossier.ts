import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { AssembledDocument } from '../../../main/domain/document.ts';
import { type Dossier, REFERENCE_ALPHABET } from '../../../main/domain/dossier.ts';
import type { Failure, Result } from '../../../main/domain/result.ts';
import { openDatabase } from '../../../main/storage/database.ts';
import {
  createSealedOutbox,
  OUTBOX_MIGRATIONS,
  type SealedOutbox,
} from '../../../main/storage/sealed-outbox.ts';

const developmentBuild = fileURLToPath(
  new URL('../../../.runtime/native/better_sqlite3.node', import.meta.url),
);

/** The build of better-sqlite3 that the kiosk runs here; the installed one where the set-up made none. */
export const nativeBinding: string | undefined = existsSync(developmentBuild) ? developmentBuild : undefined;

/** An X25519 recipient whose identity nobody has kept. */
export const SOME_RECIPIENT = 'age1wykfcwuyuuva5gv4cfu5dhfxep4n09z07n683e4jup0uzx3vrprsrj9nk5';

/** The value of a result that must be a success. */
export function unwrap<Value>(result: Result<Value, Failure>): Value {
  if (!result.ok) throw new Error(`unexpected ${result.error.code} (${result.error.detail ?? ''})`);
  return result.value;
}

/** The code of a result that must be a failure. */
export function codeOf(result: Result<unknown, Failure>): string {
  return result.ok ? 'success' : result.error.code;
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'borne-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function newReference(): string {
  const group = (): string =>
    [...randomBytes(4)].map((byte) => REFERENCE_ALPHABET[byte % REFERENCE_ALPHABET.length]).join('');
  return `${group()}-${group()}-${group()}`;
}

export function fictionalDocument(
  bytes: Uint8Array,
  fileName = 'justificatif-2026-03-02.pdf',
): AssembledDocument {
  return {
    fileName,
    mediaType: 'application/pdf',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    pages: 1,
  };
}

export function fictionalDossier(
  documents: readonly AssembledDocument[] = [fictionalDocument(randomBytes(2_000))],
  reference = newReference(),
): Dossier {
  return {
    reference,
    confirmedAt: '2026-03-02T09:30:00.000+01:00',
    terminal: 'borne-essai-1',
    site: 'Agence fictive de Trifouilly (accueil)',
    documentKind: 'justificatif-domicile',
    destination: 'dossier-france-travail',
    documents,
  };
}

export interface OpenOutbox {
  readonly outbox: SealedOutbox;
  close(): void;
}

export async function openOutbox(
  folder: string,
  recipients: readonly string[] = [SOME_RECIPIENT],
  clock: { now(): number } = { now: () => Date.now() },
): Promise<OpenOutbox> {
  const { database } = unwrap(
    await openDatabase({
      path: join(folder, 'borne.sqlite'),
      nativeBinding,
      migrations: OUTBOX_MIGRATIONS,
      clock,
    }),
  );
  const outbox = unwrap(
    createSealedOutbox({
      database,
      recipients,
      clock,
      unsentLimitMs: 96 * 3_600_000,
      acknowledgementKeptMs: 30 * 24 * 3_600_000,
    }),
  );
  return { outbox, close: () => database.close() };
}

/** Files below `folder` that hold `needle`, in their content or in their name. */
export function filesHolding(folder: string, needle: Uint8Array | string): string[] {
  const wanted = Buffer.from(needle as Uint8Array);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => {
      if (Buffer.from(entry.name).includes(wanted)) return true;
      return entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(wanted);
    })
    .map((entry) => join(entry.parentPath, entry.name));
}
