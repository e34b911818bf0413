import type { Slot } from '../domain/registration/answer.ts';
import type { Failure, Result } from '../domain/result.ts';
import type { SealedDossier } from './sealed-queue.ts';

export type PlatformError =
  | 'platform-offline'
  | 'platform-timeout'
  | 'platform-error'
  | 'platform-refused'
  | 'platform-hash-mismatch'
  | 'platform-not-understood';

export interface Acknowledgement {
  /** The platform's own number. */
  readonly number: string;
  /** ISO 8601, the platform's clock. */
  readonly receivedAt: string;
}

/** A rendez-vous that the platform offers, for whom and where it can be moved. */
export interface OfferedSlot extends Slot {
  /** What it is for: answers of the question about the motif, or the name of a journey. Never empty. */
  readonly motifs: readonly string[];
  /** Number to call to move it; nothing where there is none. */
  readonly phone: string | null;
}

/** Where rendez-vous come from. */
export interface SlotSource {
  /** The rendez-vous offered at this terminal's place, in order of time; empty where there are none. */
  slots(signal: AbortSignal): Promise<Result<readonly OfferedSlot[], Failure<PlatformError>>>;
}

/** The central platform. */
export interface Platform {
  /** What the platform holds of a dossier: its acknowledgement where it stored exactly `sha256`, nothing where it has none. */
  acknowledgement(
    dossier: SealedDossier,
    signal: AbortSignal,
  ): Promise<Result<Acknowledgement | undefined, Failure<PlatformError>>>;
  /** Uploads the sealed bytes, resuming where an earlier try stopped. */
  upload(
    dossier: SealedDossier,
    read: (offset: number, length: number) => Uint8Array,
    onUploadUrl: (url: string | undefined) => void,
    signal: AbortSignal,
  ): Promise<Result<undefined, Failure<PlatformError>>>;
  /** Tells the team that someone at this terminal asks for a person. */
  callForHelp(signal: AbortSignal): Promise<Result<undefined, Failure<PlatformError>>>;
}
