import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  modeName,
  parseDeviceOptions,
  sidesArgs,
  sourceName,
} from '../../../../main/devices/sane/device-options.ts';
import { scanErrorOf } from '../../../../main/devices/sane/sane-status.ts';
import { fuzzCases } from '../fuzz-cases.ts';

/** As scanimage of sane-backends 1.2.1 prints them for SANE's own test backend, whole. */
const TEST_BACKEND = readFileSync(
  new URL('../../../fixtures/sane/test-backend.txt', import.meta.url),
  'utf8',
);

/** In the manner of backends that choose the sides apart from the source. */
const SIDES_APART = `
All options specific to device \`epsonds:net:192.0.2.9':
  Standard:
    --source Flatbed|Automatic Document Feeder [Flatbed]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 75|100|150|200|300|600dpi [75]
        Sets the resolution of the scanned image.
  Optional equipment:
    --adf-mode Simplex|Duplex [Simplex]
        Selects the ADF mode (simplex/duplex)
    --duplex[=(yes|no)] [no]
        Duplex scanning.
`;

/** In the manner of makers who name freely: brackets inside values, several feeders, page sizes, pixels. */
const FREE_NAMES = `
All options specific to device \`maker4:net1;dev0':
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color[Fast] [24bit Color[Fast]]
        Select the scan mode
    --resolution 100|150|200|300|400|600dpi [200]
        Sets the resolution of the scanned image.
    --source FlatBed|ADF Duplex|Automatic Document Feeder(left aligned) [Automatic Document Feeder(left aligned)]
        Selects the scan source (such as a document-feeder).
    --brightness -50..50% (in steps of 1) [inactive]
        Controls the brightness of the acquired image.
    --page-width 0..221.121mm (in steps of 0.0211639) [215.872] [advanced]
        Specifies the width of the media.
    --page-height 0..863.489mm [279.364] [advanced]
        Specifies the height of the media.
    -x 0..215.9mm (in steps of 0.0999908) [215.88]
        Width of scan-area.
    -y 1..3508pel [3508]
        Height of scan-area.
`;

describe('the option list of a device', () => {
  test('of the test backend', () => {
    expect(parseDeviceOptions(TEST_BACKEND)).toEqual({
      ok: true,
      value: {
        sources: ['Flatbed', 'Automatic Document Feeder'],
        adfModes: [],
        duplexSwitch: false,
        modes: ['Gray', 'Color'],
        resolutions: { kind: 'range', min: 1, max: 1_200, step: 1 },
        widthMm: 200,
        heightMm: 200,
        pageWidthMm: undefined,
        pageHeightMm: undefined,
      },
    });
  });

  test('of a maker who names freely', () => {
    expect(parseDeviceOptions(FREE_NAMES)).toEqual({
      ok: true,
      value: {
        sources: ['FlatBed', 'ADF Duplex', 'Automatic Document Feeder(left aligned)'],
        adfModes: [],
        duplexSwitch: false,
        modes: ['Black & White', 'Gray[Error Diffusion]', 'True Gray', '24bit Color[Fast]'],
        resolutions: { kind: 'discrete', values: [100, 150, 200, 300, 400, 600] },
        widthMm: 215.9,
        // In pixels: not ours to convert.
        heightMm: undefined,
        pageWidthMm: 221.121,
        pageHeightMm: 863.489,
      },
    });
  });

  test.each([
    ['nothing', ''],
    ['an error message', 'scanimage: open of device test:7 failed: Invalid argument\n'],
    ['binary', '\u0000\u0001    --mode Gray|Color [Gray]'],
    ['a list without end', `    --mode ${'Gray|'.repeat(20_000)}Color [Gray]`],
    ['a thousand options', Array.from({ length: 1_000 }, (_, n) => `    --o${n} A|B [A]`).join('\n')],
  ])('%s is refused', (_name, text) => {
    expect(parseDeviceOptions(text)).toMatchObject({ ok: false, error: { code: 'scanner-refused' } });
  });

  test('an option that cannot be set is not set', () => {
    const list = TEST_BACKEND.replace('[Flatbed]', '[inactive]').replace(
      /(--resolution .*)\[\d+\]/,
      '$1[read-only]',
    );
    expect(parseDeviceOptions(list)).toMatchObject({ value: { sources: [], resolutions: undefined } });
  });

  test('any text is read or refused, never a throw', () => {
    const pieces = fc.constantFrom(
      '    --mode ',
      '    --resolution ',
      '    -x ',
      '|',
      '..',
      'dpi',
      'mm',
      ' [',
      ']',
      '\n',
      '1',
      '99999999999',
      ' (in steps of ',
      '0',
      ')',
      '[=(yes|no)]',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 60 }), (parts) => {
        const parsed = parseDeviceOptions(parts.join(''));
        if (!parsed.ok || parsed.value.resolutions?.kind !== 'range') return;
        const { min, max, step } = parsed.value.resolutions;
        expect(min >= 1 && min <= max && step >= 1).toBe(true);
      }),
      fuzzCases('SANE', 2_000),
    );
  });
});

