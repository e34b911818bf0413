/** Time, so that waits can be tested. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `action` once after `ms`; returns the way to cancel. */
  after(ms: number, action: () => void): () => void;
}
