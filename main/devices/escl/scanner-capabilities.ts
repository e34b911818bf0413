import { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import type { ScanSource } from '../../ports/scanner.ts';
import { normalUuid } from '../device-uuid.ts';
import type { Resolutions } from '../scan-resolution.ts';
import { childOf, childrenOf, parseBoundedXml, textOf, type XmlElement } from './bounded-xml.ts';
import { ESCL, PWG } from './escl-namespaces.ts';

/** Colour modes that a JPEG can carry. Others (1-bit, 16 bits a channel) are not asked for. */
export type ColourMode = 'RGB24' | 'Grayscale8';

/** One combination of modes, formats and resolutions (`scan:SettingProfile`). */
export interface SettingProfile {
  readonly colourModes: readonly ColourMode[];
  /** Media types from `pwg:DocumentFormat` and `scan:DocumentFormatExt`, lower case. */
  readonly formats: readonly string[];
  /** Whether the device takes `scan:DocumentFormatExt` in a request (eSCL 2.1 and later). */
  readonly takesFormatExt: boolean;
  readonly resolutions: Resolutions;
}

/**
 * What one source can do (`scan:PlatenInputCaps`, `scan:AdfSimplexInputCaps`, `scan:AdfDuplexInputCaps`). Lengths in
 * 1/300 inch.
 */
export interface SourceCapabilities {
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly minHeight: number;
  readonly maxHeight: number;
  readonly profiles: readonly SettingProfile[];
}

export interface ScannerCapabilities {
  readonly version: string;
  readonly makeAndModel: string;
  /** `scan:UUID` in lower case without `urn:uuid:`; empty where the device gives none. What DNS-SD announces as `UUID`. */
  readonly uuid: string;
  readonly sources: Readonly<Partial<Record<ScanSource, SourceCapabilities>>>;
  /** The feeder reading both sides in one pass. */
  readonly duplex: SourceCapabilities | undefined;
}

/** 1/300 inch. The upper limit is 3 m of paper: beyond it the answer is not about a document scanner. */
const length = z.coerce.number().int().min(0).max(36_000);
const resolution = z.coerce.number().int().min(1).max(19_200);
const shortText = z.string().max(256);
const version = z.string().regex(/^\d{1,3}(\.\d{1,3})?$/);

const COLOUR_MODES: ReadonlyMap<string, ColourMode> = new Map([
  ['RGB24', 'RGB24'],
  ['Grayscale8', 'Grayscale8'],
]);

/** Digits only: `z.coerce` alone would read '', ' ' and '0x10' as numbers. */
function number(schema: z.ZodType<number>, text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined;
  const parsed = schema.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

function discreteResolutions(supported: XmlElement): number[] {
  const list = childOf(supported, ESCL, 'DiscreteResolutions');
  const values: number[] = [];
  for (const entry of childrenOf(list, ESCL, 'DiscreteResolution')) {
    const x = number(resolution, textOf(entry, ESCL, 'XResolution'));
    const y = number(resolution, textOf(entry, ESCL, 'YResolution'));
    if (x !== undefined && x === y) values.push(x);
  }
  return values.sort((a, b) => a - b);
}

/** Only the X range is read: where X and Y differ, what both can do is asked by the same number. */
function resolutionRange(supported: XmlElement): Resolutions | undefined {
  const range = childOf(supported, ESCL, 'ResolutionRange');
  const x = childOf(range, ESCL, 'XResolutionRange') ?? childOf(range, ESCL, 'XResolution');
  const min = number(resolution, textOf(x, ESCL, 'Min'));
  const max = number(resolution, textOf(x, ESCL, 'Max'));
  if (min === undefined || max === undefined || min > max) return undefined;
  return { kind: 'range', min, max, step: number(resolution, textOf(x, ESCL, 'Step')) ?? 1 };
}

function settingProfile(element: XmlElement): SettingProfile | undefined {
  const supported = childOf(element, ESCL, 'SupportedResolutions');
  if (supported === undefined) return undefined;
  const discrete = discreteResolutions(supported);
  const resolutions: Resolutions | undefined =
    discrete.length > 0 ? { kind: 'discrete', values: discrete } : resolutionRange(supported);
  if (resolutions === undefined) return undefined;

  const formats = childOf(element, ESCL, 'DocumentFormats');
  const plain = childrenOf(formats, PWG, 'DocumentFormat');
  const extended = childrenOf(formats, ESCL, 'DocumentFormatExt');
  const colourModes = childrenOf(childOf(element, ESCL, 'ColorModes'), ESCL, 'ColorMode')
    .map((mode) => COLOUR_MODES.get(mode.text))
    .filter((mode) => mode !== undefined);
  return {
    colourModes: [...new Set(colourModes)],
    formats: [...new Set([...plain, ...extended].map((format) => format.text.toLowerCase()))],
    takesFormatExt: extended.length > 0,
    resolutions,
  };
}

function sourceCapabilities(element: XmlElement | undefined): SourceCapabilities | undefined {
  if (element === undefined) return undefined;
  const maxWidth = number(length, textOf(element, ESCL, 'MaxWidth'));
  const maxHeight = number(length, textOf(element, ESCL, 'MaxHeight'));
  if (maxWidth === undefined || maxHeight === undefined || maxWidth === 0 || maxHeight === 0)
    return undefined;
  const profiles = childrenOf(childOf(element, ESCL, 'SettingProfiles'), ESCL, 'SettingProfile')
    .map(settingProfile)
    .filter((profile) => profile !== undefined);
  if (profiles.length === 0) return undefined;
  return {
    minWidth: Math.min(number(length, textOf(element, ESCL, 'MinWidth')) ?? 0, maxWidth),
    maxWidth,
    minHeight: Math.min(number(length, textOf(element, ESCL, 'MinHeight')) ?? 0, maxHeight),
    maxHeight,
    profiles,
  };
}

/**
 * Reads `ScannerCapabilities` (Mopria eSCL specification, section 5). Succeeds only where at least one source can be
 * used: a document in the right namespaces that offers nothing usable is not a scanner to us.
 */
export function parseScannerCapabilities(
  bytes: Uint8Array,
): Result<ScannerCapabilities, { readonly code: 'scanner-not-escl'; readonly detail: string }> {
  const refuse = (detail: string) => ({ ok: false, error: { code: 'scanner-not-escl', detail } }) as const;
  const document = parseBoundedXml(bytes);
  if (!document.ok) return refuse(`capabilities: ${document.error.code}`);
  const root = document.value;
  if (root.namespace !== ESCL || root.name !== 'ScannerCapabilities') {
    return refuse('capabilities: another document');
  }
  const platen = sourceCapabilities(childOf(childOf(root, ESCL, 'Platen'), ESCL, 'PlatenInputCaps'));
  const adf = childOf(root, ESCL, 'Adf');
  const simplex = sourceCapabilities(childOf(adf, ESCL, 'AdfSimplexInputCaps'));
  const bothSides = sourceCapabilities(childOf(adf, ESCL, 'AdfDuplexInputCaps'));
  // Some devices give the capabilities of one of the two for both (AirSane#130), or only name the option.
  const feeder = simplex ?? bothSides;
  const options = childrenOf(childOf(adf, ESCL, 'AdfOptions'), ESCL, 'AdfOption');
  const duplex = bothSides ?? (options.some(({ text }) => text === 'Duplex') ? feeder : undefined);
  if (platen === undefined && feeder === undefined) return refuse('capabilities: no usable source');

  const model = shortText.safeParse(textOf(root, PWG, 'MakeAndModel'));
  const spoken = version.safeParse(textOf(root, PWG, 'Version'));
  return {
    ok: true,
    value: {
      version: spoken.success ? spoken.data : '2.0',
      makeAndModel: model.success ? model.data : '',
      uuid: normalUuid(textOf(root, ESCL, 'UUID') ?? ''),
      sources: {
        ...(platen === undefined ? {} : { platen }),
        ...(feeder === undefined ? {} : { feeder }),
      },
      duplex,
    },
  };
}
