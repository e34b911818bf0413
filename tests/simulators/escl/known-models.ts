import type { DeviceDescription, Manners } from './escl-simulator.ts';

/** A model that behaves in its own way, as it was reported. */
export interface KnownModel {
  readonly makeAndModel: string;
  /** Where the behaviour was reported, or that it is invented. */
  readonly source: string;
  readonly device?: Partial<DeviceDescription>;
  readonly manners: Partial<Manners>;
}

/**
 * Behaviours reported of real models, for the driver to be tried against (`main/devices/escl/quirks.ts`). The last two
 * are invented: the driver must cope with such behaviour in a model it does not know.
 */
export const KNOWN_MODELS: readonly KnownModel[] = [
  {
    makeAndModel: 'Brother MFC-L2710DW series',
    source: 'sane-airscan#39: 404 and an empty feeder where the next sheet is asked for too soon',
    manners: { hastyNotFoundMs: 40, pageMs: 100 },
  },
  {
    makeAndModel: 'Kyocera ECOSYS M5521cdw',
    source: 'ipp-usb#128: Processing until the job is deleted',
    manners: { processingUntilDeleted: true },
  },
  {
    makeAndModel: 'Fujitsu fi-6130dj',
    source: 'AirSane#136: the sensor says empty with paper in the feeder',
    manners: { sensor: 'always-empty' },
  },
  {
    makeAndModel: 'HP Color LaserJet FlowMFP M578',
    source: 'sane-airscan#116: takes a job only for Host: localhost, and calls itself so',
    manners: { location: 'localhost' },
  },
  {
    makeAndModel: 'EPSON WF-2930 Series',
    source: 'sane-airscan, airscan-escl.c, quirk_port_in_host',
    manners: { location: 'path' },
  },
  {
    makeAndModel: 'Fictional Early Bird',
    source: 'invented: the early 404 of sane-airscan#39 before the first page, in a model nobody knows',
    manners: { earlyNotFound: 3 },
  },
  {
    makeAndModel: 'Fictional Silent Lister',
    source: 'invented: a status without jobs, and a job on an empty feeder that ends without a page',
    manners: { listsJobs: false, emptyFeeder: 'accepts-then-404' },
  },
];