describe('both sides of a sheet', () => {
  const parsed = (list: string) => {
    const options = parseDeviceOptions(list);
    if (!options.ok) throw new Error(options.error.detail);
    return options.value;
  };

  test.each([
    [['Flatbed', 'ADF', 'ADF Duplex'], 'ADF Duplex'],
    [['ADF Front', 'ADF Back', 'ADF Duplex'], 'ADF Duplex'],
    [
      ['Automatic Document Feeder(left aligned)', 'Automatic Document Feeder(left aligned,Duplex)'],
      'Automatic Document Feeder(left aligned,Duplex)',
    ],
    [['Flatbed', 'ADF Back'], undefined],
    [['Flatbed', 'Automatic Document Feeder'], undefined],
  ])('have a source of their own among %j: %s', (names, expected) => {
    expect(sourceName('feeder', names, true)).toBe(expected);
  });

  test('or an option, which is also said where one side is wanted', () => {
    const device = parsed(SIDES_APART);
    expect(sidesArgs(true, device)).toEqual(['--adf-mode=Duplex']);
    expect(sidesArgs(false, device)).toEqual(['--adf-mode=Simplex']);
    expect(sidesArgs(true, { ...device, adfModes: [] })).toEqual(['--duplex=yes']);
    expect(sidesArgs(false, { ...device, adfModes: [] })).toEqual(['--duplex=no']);
    expect(sidesArgs(true, parsed(TEST_BACKEND))).toEqual([]);
  });

  test('that cannot be chosen now are not chosen', () => {
    const device = parsed(SIDES_APART.replace('[Simplex]', '[inactive]').replace('] [no]', '] [inactive]'));
    expect(sidesArgs(true, device)).toEqual([]);
  });
});

describe('names that makers give', () => {
  test.each([
    ['platen', ['Flatbed', 'ADF'], 'Flatbed'],
    ['platen', ['ADF Front', 'ADF Duplex'], undefined],
    ['platen', ['FB', 'ADF'], 'FB'],
    ['feeder', ['ADF Duplex', 'ADF Front', 'ADF Back'], 'ADF Front'],
    ['feeder', ['Flatbed', 'ADF Duplex'], undefined],
    [
      'feeder',
      ['Flatbed', 'Automatic Document Feeder(centrally aligned)'],
      'Automatic Document Feeder(centrally aligned)',
    ],
    ['feeder', ['Flatbed', 'Transparency Adapter'], undefined],
  ] as const)('the %s among %j is %s', (source, names, expected) => {
    expect(sourceName(source, names)).toBe(expected);
  });

  test.each([
    ['colour', ['Lineart', 'Gray', 'Color'], 'Color'],
    ['colour', ['Black & White', 'True Gray', '24bit Color'], '24bit Color'],
    ['grey', ['Black & White', 'Gray[Error Diffusion]', 'True Gray'], 'True Gray'],
    ['grey', ['Lineart', 'Color'], undefined],
  ] as const)('%s among %j is %s', (colour, names, expected) => {
    expect(modeName(colour, names)).toBe(expected);
  });
});

test('an exit status nobody documented is an interrupted scan', () => {
  for (const status of [12, 99, 134, 255]) expect(scanErrorOf(status)).toBe('scanner-interrupted');
});
