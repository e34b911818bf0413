import { create } from 'xmlbuilder2';
import type { Result } from '../../domain/result.ts';
import type { ScanSettings, ScanSource } from '../../ports/scanner.ts';
import { clampResolution } from '../scan-resolution.ts';
import type { PageFormat } from '../scanned-bytes.ts';
import { ESCL, PWG } from './escl-namespaces.ts';
import type { ColourMode, ScannerCapabilities, SettingProfile } from './scanner-capabilities.ts';

/**
 * Largest area asked for, 1/300 inch. The full width of a letter-wide bed, because the paper may lie at either edge and
 * feeders centre it; the height of A4. A sheet longer than A4 is cut: documents of the visit are A4 or smaller.
 */
const SCAN_AREA = { width: 2_550, height: 3_510 } as const;

const COLOUR_MODES: Readonly<Record<ScanSettings['colour'], ColourMode>> = {
  colour: 'RGB24',
  grey: 'Grayscale8',
};

const INPUT_SOURCES: Readonly<Record<ScanSource, string>> = { platen: 'Platen', feeder: 'Feeder' };

/** What is really asked of the device: the visit's wishes, within the device's capabilities. */
export interface JobSettings {
  readonly version: string;
  readonly source: ScanSource;
  readonly colourMode: ColourMode;
  /** Dots per inch. */
  readonly dpi: number;
  /** 1/300 inch. */
  readonly width: number;
  /** 1/300 inch. */
  readonly height: number;
  /** What pages come in. */
  readonly format: PageFormat;
  readonly takesFormatExt: boolean;
  /** Both sides of each sheet. */
  readonly duplex: boolean;
}

/** JPEG is asked for where it is offered: one page at a time, the moment it is scanned. PDF where nothing else is. */
const FORMATS = ['image/jpeg', 'application/pdf'] as const;

interface Choice {
  readonly profile: SettingProfile;
  readonly format: PageFormat;
  readonly colourMode: ColourMode;
}

/** The profile, format and mode that come nearest: a JPEG before the right colours, and both before neither. */
function choose(profiles: readonly SettingProfile[], wanted: ColourMode): Choice | undefined {
  for (const format of FORMATS) {
    const able = profiles.filter(({ formats }) => formats.includes(format));
    const exact = able.find(({ colourModes }) => colourModes.includes(wanted));
    if (exact !== undefined) return { profile: exact, format, colourMode: wanted };
    for (const profile of able) {
      const [colourMode] = profile.colourModes;
      if (colourMode !== undefined) return { profile, format, colourMode };
    }
  }
  return undefined;
}

/**
 * Fits the wishes to the device. `scanner-refused` where the device has no such source, or offers it in no form that a
 * JPEG or a PDF can carry. Both sides become one where the device cannot.
 */
export function fitSettings(
  wishes: ScanSettings,
  capabilities: ScannerCapabilities,
  maxDpi: number | undefined,
): Result<JobSettings, { readonly code: 'scanner-refused'; readonly detail: string }> {
  const bothSides = wishes.source === 'feeder' && wishes.bothSides === true ? capabilities.duplex : undefined;
  const source = bothSides ?? capabilities.sources[wishes.source];
  if (source === undefined) {
    return { ok: false, error: { code: 'scanner-refused', detail: `no ${wishes.source}` } };
  }
  const choice = choose(source.profiles, COLOUR_MODES[wishes.colour]);
  if (choice === undefined) {
    return {
      ok: false,
      error: { code: 'scanner-refused', detail: 'neither JPEG nor PDF in a known colour mode' },
    };
  }
  return {
    ok: true,
    value: {
      version: capabilities.version,
      source: wishes.source,
      colourMode: choice.colourMode,
      dpi: clampResolution(wishes.dpi, choice.profile.resolutions, maxDpi),
      width: Math.max(source.minWidth, Math.min(SCAN_AREA.width, source.maxWidth)),
      height: Math.max(source.minHeight, Math.min(SCAN_AREA.height, source.maxHeight)),
      format: choice.format,
      takesFormatExt: choice.profile.takesFormatExt,
      duplex: bothSides !== undefined,
    },
  };
}

/** The `ScanSettings` document that a job is posted with (Mopria eSCL specification, section 6). */
export function writeScanSettings(settings: JobSettings): Uint8Array {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele(ESCL, 'scan:ScanSettings').att('xmlns:pwg', PWG);
  root.ele(PWG, 'pwg:Version').txt(settings.version);
  const region = root.ele(PWG, 'pwg:ScanRegions').ele(PWG, 'pwg:ScanRegion');
  region.ele(PWG, 'pwg:ContentRegionUnits').txt('escl:ThreeHundredthsOfInches');
  region.ele(PWG, 'pwg:XOffset').txt('0');
  region.ele(PWG, 'pwg:YOffset').txt('0');
  region.ele(PWG, 'pwg:Width').txt(String(settings.width));
  region.ele(PWG, 'pwg:Height').txt(String(settings.height));
  root.ele(PWG, 'pwg:InputSource').txt(INPUT_SOURCES[settings.source]);
  root.ele(ESCL, 'scan:ColorMode').txt(settings.colourMode);
  root.ele(PWG, 'pwg:DocumentFormat').txt(settings.format);
  if (settings.takesFormatExt) root.ele(ESCL, 'scan:DocumentFormatExt').txt(settings.format);
  root.ele(ESCL, 'scan:XResolution').txt(String(settings.dpi));
  root.ele(ESCL, 'scan:YResolution').txt(String(settings.dpi));
  if (settings.source === 'feeder') root.ele(ESCL, 'scan:Duplex').txt(String(settings.duplex));
  return new TextEncoder().encode(document.end({ headless: false }));
}
