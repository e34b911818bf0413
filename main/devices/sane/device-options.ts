import type { Result } from '../../domain/result.ts';
import type { ScanSettings, ScanSource } from '../../ports/scanner.ts';
import type { Resolutions } from '../scan-resolution.ts';

/** Characters of an option list: the test backend, which has every kind of option, prints under 9,000. */
const MAX_LIST_CHARACTERS = 64 * 1024;
/** Options of one device. */
const MAX_OPTIONS = 500;
/** Values of one option. */
const MAX_VALUES = 200;

/** One option of a SANE device that can be set now. */
interface DeviceOption {
  readonly name: string;
  /** The constraint as printed: `Gray|Color`, `1..1200dpi`. */
  readonly constraint: string;
}

/** What we need to know of a SANE device. */
export interface DeviceOptions {
  /** Values of `--source`; empty where the device has but one source and no such option. */
  readonly sources: readonly string[];
  /** Values of `--adf-mode` (`Simplex`, `Duplex`), where the feeder's sides are chosen by it and not by the source. */
  readonly adfModes: readonly string[];
  /** Whether there is a `--duplex` that can be switched on. */
  readonly duplexSwitch: boolean;
  readonly modes: readonly string[];
  readonly resolutions: Resolutions | undefined;
  /** Longest `-x` and `-y`, millimetres; nothing where the device has no such option or counts in pixels. */
  readonly widthMm: number | undefined;
  readonly heightMm: number | undefined;
  /** Longest `--page-width` and `--page-height`, millimetres: some feeders cut to these. */
  readonly pageWidthMm: number | undefined;
  readonly pageHeightMm: number | undefined;
}

/**
 * Reads the lines of `scanimage -A` that begin an option. An option is indented by four spaces, its description by
 * eight. After the constraint comes the current value in brackets, or `[inactive]`: such an option cannot be set.
 * A value can itself hold brackets (`24bit Color[Fast]`), but not after a space.
 */
