import type { DossierReference } from '../domain/dossier.ts';

/** A sealed dossier on its way: opaque bytes, as the platform's recipients alone can open. */
export interface SealedDossier {
  readonly reference: DossierReference;
  /** Length of the sealed bytes. */
  readonly length: number;
  /** SHA-256 of the sealed bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly attempts: number;
  /** tus upload under way, where one was opened. */
  readonly uploadUrl: string | undefined;
}

/** What the outbox runner needs of the store: the oldest dossier due, and where each one stands. */
export interface SealedQueue {
  /** The oldest dossier whose next try is due at `now` (milliseconds since the epoch). */
  due(now: number): SealedDossier | undefined;
  /** When the next try is due, milliseconds since the epoch; nothing where the queue is empty. */
  nextDue(): number | undefined;
  /** `length` sealed bytes from `offset`. */
  read(reference: DossierReference, offset: number, length: number): Uint8Array;
  rememberUpload(reference: DossierReference, url: string | undefined): void;
  /** A try failed: the next one is due at `at`. */
  postpone(reference: DossierReference, at: number, code: string): void;
  /** The platform confirmed the hash: the bytes are erased, the acknowledgement is kept. */
  acknowledge(reference: DossierReference, acknowledgement: string, at: string): void;
  /** The platform will not take it: kept for staff, not tried again by itself. */
  refuse(reference: DossierReference, code: string): void;
  /** Calls `listener` when something new is due. */
  onAdded(listener: () => void): () => void;
}
