import { createHash } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { type Zippable, zipSync } from 'fflate';
import type { Dossier } from '../domain/dossier.ts';
import { REGISTRATION_FORMAT, REGISTRATION_VERSION } from '../domain/registration/registration-dossier.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import {
  DOCUMENTS_FOLDER,
  type DossierManifest,
  dossierManifestSchema,
  MANIFEST_NAME,
} from './dossier-manifest.ts';

/** An X25519 recipient of age v1: `age1` and 58 characters of Bech32. */
const X25519_RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/**
 * Date of the entries of every container. The real one is in the manifest; the ZIP format has no time zone, and cannot
 * write the dates of a terminal whose clock fell back to 1970.
 */
const ENTRY_DATE = new Date(2000, 0, 1);

/** What the platform receives: the sealed container, and what is known of it without opening it. */
export interface SealedContainer {
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, lower-case hexadecimal. */
  readonly sha256: string;
}

function manifestOf(dossier: Dossier): DossierManifest {
  // Parsed, not cast: a name that a strict reader would refuse, or used twice, is a bug found here and not at the
  // platform, where the dossier could no longer be mended.
  return dossierManifestSchema.parse({
    format: 'borne-dossier',
    version: 1,
    reference: dossier.reference,
    confirmedAt: dossier.confirmedAt,
    terminal: dossier.terminal,
    site: dossier.site,
    documentKind: dossier.documentKind,
    destination: dossier.destination,
    documents: dossier.documents.map((document) => ({
      fileName: document.fileName,
      mediaType: document.mediaType,
      bytes: document.bytes.length,
      pages: document.pages,
      sha256: document.sha256,
    })),
    ...(dossier.registration === undefined ? {} : { registration: dossier.registration }),
  });
}

/** Builds the container described in `dossier-manifest.ts`. Throws where the dossier breaks its own contract: a bug. */
export function buildContainer(dossier: Dossier): Uint8Array {
  const entries: Zippable = {
    [MANIFEST_NAME]: new TextEncoder().encode(`${JSON.stringify(manifestOf(dossier), null, 2)}\n`),
  };
  for (const document of dossier.documents) {
    entries[`${DOCUMENTS_FOLDER}/${document.fileName}`] = document.bytes;
  }
  return zipSync(entries, { level: 0, mtime: ENTRY_DATE });
}

/** Larger than what age seals at a time (64 kB), so that the loop over several is compiled too. Bytes. */
const NOBODYS_BYTES = 100_000;

/** A dossier that is nobody's: a registration without answers, with one file of zeros. */
export function nobodysDossier(): Dossier {
  const bytes = new Uint8Array(NOBODYS_BYTES);
  return {
    reference: 'AAAA-AAAA-AAAA',
    confirmedAt: new Date(0).toISOString(),
    terminal: 'nobody',
    site: 'nobody',
    documentKind: 'nothing',
    destination: 'nowhere',
    documents: [
      {
        fileName: 'nothing.pdf',
        mediaType: 'application/pdf',
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        pages: 1,
      },
    ],
    registration: {
      format: REGISTRATION_FORMAT,
      version: REGISTRATION_VERSION,
      journey: { id: 'nothing', version: 1, site: null },
      language: 'fr',
      confirmedAt: new Date(0).toISOString(),
      answers: {},
      skipped: [],
      help: { level: 'seul', agreed: false },
      urgent: false,
      orientation: null,
    },
  };
}

/** Seals dossiers to recipients fixed at start. It holds public keys only: what it sealed it cannot open. */
export interface DossierSealer {
  seal(dossier: Dossier): Promise<SealedContainer>;
}

/**
 * A sealer to one or more X25519 recipients (`age1…`), any of which can open what is sealed. `config-invalid` where one
 * of them is not such a recipient, or there is none.
 */
export function createDossierSealer(
  recipients: readonly string[],
): Result<DossierSealer, Failure<'config-invalid'>> {
  if (recipients.length === 0) return err('config-invalid', 'no recipient');
  const encrypter = new Encrypter();
  for (const [index, recipient] of recipients.entries()) {
    if (!X25519_RECIPIENT.test(recipient)) return err('config-invalid', `recipient ${index + 1}`);
    try {
      encrypter.addRecipient(recipient);
    } catch {
      // A mistyped character: the Bech32 checksum does not match.
      return err('config-invalid', `recipient ${index + 1}`);
    }
  }
  return ok({
    async seal(dossier) {
      const container = buildContainer(dossier);
      const bytes = await encrypter.encrypt(container);
      container.fill(0);
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  });
}
