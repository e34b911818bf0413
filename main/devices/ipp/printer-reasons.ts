import type { PrintError } from '../../ports/receipt-printer.ts';

/**
 * How serious the device says a reason is (RFC 8011, section 5.4.12): `report` may be ignored, `warning` may soon stop
 * printing, `error` stops it.
 */
export type Severity = 'report' | 'warning' | 'error';

/** What is in the way, first the ones that a person has to put right before the others show. */
interface ReasonRow {
  readonly keyword: string;
  readonly code: PrintError;
  readonly source: string;
}

const RFC_8011 = 'RFC 8011, 5.4.12';
const PWG_5100_9 = 'PWG 5100.9, printer state extensions';
const RFC_3998 = 'RFC 3998, 9.1';
const CUPS = 'CUPS, network backends';

/**
 * `printer-state-reasons` by what staff have to do. Keywords that are not here say nothing about whether it prints
 * (`toner-low`, `configuration-change`…) and are not looked at.
 */
export const PRINTER_REASONS: readonly ReasonRow[] = [
  { keyword: 'media-jam', code: 'printer-jam', source: RFC_8011 },
  { keyword: 'media-path-jam', code: 'printer-jam', source: PWG_5100_9 },
  { keyword: 'media-path-input-jam', code: 'printer-jam', source: PWG_5100_9 },
  { keyword: 'media-path-output-jam', code: 'printer-jam', source: PWG_5100_9 },
  { keyword: 'output-media-tray-jam', code: 'printer-jam', source: PWG_5100_9 },
  { keyword: 'input-media-tray-feed-error', code: 'printer-jam', source: PWG_5100_9 },
  { keyword: 'cover-open', code: 'printer-cover-open', source: RFC_8011 },
  { keyword: 'door-open', code: 'printer-cover-open', source: RFC_8011 },
  { keyword: 'interlock-open', code: 'printer-cover-open', source: RFC_8011 },
  { keyword: 'input-tray-missing', code: 'printer-media-empty', source: RFC_8011 },
  { keyword: 'media-empty', code: 'printer-media-empty', source: RFC_8011 },
  { keyword: 'media-needed', code: 'printer-media-empty', source: RFC_8011 },
  { keyword: 'media-path-input-empty', code: 'printer-media-empty', source: PWG_5100_9 },
  { keyword: 'media-path-input-request', code: 'printer-media-empty', source: PWG_5100_9 },
  { keyword: 'input-manual-input-request', code: 'printer-media-empty', source: PWG_5100_9 },
  { keyword: 'toner-empty', code: 'printer-toner-empty', source: RFC_8011 },
  { keyword: 'marker-supply-empty', code: 'printer-toner-empty', source: RFC_8011 },
  { keyword: 'developer-empty', code: 'printer-toner-empty', source: RFC_8011 },
  { keyword: 'marker-developer-empty', code: 'printer-toner-empty', source: PWG_5100_9 },
  { keyword: 'marker-ink-empty', code: 'printer-toner-empty', source: PWG_5100_9 },
  { keyword: 'marker-ink-missing', code: 'printer-toner-empty', source: PWG_5100_9 },
  { keyword: 'marker-toner-missing', code: 'printer-toner-empty', source: PWG_5100_9 },
  { keyword: 'marker-toner-cartridge-missing', code: 'printer-toner-empty', source: PWG_5100_9 },
  // Consumables beside the ink: the same person brings the part, and nothing prints before.
  { keyword: 'marker-waste-full', code: 'printer-toner-empty', source: RFC_8011 },
  { keyword: 'marker-waste-ink-receptacle-full', code: 'printer-toner-empty', source: PWG_5100_9 },
  { keyword: 'marker-waste-toner-receptacle-full', code: 'printer-toner-empty', source: PWG_5100_9 },
  { keyword: 'opc-life-over', code: 'printer-toner-empty', source: RFC_8011 },
  { keyword: 'shutdown', code: 'printer-offline', source: RFC_8011 },
  { keyword: 'timed-out', code: 'printer-offline', source: RFC_8011 },
  { keyword: 'connecting-to-device', code: 'printer-offline', source: RFC_8011 },
  { keyword: 'offline', code: 'printer-offline', source: CUPS },
  { keyword: 'deactivated', code: 'printer-paused', source: RFC_3998 },
  { keyword: 'hold-new-jobs', code: 'printer-paused', source: RFC_3998 },
  { keyword: 'moving-to-paused', code: 'printer-paused', source: RFC_8011 },
  { keyword: 'paused', code: 'printer-paused', source: RFC_8011 },
  { keyword: 'output-area-full', code: 'printer-refused', source: RFC_8011 },
  { keyword: 'output-tray-missing', code: 'printer-refused', source: RFC_8011 },
  { keyword: 'fuser-over-temp', code: 'printer-busy', source: RFC_8011 },
  { keyword: 'fuser-under-temp', code: 'printer-busy', source: RFC_8011 },
  { keyword: 'spool-area-full', code: 'printer-busy', source: RFC_8011 },
  { keyword: 'other', code: 'printer-refused', source: RFC_8011 },
];

/** One reason as understood. */
export interface PrinterReason {
  readonly keyword: string;
  readonly code: PrintError;
  readonly severity: Severity;
}

const SUFFIX = /^(.+)-(report|warning|error)$/;
const SEVERITY_ORDER: readonly Severity[] = ['error', 'warning', 'report'];

/** What a `printer-state-reasons` keyword means here; nothing where it says nothing about printing. */
export function readReason(keyword: string): PrinterReason | undefined {
  // Some keywords end like a suffix by themselves (`input-media-tray-feed-error`): the whole comes first. Without a suffix
  // the device means an error (RFC 8011, section 5.4.12).
  const whole = rowOf(keyword);
  if (whole !== undefined) return { keyword: whole.keyword, code: whole.code, severity: 'error' };
  const [, bare, suffix] = SUFFIX.exec(keyword) ?? [];
  const row = bare === undefined ? undefined : rowOf(bare);
  const severity = SEVERITY_ORDER.find((known) => known === suffix);
  if (row === undefined || severity === undefined) return undefined;
  return { keyword: row.keyword, code: row.code, severity };
}

function rowOf(keyword: string): ReasonRow | undefined {
  return PRINTER_REASONS.find((row) => row.keyword === keyword);
}

/** The reasons that say something, the most serious first, and the order of the table among equals. */
export function readReasons(keywords: readonly string[]): readonly PrinterReason[] {
  const rank = (reason: PrinterReason): number =>
    SEVERITY_ORDER.indexOf(reason.severity) * PRINTER_REASONS.length +
    PRINTER_REASONS.findIndex((row) => row.keyword === reason.keyword);
  return keywords
    .map(readReason)
    .filter((reason) => reason !== undefined)
    .sort((one, other) => rank(one) - rank(other));
}

/** Whether the printer says that paper will soon run out (`media-low`, RFC 8011, 5.4.12), however serious it finds that. */
export function saysMediaLow(keywords: readonly string[]): boolean {
  return keywords.some((keyword) => keyword.replace(SUFFIX, '$1') === 'media-low');
}
