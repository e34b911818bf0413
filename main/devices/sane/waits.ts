/** Every wait of the SANE driver, in milliseconds. */
export interface SaneWaits {
  /** Listing the device's options: opens it, which for some backends loads firmware. */
  readonly questionMs: number;
  /** One page, from asking for it to its last byte, lamp and feeder included. Does not cover a device that holds a sheet for ever: then it ends the scan. */
  readonly pageMs: number;
  /** Between two signs of progress in a page that has begun to arrive. Does not cover the lamp's warming up: no page has begun then. */
  readonly stallMs: number;
  /** Between asking scanimage to stop and making it: asked twice it has been seen to hang, so it is asked once. */
  readonly killGraceMs: number;
}

/** Values for devices in the field; `SaneScannerOptions.timeouts` replaces single ones. */
export const SANE_WAITS: SaneWaits = {
  questionMs: 20_000,
  pageMs: 120_000,
  stallMs: 45_000,
  killGraceMs: 2_000,
};
