import type { Failure, Result } from '../domain/result.ts';

export type DraftError = 'disk-full' | 'storage-failed';

/** A registration left midway, as bytes: what it is, and the files of the visit that belong to it. */
export interface DraftContent {
  /** UTF-8 JSON of the visit's own; not interpreted here. */
  readonly record: Uint8Array;
  /** By the names they have in the visit's vault. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** How a code looks, so that the screen can show the shape of what is typed. */
export interface DraftCodeShape {
  /** Signs of each group. */
  readonly groups: readonly number[];
  readonly alphabet: string;
}

export type DraftFound =
  | { readonly kind: 'found'; readonly content: DraftContent; readonly code: string; readonly keptUntil: string }
  /** The check sign does not match: a typing mistake, which costs nothing. */
  | { readonly kind: 'mistyped' }
  /** Nothing is kept here under this code. */
  | { readonly kind: 'unknown' }
  /** Too many wrong codes: nothing was tried, and nothing will be for so long. */
  | { readonly kind: 'wait'; readonly milliseconds: number };

/** Drafts of this terminal, each sealed under a code that only its person has. */
export interface Drafts {
  readonly shape: DraftCodeShape;
  /**
   * Seals a draft and commits it: it survives a power cut when this resolves with success. Under `code`, in the place of
   * what that code held, or under a new one.
   */
  save(
    content: DraftContent,
    code?: string,
  ): Promise<Result<{ readonly code: string; readonly keptUntil: string }, Failure<DraftError>>>;
  /** Tries a code as it was typed. The draft stays until `erase`, or until its time is over. */
  open(typed: string): Promise<Result<DraftFound, Failure<DraftError>>>;
  /** Erases the draft of a code: it was sent. */
  erase(code: string): Promise<void>;
  /** How many there are. */
  kept(): number;
}
