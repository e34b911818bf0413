/** Every wait of the self-test, milliseconds. */
export interface SelfTestLimits {
  /** For one device to say how it is and what it can do. */
  readonly examineMs: number;
  /** For a test scan, from the question to its last page. Covers a warm-up and a full feeder of some ten sheets. */
  readonly scanMs: number;
  /** For a test page to be printed. A printer that waits for a person is not waited for longer. */
  readonly printMs: number;
  /** For the round trip of a small file. Covers a stick that is flushed slowly. */
  readonly stickMs: number;
}

export const SELF_TEST_LIMITS: SelfTestLimits = {
  examineMs: 8_000,
  scanMs: 120_000,
  printMs: 60_000,
  stickMs: 60_000,
};
