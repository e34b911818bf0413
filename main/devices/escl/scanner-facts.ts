import type { OfferedResolutions, ScannerFacts, SourceFacts } from '../../ports/device-facts.ts';
import type { ScanSource } from '../../ports/scanner.ts';
import type { Resolutions } from '../scan-resolution.ts';
import { screenName } from '../screen-name.ts';
import type { ScannerCapabilities, SourceCapabilities } from './scanner-capabilities.ts';

/** eSCL counts lengths in 1/300 inch. */
const MM_PER_UNIT = 25.4 / 300;
/** Values of a list that are passed on. */
const MOST_VALUES = 20;

function millimetres(units: number): number {
  return Math.round(units * MM_PER_UNIT);
}

/** What all profiles of the source offer together, in rising order. */
function offered(all: readonly Resolutions[]): OfferedResolutions | null {
  const ranges = all.filter((one) => one.kind === 'range');
  if (ranges.length > 0) {
    return {
      kind: 'range',
      min: Math.min(...ranges.map(({ min }) => min)),
      max: Math.max(...ranges.map(({ max }) => max)),
    };
  }
  const values = [...new Set(all.flatMap((one) => (one.kind === 'discrete' ? one.values : [])))];
  return values.length === 0
    ? null
    : { kind: 'discrete', values: values.sort((a, b) => a - b).slice(0, MOST_VALUES) };
}

function sourceFacts(
  source: ScanSource,
  capabilities: SourceCapabilities | undefined,
  bothSides: boolean,
): readonly SourceFacts[] {
  if (capabilities === undefined) return [];
  const { profiles } = capabilities;
  const modes = new Set(profiles.flatMap(({ colourModes }) => colourModes));
  return [
    {
      source,
      bothSides,
      widthMm: millimetres(capabilities.maxWidth),
      heightMm: millimetres(capabilities.maxHeight),
      resolutions: offered(profiles.map(({ resolutions }) => resolutions)),
      colours: [
        ...(modes.has('RGB24') ? (['colour'] as const) : []),
        ...(modes.has('Grayscale8') ? (['grey'] as const) : []),
      ],
      mediaTypes: [...new Set(profiles.flatMap(({ formats }) => formats))]
        .slice(0, MOST_VALUES)
        .map(screenName),
    },
  ];
}

/** The device's capabilities in the terms of the port, for staff. */
export function factsOf(capabilities: ScannerCapabilities): ScannerFacts {
  const { sources, duplex } = capabilities;
  return {
    makeAndModel: screenName(capabilities.makeAndModel),
    sources: [
      ...sourceFacts('platen', sources.platen, false),
      ...sourceFacts('feeder', sources.feeder, duplex !== undefined),
    ],
  };
}
