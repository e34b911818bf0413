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
