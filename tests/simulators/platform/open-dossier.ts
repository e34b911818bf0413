import { createHash } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { unzipSync } from 'fflate';
import {
  DOCUMENTS_FOLDER,
  type DossierManifest,
  dossierManifestSchema,
  MANIFEST_NAME,
  MAX_DOCUMENTS,
} from '../../../main/storage/dossier-manifest.ts';

import { filesNamed, schemaMistakes } from './registration-schema.ts';

export interface OpenedDossier {
  readonly manifest: DossierManifest;
  /** Files by name, each with the length and hash of the manifest. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
}

/** The dossier cannot be taken: it is not ours, not whole, or not what it says. */
export class UnacceptableDossier extends Error {}

const MAX_MANIFEST_BYTES = 100_000;

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function unzip(container: Uint8Array): Record<string, Uint8Array> {
  let entries = 0;
  return unzipSync(container, {
    filter: (entry) => {
      entries += 1;
      // Stored entries only: what is not compressed cannot swell.
      if (entry.compression !== 0 || entry.size !== entry.originalSize)
        throw new UnacceptableDossier('compressed');
      if (entries > MAX_DOCUMENTS + 1) throw new UnacceptableDossier('too many entries');
      return true;
    },
  });
}

/** A registration follows the published schema, and speaks of no file that is not there. */
function checkRegistration({ registration, documents }: DossierManifest): void {
  if (registration === undefined) return;
  const [mistake] = schemaMistakes(registration);
  if (mistake !== undefined) throw new UnacceptableDossier(`registration: ${mistake}`);
  const names = new Set(documents.map(({ fileName }) => fileName));
  if (filesNamed(registration).some((name) => !names.has(name))) {
    throw new UnacceptableDossier('registration: a file that is not there');
  }
}

/** Decrypts a sealed dossier and checks all of it against its manifest. */
export async function openDossier(
  sealed: Uint8Array,
  identity: string,
  reference: string,
): Promise<OpenedDossier> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzip(await decrypter.decrypt(sealed));
  } catch (error) {
    throw new UnacceptableDossier('not a sealed dossier', { cause: error });
  }
  const text = entries[MANIFEST_NAME];
  if (text === undefined || text.length > MAX_MANIFEST_BYTES) throw new UnacceptableDossier('no manifest');
  let manifest: DossierManifest;
  try {
    manifest = dossierManifestSchema.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text)),
    );
  } catch (error) {
    throw new UnacceptableDossier('manifest not understood', { cause: error });
  }
  if (manifest.reference !== reference) throw new UnacceptableDossier('another reference inside');
  if (Object.keys(entries).length !== manifest.documents.length + 1) {
    throw new UnacceptableDossier('entries that the manifest does not name');
  }
  checkRegistration(manifest);
  const documents = new Map<string, Uint8Array>();
  for (const document of manifest.documents) {
    const bytes = entries[`${DOCUMENTS_FOLDER}/${document.fileName}`];
    if (bytes === undefined || bytes.length !== document.bytes || sha256Of(bytes) !== document.sha256) {
      throw new UnacceptableDossier('a file is not what the manifest says');
    }
    documents.set(document.fileName, bytes);
  }
  return { manifest, documents };
}
