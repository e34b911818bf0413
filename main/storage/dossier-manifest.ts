import { z } from 'zod';
import { REFERENCE_ALPHABET } from '../domain/dossier.ts';
import { REGISTRATION_FORMAT, REGISTRATION_VERSION } from '../domain/registration/registration-dossier.ts';

/** Name of the manifest inside the container, and folder of the files. */
export const MANIFEST_NAME = 'dossier.json';
export const DOCUMENTS_FOLDER = 'documents';

/** Most files in one dossier. */
export const MAX_DOCUMENTS = 100;

const group = `[${REFERENCE_ALPHABET}]{4}`;

/** `XXXX-XXXX-XXXX` in the alphabet that nobody confuses. */
export const referenceSchema = z.string().regex(new RegExp(`^${group}-${group}-${group}$`));

/** SHA-256, lower-case hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** An identifier from the configuration: terminal, kind of document, destination. */
const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

const documentSchema = z.strictObject({
  /** Name of the file in `documents/`. */
  fileName: z.string().regex(/^[A-Za-z0-9-]{1,120}\.[a-z0-9]{1,8}$/),
  mediaType: z.enum(['application/pdf', 'image/jpeg']),
  /** Length of the file. */
  bytes: z.number().int().min(1).max(1_000_000_000),
  pages: z.number().int().min(1).max(10_000),
  sha256: sha256Schema,
});

/**
 * `dossier.json`, UTF-8, first entry of the container. The container is a ZIP archive without compression (its files
 * are compressed already) and is sealed whole as an age v1 file (age-encryption.org/v1) to the platform's recipients:
 *
 * ```
 * dossier.json
 * documents/<fileName>      one per entry of `documents`, in the same order
 * ```
 *
 * A reader refuses a version it does not know, an entry that the manifest does not name, and a file whose length or
 * hash is not the manifest's.
 */
export const dossierManifestSchema = z
  .strictObject({
    format: z.literal('borne-dossier'),
    version: z.literal(1),
    reference: referenceSchema,
    /** When the visitor confirmed, ISO 8601 with offset, by the terminal's clock (which may be wrong). */
    confirmedAt: z.iso.datetime({ offset: true }),
    terminal: identifier,
    /** Name of the place, as staff wrote it. */
    site: z.string().min(1).max(200),
    documentKind: identifier,
    destination: identifier,
    documents: z.array(documentSchema).max(MAX_DOCUMENTS),
    /**
     * A registration, of the format that `kiosk-config/schema/dossier-registration.schema.json` publishes: whoever reads the
     * container checks it against that. Its `files` name entries of `documents`.
     */
    registration: z
      .looseObject({ format: z.literal(REGISTRATION_FORMAT), version: z.literal(REGISTRATION_VERSION) })
      .optional(),
  })
  .refine(
    ({ documents, registration }) => documents.length > 0 || registration !== undefined,
    'neither a document nor a registration',
  )
  .refine(
    (manifest) =>
      new Set(manifest.documents.map((document) => document.fileName.toLowerCase())).size ===
      manifest.documents.length,
    'two documents have the same file name',
  );

export type DossierManifest = z.infer<typeof dossierManifestSchema>;
