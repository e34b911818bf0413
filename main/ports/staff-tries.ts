/** Wrong tries at the team's lock, in a row. */
export interface WrongTries {
  readonly wrong: number;
  /** When the last one was made, milliseconds since the epoch. */
  readonly at: number;
}

/** What remembers them, also while the terminal is switched off. */
export interface StaffTries {
  /** As they were when the terminal started. */
  readonly remembered: WrongTries;
  /**
   * Resolves once they are written down. Also where they cannot be: a full disk must not keep the team out of a terminal
   * that they come to mend.
   */
  remember(tries: WrongTries): Promise<void>;
}
