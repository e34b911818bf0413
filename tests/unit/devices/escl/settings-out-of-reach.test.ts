import { describe, expect, test } from 'vitest';
import { fitSettings, writeScanSettings } from '../../../../main/devices/escl/scan-settings.ts';
import type {
  ScannerCapabilities,
  SourceCapabilities,
} from '../../../../main/devices/escl/scanner-capabilities.ts';
import type { Resolutions } from '../../../../main/devices/scan-resolution.ts';
import { DESK_SCANNER, readScanSettings } from '../../../simulators/escl/escl-documents.ts';

const discrete = (...values: number[]): Resolutions => ({ kind: 'discrete', values });

function device(source: Partial<SourceCapabilities>, resolutions: Resolutions): ScannerCapabilities {
  return {
    version: '2.63',
    makeAndModel: 'Fictional Scanner',
    uuid: '',
    duplex: undefined,
    sources: {
      platen: {
        minWidth: 16,
        maxWidth: 2_550,
        minHeight: 16,
        maxHeight: 3_510,
        profiles: [
          {
            colourModes: ['RGB24', 'Grayscale8'],
            formats: ['image/jpeg'],
            takesFormatExt: false,
            resolutions,
          },
        ],
        ...source,
      },
    },
  };
}

const wishes = { source: 'platen', dpi: 300, colour: 'colour' } as const;

describe('a resolution that the device does not have', () => {
  test.each([
    [300, discrete(75, 150, 300, 600), 300],
    [300, discrete(100, 200, 400), 400],
    [300, discrete(100, 200, 600), 600],
    [300, discrete(100, 200, 1_200), 200],
    [300, discrete(1_200), 1_200],
    [300, discrete(75), 75],
    [10_000, discrete(75, 600), 600],
    [1, discrete(75, 600), 75],
    [300, { kind: 'range', min: 100, max: 600, step: 1 }, 300],
    [300, { kind: 'range', min: 100, max: 250, step: 50 }, 250],
    [300, { kind: 'range', min: 400, max: 600, step: 100 }, 400],
    [310, { kind: 'range', min: 100, max: 600, step: 100 }, 400],
    [599, { kind: 'range', min: 100, max: 550, step: 100 }, 500],
  ] as const)('%i dpi becomes one it has: %o', (wanted, resolutions, expected) => {
    const fitted = fitSettings({ ...wishes, dpi: wanted }, device({}, resolutions as Resolutions), undefined);
    expect(fitted).toMatchObject({ ok: true, value: { dpi: expected } });
  });

  test('that it announces but cannot do is not asked for', () => {
    expect(fitSettings({ ...wishes, dpi: 600 }, device({}, discrete(150, 300, 600)), 300)).toMatchObject({
      ok: true,
      value: { dpi: 300 },
    });
  });
});

