import type { Failure, Result } from '../domain/result.ts';

export type VaultError = 'disk-full' | 'storage-failed' | 'page-lost';

/**
 * The files of one visit, AES-256-GCM under a key that lives in this object only. What is put is encrypted and fsynced
 * before `put` resolves.
 */
export interface VisitVault {
  put(name: string, bytes: Uint8Array): Promise<Result<undefined, Failure<VaultError>>>;
  get(name: string): Promise<Result<Uint8Array, Failure<VaultError>>>;
  remove(name: string): Promise<void>;
  /** Overwrites the key and erases the files. Safe to call twice. */
  destroy(): Promise<void>;
}

/** Opens a vault for a new visit, and erases at start what an earlier run left behind (its key is gone for ever). */
export interface VisitVaults {
  open(): Promise<Result<VisitVault, Failure<Exclude<VaultError, 'page-lost'>>>>;
}
