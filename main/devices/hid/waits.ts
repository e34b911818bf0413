/** Every wait of the readers, in milliseconds. */
export interface ReaderWaits {
  /** Listing what is plugged in, or opening one device. A device that holds the system longer is given up. */
  readonly systemMs: number;
  /** Between two looks where the system sends no events, or where a reader could not be opened. */
  readonly lookAgainMs: number;
  /** A badge that lies on the reader is reported again and again: it counts once until it was away so long. */
  readonly badgeAwayMs: number;
  /** How long a reader that floods is left closed. */
  readonly floodRestMs: number;
}

/** Values for devices in the field. */
export const READER_WAITS: ReaderWaits = {
  systemMs: 5_000,
  lookAgainMs: 5_000,
  badgeAwayMs: 2_000,
  floodRestMs: 30_000,
};
