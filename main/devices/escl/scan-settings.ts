import { create } from 'xmlbuilder2';
import type { Result } from '../../domain/result.ts';
import type { ScanSettings, ScanSource } from '../../ports/scanner.ts';
import { clampResolution } from '../scan-resolution.ts';
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
  readonly takesFormatExt: boolean;
}

function chooseProfile(profiles: readonly SettingProfile[], wanted: ColourMode): SettingProfile | undefined {
  const jpeg = profiles.filter(
    (profile) => profile.formats.includes('image/jpeg') && profile.colourModes.length > 0,
  );
  return jpeg.find((profile) => profile.colourModes.includes(wanted)) ?? jpeg[0];
}

/**
 * Fits the wishes to the device. `scanner-refused` where the device has no such source, or offers it in no form that a
 * JPEG can carry.
 */
export function fitSettings(
  wishes: ScanSettings,
  capabilities: ScannerCapabilities,
  maxDpi: number | undefined,
): Result<JobSettings, { readonly code: 'scanner-refused'; readonly detail: string }> {
  const source = capabilities.sources[wishes.source];
  if (source === undefined) {
    return { ok: false, error: { code: 'scanner-refused', detail: `no ${wishes.source}` } };
  }
  const wanted = COLOUR_MODES[wishes.colour];
  const profile = chooseProfile(source.profiles, wanted);
  const colourMode = profile?.colourModes.includes(wanted) ? wanted : profile?.colourModes[0];
  if (profile === undefined || colourMode === undefined) {
    return { ok: false, error: { code: 'scanner-refused', detail: 'no JPEG in a known colour mode' } };
  }
  return {
    ok: true,
    value: {
      version: capabilities.version,
      source: wishes.source,
      colourMode,
      dpi: clampResolution(wishes.dpi, profile.resolutions, maxDpi),
      width: Math.max(source.minWidth, Math.min(SCAN_AREA.width, source.maxWidth)),
      height: Math.max(source.minHeight, Math.min(SCAN_AREA.height, source.maxHeight)),
      takesFormatExt: profile.takesFormatExt,
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
  root.ele(PWG, 'pwg:DocumentFormat').txt('image/jpeg');
  if (settings.takesFormatExt) root.ele(ESCL, 'scan:DocumentFormatExt').txt('image/jpeg');
  root.ele(ESCL, 'scan:XResolution').txt(String(settings.dpi));
  root.ele(ESCL, 'scan:YResolution').txt(String(settings.dpi));
  if (settings.source === 'feeder') root.ele(ESCL, 'scan:Duplex').txt('false');
  return new TextEncoder().encode(document.end({ headless: false }));
}
