/**
 * How a device differs from the eSCL specification. Data only: each property is a behaviour of the driver, each entry
 * says where it was seen. Never chosen by hand in code: `quirksOf` looks at `pwg:MakeAndModel`.
 */
export interface EsclQuirks {
  /**
   * Pause before asking for the next sheet, as a share of the time the last one took and at most so many milliseconds:
   * asked too early, the device answers 404 and the rest of the pile is lost.
   */
  readonly pauseBeforeNext: { readonly share: number; readonly maxMs: number } | undefined;
  /** The job stays `Processing` for minutes after its last page, until it is deleted: not a sign of more pages. */
  readonly processingUntilDeleted: boolean;
  /**
   * What `ScannerAdfEmpty` is worth before a job: `hint` tries all the same, `refuses` does not because trying jams the
   * device, `lies` is not even shown.
   */
  readonly emptyFeeder: 'hint' | 'refuses' | 'lies';
  /** `Host` field that the device insists on. */
  readonly hostHeader: 'localhost' | 'with-port' | undefined;
  /** Highest resolution that works, dots per inch, where the device announces more. */
  readonly maxDpi: number | undefined;
}

/** A device that keeps to the specification. */
const NO_QUIRKS: EsclQuirks = {
  pauseBeforeNext: undefined,
  processingUntilDeleted: false,
  emptyFeeder: 'hint',
  hostHeader: undefined,
  maxDpi: undefined,
};

interface QuirkEntry {
  readonly models: RegExp;
  /** Where the behaviour was reported. */
  readonly source: string;
  readonly quirks: Partial<EsclQuirks>;
}

export const QUIRKS: readonly QuirkEntry[] = [
  {
    models: /^brother\b/i,
    source:
      'sane-airscan#39 (MFC-L2710DW answers 404 and ScannerAdfEmpty when asked too soon); #347: only for this maker',
    quirks: { pauseBeforeNext: { share: 0.5, maxMs: 1_000 } },
  },
  {
    models: /^kyocera\b|\becosys\b/i,
    source: 'ipp-usb#128 (ECOSYS M5521cdw stays Processing for minutes unless the job is deleted)',
    quirks: { processingUntilDeleted: true },
  },
  {
    models: /^(canon )?mf410 series$/i,
    source: 'sane-airscan#98 (a job on the empty feeder ends in a real jam)',
    quirks: { emptyFeeder: 'refuses' },
  },
  {
    models: /^fujitsu fi-6130/i,
    source: 'AirSane#136 (ScannerAdfEmpty with paper in the feeder)',
    quirks: { emptyFeeder: 'lies' },
  },
  {
    models: /^(canon )?ir2625\/2630$/i,
    source: 'sane-airscan#57 (announces 600 dpi, works up to 300)',
    quirks: { maxDpi: 300 },
  },
  {
    models:
      /^hp (laserjet mfp m630|color laserjet (flowmfp m57[78]|flowmfp m682|mfp m480|mfp e77830)|pagewide color (flow mfp 586|flow e77660|mfp p77960))\b/i,
    source:
      'sane-airscan#116 (takes a job only for Host: localhost; a table of models that need it and that do not)',
    quirks: { hostHeader: 'localhost' },
  },
  {
    models: /^epson /i,
    source:
      'sane-airscan, airscan-escl.c, quirk_port_in_host (wants the port in Host even where it is the default)',
    quirks: { hostHeader: 'with-port' },
  },
];

/** What is known of this model (`pwg:MakeAndModel`); later entries win. */
export function quirksOf(makeAndModel: string): EsclQuirks {
  const known = QUIRKS.filter((entry) => entry.models.test(makeAndModel)).map((entry) => entry.quirks);
  return Object.assign({}, NO_QUIRKS, ...known);
}
