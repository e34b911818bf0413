import type { DossierReference } from '../domain/dossier.ts';
import type { Failure, Result } from '../domain/result.ts';
import type { OutboxError } from './outbox.ts';

/** A sealed dossier on its way: opaque bytes, as the platform's recipients alone can open. */
export interface SealedDossier {
  readonly reference: DossierReference;
  /** Length of the sealed bytes. */
  readonly length: number;
  /** SHA-256 of the sealed bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** When it was committed, milliseconds since the epoch. */
  readonly committedAt: number;
  /** Tries that failed so far. */
  readonly attempts: number;
  /** How many of them failed because the platform had other bytes than ours (`platform-hash-mismatch`). */
  readonly mismatches: number;
  /** tus upload under way, where one was opened. */
  readonly uploadUrl: string | undefined;
}

/** A change of the queue: written when it resolves with success, not written otherwise (the disk may be full). */
export type Recorded = Result<undefined, Failure<OutboxError>>;

/**
 * What the outbox runner needs of the store: the oldest dossier due, and where each one stands. The questions throw
 * where the database cannot be read at all; the changes say so with a code.
 */
export interface SealedQueue {
  /** The oldest dossier whose next try is due at `now` (milliseconds since the epoch). */
  due(now: number): SealedDossier | undefined;
  /** When the next try is due, milliseconds since the epoch; nothing where the queue is empty. */
  nextDue(): number | undefined;
  /** `length` sealed bytes from `offset`. */
  read(reference: DossierReference, offset: number, length: number): Uint8Array;
  /** The platform is being reached for this one: told to who watches, not stored. Ends with the next change. */
  sending(reference: DossierReference): void;
  /** Keeps the address of the upload under way; `undefined` forgets it, so that the next try starts from zero. */
  rememberUpload(reference: DossierReference, url: string | undefined): Recorded;
  /** A try failed with `code`: the next one is due at `at`. */
  postpone(reference: DossierReference, at: number, code: string): Recorded;
  /** The platform confirmed the hash: the bytes are erased, the acknowledgement is kept. */
  acknowledge(reference: DossierReference, acknowledgement: string, at: string): Recorded;
  /** The platform will not take it: kept for staff, not tried again by itself. */
  refuse(reference: DossierReference, code: string): Recorded;
  /** Calls `listener` when something new is due; returns the way to stop. */
  onAdded(listener: () => void): () => void;
}
