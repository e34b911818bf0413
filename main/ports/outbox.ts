import type { Delivery, Dossier, DossierReference } from '../domain/dossier.ts';
import type { Failure, Result } from '../domain/result.ts';

export type OutboxError = 'disk-full' | 'storage-failed';

/** The sealed outbox: what the visitor confirmed is kept here until the platform acknowledged it. */
export interface Outbox {
  /**
   * Seals the dossier to the platform's recipients and commits it (WAL, `synchronous=FULL`). When it resolves with
   * success the dossier survives a power cut. Committing the same reference twice keeps one.
   */
  commit(dossier: Dossier): Promise<Result<{ readonly reference: DossierReference }, Failure<OutboxError>>>;
  /**
   * Seals a dossier of nobody and keeps nothing of it, so that the code is compiled when somebody's is committed: it takes
   * five times as long the first time. To be called while nobody waits.
   */
  warmUp(): Promise<void>;
  delivery(reference: DossierReference): Delivery | undefined;
  /** Calls `listener` at each change of a delivery; returns the way to stop. */
  watch(listener: (reference: DossierReference, delivery: Delivery) => void): () => void;
  /** How many dossiers wait on this terminal. */
  waiting(): number;
}
