/**
 * Whether headphones are plugged in. `unknown`: the terminal has no socket that tells, or its system does not say.
 */
export type HeadphonesPresence = 'plugged' | 'unplugged' | 'unknown';

/** The terminal's headphone sockets. */
export interface Headphones {
  /** As far as is known now. */
  presence(): HeadphonesPresence;
  /** Calls `listener` when it changes; returns the way to stop. */
  watch(listener: (presence: HeadphonesPresence) => void): () => void;
  /** Stops watching. */
  close(): Promise<void>;
}
