import type { Failure, Result } from '../domain/result.ts';

export type DraftError = 'disk-full' | 'storage-failed';

/** A registration left midway, as bytes: what it is, and the files of the visit that belong to it. */
export interface DraftContent {
  /** The visit's own; not interpreted here. */
  readonly record: Uint8Array;
  /** By the names they have in the visit's vault. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A draft that is kept. It stays with the visit that saved or opened it, and nowhere else. */
export interface KeptDraft {
  /** Where the store has it. */
  readonly id: string;
  /** As it is printed, in groups. */
  readonly code: string;
  /** ISO 8601; after that it is erased. */
  readonly keptUntil: string;
}

/** How a code looks, so that the screen can show the shape of what is typed. */
export interface DraftCodeShape {
  /** Signs of each group. */
  readonly groups: readonly number[];
  readonly alphabet: string;
}

export type DraftFound =
  | { readonly kind: 'found'; readonly content: DraftContent; readonly kept: KeptDraft }
  /** The check sign does not match: a typing mistake, which costs nothing. */
  | { readonly kind: 'mistyped' }
  /** Nothing is kept here under this code, or what was is damaged. */
  | { readonly kind: 'unknown' }
  /** Too many wrong codes: nothing was tried, and nothing will be for so long. */
  | { readonly kind: 'wait'; readonly milliseconds: number };

/** Drafts of this terminal, each sealed under a code that only its person has. */
export interface Drafts {
  readonly shape: DraftCodeShape;
  /**
   * Seals a draft and commits it: it survives a power cut when this resolves with success. In the place of `former` and
   * under its code, or under a new one.
   */
  save(content: DraftContent, former?: KeptDraft): Promise<Result<KeptDraft, Failure<DraftError>>>;
  /**
   * Tries a code as it was typed. The draft stays until `erase`, or until its time is over. Aborting answers
   * `storage-failed`, and costs no try.
   */
  open(typed: string, signal?: AbortSignal): Promise<Result<DraftFound, Failure<DraftError>>>;
  /** Erases a draft: it was sent. */
  erase(draft: KeptDraft): Promise<void>;
  /** How many there are. */
  kept(): number;
}