function optionLines(list: string): Result<Map<string, DeviceOption>, undefined> {
  if (list.length > MAX_LIST_CHARACTERS) return { ok: false, error: undefined };
  const options = new Map<string, DeviceOption>();
  for (const line of list.split('\n')) {
    const [, name, rest] = /^ {4}(--?[A-Za-z][A-Za-z0-9-]*)(?:\[=| )(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined || options.has(name)) continue;
    if (rest.endsWith('[inactive]') || rest.endsWith('[read-only]')) continue;
    if (options.size >= MAX_OPTIONS) return { ok: false, error: undefined };
    const constraint = rest.split(/ \[| \(in steps of /, 1)[0] ?? '';
    options.set(name, { name, constraint });
  }
  return { ok: true, value: options };
}

function choices(option: DeviceOption | undefined): string[] {
  if (option === undefined) return [];
  return option.constraint
    .split('|')
    .slice(0, MAX_VALUES)
    .filter((value) => value !== '');
}

const RANGE = /^(-?\d{1,7}(?:\.\d{1,6})?)\.\.(-?\d{1,7}(?:\.\d{1,6})?)([a-z]*)$/;

function resolutionsOf(option: DeviceOption | undefined, line: string | undefined): Resolutions | undefined {
  if (option === undefined) return undefined;
  const [, min, max, unit] = RANGE.exec(option.constraint) ?? [];
  if (min !== undefined && max !== undefined) {
    const [from, to] = [Math.ceil(Number(min)), Math.floor(Number(max))];
    const [, said] = /\(in steps of (\d{1,6})/.exec(line ?? '') ?? [];
    if (unit !== 'dpi' || to < 1 || from > to) return undefined;
    return { kind: 'range', min: Math.max(1, from), max: to, step: Math.max(1, Number(said ?? '1')) };
  }
  const values = choices(option)
    .map((value) => /^(\d{1,5})(?:dpi)?$/.exec(value)?.[1])
    .filter((value) => value !== undefined)
    .map(Number)
    .filter((value) => value > 0)
    .sort((a, b) => a - b);
  return values.length === 0 ? undefined : { kind: 'discrete', values };
}

function longestMm(option: DeviceOption | undefined): number | undefined {
  const [, , max, unit] = RANGE.exec(option?.constraint ?? '') ?? [];
  return max === undefined || unit !== 'mm' || Number(max) <= 0 ? undefined : Number(max);
}

/**
 * Reads the option list that `scanimage -A` prints (with `LC_ALL=C`; format of sane-backends 1.0 to 1.3, `print_option`
 * in scanimage.c). `scanner-refused` where it is longer than any device's, or has neither a resolution nor a mode.
 */
export function parseDeviceOptions(
  list: string,
): Result<DeviceOptions, { readonly code: 'scanner-refused'; readonly detail: string }> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
  if (/[\u0000-\u0008]/.test(list))
    return { ok: false, error: { code: 'scanner-refused', detail: 'not text' } };
  const lines = optionLines(list);
  const refuse = (detail: string) => ({ ok: false, error: { code: 'scanner-refused', detail } }) as const;
  if (!lines.ok) return refuse('option list too long');
  const options = lines.value;
  const modes = choices(options.get('--mode'));
  const resolutionLine = list.split('\n').find((line) => line.startsWith('    --resolution '));
  const resolutions = resolutionsOf(options.get('--resolution'), resolutionLine);
  if (modes.length === 0 && resolutions === undefined) return refuse('no option list of a scanner');
  return {
    ok: true,
    value: {
      sources: choices(options.get('--source')),
      adfModes: choices(options.get('--adf-mode')),
      duplexSwitch: options.get('--duplex')?.constraint === '(yes|no)]',
      modes,
      resolutions,
      widthMm: longestMm(options.get('-x')),
      heightMm: longestMm(options.get('-y')),
      pageWidthMm: longestMm(options.get('--page-width')),
      pageHeightMm: longestMm(options.get('--page-height')),
    },
  };
}

const FLAT = /flatbed|platen|^normal$/i;
const FEEDER = /\badf\b|feeder/i;
const TWO_SIDES = /duplex|both/i;
/** Not the front alone. */
const BOTH_SIDES = /duplex|back|both/i;

/**
 * The device's own name for a source. Backends name them freely (`Flatbed`, `FB`, `ADF Front`, `Automatic Document
 * Feeder(left aligned)`); where this rule is wrong for a device, the configuration names them.
 */
export function sourceName(
  source: ScanSource,
  names: readonly string[],
  bothSides = false,
): string | undefined {
  if (bothSides) return names.find((name) => FEEDER.test(name) && TWO_SIDES.test(name));
  if (source === 'platen') return names.find((name) => FLAT.test(name) || name === 'FB');
  return names.find((name) => FEEDER.test(name) && !BOTH_SIDES.test(name));
}

/**
 * What makes the feeder read both sides, or one: a source of its own, or `--adf-mode` (epson2, epsonds), or `--duplex`
 * (epsonds, hpaio). Where nothing does, the sides are the device's own affair.
 */
export function sidesArgs(bothSides: boolean, device: DeviceOptions): readonly string[] {
  const mode = device.adfModes.find((name) => TWO_SIDES.test(name) === bothSides);
  if (mode !== undefined) return [`--adf-mode=${mode}`];
  return device.duplexSwitch ? [`--duplex=${bothSides ? 'yes' : 'no'}`] : [];
}

/** The device's own name for a mode; nothing where it has none that fits, and then its own default is used. */
export function modeName(colour: ScanSettings['colour'], names: readonly string[]): string | undefined {
  const wanted = colour === 'colour' ? /^colou?r$/i : /^(gray|grey|true gr[ae]y|gr[ae]yscale)$/i;
  const similar = colour === 'colour' ? /colou?r/i : /gr[ae]y/i;
  return names.find((name) => wanted.test(name)) ?? names.find((name) => similar.test(name));
}