describe('a mode, a format or an area that the device does not have', () => {
  test('grey where there is only colour, and colour where there is only grey', () => {
    const only = (mode: 'RGB24' | 'Grayscale8') =>
      device(
        {
          profiles: [
            {
              colourModes: [mode],
              formats: ['image/jpeg'],
              takesFormatExt: false,
              resolutions: discrete(300),
            },
          ],
        },
        discrete(300),
      );
    expect(fitSettings({ ...wishes, colour: 'grey' }, only('RGB24'), undefined)).toMatchObject({
      value: { colourMode: 'RGB24' },
    });
    expect(fitSettings(wishes, only('Grayscale8'), undefined)).toMatchObject({
      value: { colourMode: 'Grayscale8' },
    });
  });

  test('the profile is the one that has the mode, with its own resolutions', () => {
    const capabilities = device(
      {
        profiles: [
          {
            colourModes: ['RGB24'],
            formats: ['application/pdf'],
            takesFormatExt: true,
            resolutions: discrete(300),
          },
          {
            colourModes: ['Grayscale8'],
            formats: ['image/jpeg'],
            takesFormatExt: false,
            resolutions: discrete(600),
          },
          {
            colourModes: ['RGB24'],
            formats: ['image/jpeg'],
            takesFormatExt: true,
            resolutions: discrete(200),
          },
        ],
      },
      discrete(300),
    );
    expect(fitSettings(wishes, capabilities, undefined)).toMatchObject({
      ok: true,
      value: { colourMode: 'RGB24', dpi: 200, takesFormatExt: true },
    });
  });

  const offering = (
    formats: readonly string[],
    colourModes: readonly ('RGB24' | 'Grayscale8')[] = ['RGB24'],
  ) => ({
    colourModes,
    formats,
    takesFormatExt: true,
    resolutions: discrete(300),
  });

  test('PDF where there is no JPEG, and a JPEG in the other colours before a PDF in the right ones', () => {
    const format = (profiles: readonly ReturnType<typeof offering>[]) =>
      fitSettings(wishes, device({ profiles }, discrete(300)), undefined);
    expect(format([offering(['application/pdf'])])).toMatchObject({ value: { format: 'application/pdf' } });
    expect(format([offering(['application/pdf']), offering(['image/jpeg'], ['Grayscale8'])])).toMatchObject({
      value: { format: 'image/jpeg', colourMode: 'Grayscale8' },
    });
  });

  test('neither JPEG nor PDF is refused before a job', () => {
    for (const profile of [
      offering(['image/tiff', 'application/octet-stream']),
      offering(['image/jpeg'], []),
    ]) {
      expect(fitSettings(wishes, device({ profiles: [profile] }, discrete(300)), undefined)).toMatchObject({
        error: { code: 'scanner-refused' },
      });
    }
  });

  test('both sides where only one can be read: one', () => {
    const feeder = {
      minWidth: 16,
      maxWidth: 2_550,
      minHeight: 16,
      maxHeight: 3_510,
      profiles: [offering(['image/jpeg'])],
    };
    const both = { ...feeder, maxHeight: 3_300 };
    const able = { ...device({}, discrete(300)), sources: { feeder }, duplex: both };
    const asked = { ...wishes, source: 'feeder', bothSides: true } as const;
    expect(fitSettings(asked, able, undefined)).toMatchObject({ value: { duplex: true, height: 3_300 } });
    expect(fitSettings(asked, { ...able, duplex: undefined }, undefined)).toMatchObject({
      value: { duplex: false, height: 3_510 },
    });
    expect(fitSettings({ ...wishes, bothSides: true }, device({}, discrete(300)), undefined)).toMatchObject({
      value: { duplex: false },
    });
  });

  test('the area stays on the bed, however small or large it is', () => {
    expect(
      fitSettings(wishes, device({ maxWidth: 1_200, maxHeight: 1_800 }, discrete(300)), undefined),
    ).toMatchObject({
      value: { width: 1_200, height: 1_800 },
    });
    expect(
      fitSettings(wishes, device({ maxWidth: 3_508, maxHeight: 14_032 }, discrete(300)), undefined),
    ).toMatchObject({
      value: { width: 2_550, height: 3_510 },
    });
  });
});

describe('the document a job is posted with', () => {
  test.each([true, false])(
    'says every value, in the right namespaces (format extension: %s)',
    (takesFormatExt) => {
      const bytes = writeScanSettings({
        version: '2.63',
        source: 'feeder',
        colourMode: 'Grayscale8',
        dpi: 200,
        width: 2_400,
        height: 3_300,
        format: 'image/jpeg',
        takesFormatExt,
        duplex: true,
      });
      const text = new TextDecoder().decode(bytes);
      expect(readScanSettings(text, DESK_SCANNER)).toEqual({
        source: 'feeder',
        colour: 'grey',
        dpi: 200,
        width: 2_400,
        height: 3_300,
        format: 'image/jpeg',
        duplex: true,
      });
      expect(text.includes('DocumentFormatExt')).toBe(takesFormatExt);
    },
  );
});
