import { describe, expect, test } from 'vitest';
import { QUIRKS, quirksOf } from '../../../../main/devices/escl/quirks.ts';
import { startRig } from './scanner-rig.ts';

describe('what is known of a model', () => {
  test('nothing is assumed of a model nobody complained about', () => {
    expect(quirksOf('Fictional Scanner 3000')).toEqual({
      pauseBeforeNext: undefined,
      processingUntilDeleted: false,
      emptyFeeder: 'hint',
      hostHeader: undefined,
      maxDpi: undefined,
    });
  });

  test.each([
    ['Brother MFC-L2710DW series', { pauseBeforeNext: { share: 0.5, maxMs: 1_000 } }],
    ['Kyocera ECOSYS M5521cdw', { processingUntilDeleted: true }],
    ['MF410 Series', { emptyFeeder: 'refuses' }],
    ['Fujitsu fi-6130dj', { emptyFeeder: 'lies' }],
    ['HP LaserJet MFP M630', { hostHeader: 'localhost' }],
    ['HP Color LaserJet FlowMFP M577', { hostHeader: 'localhost' }],
    ['HP PageWide Color MFP P77960', { hostHeader: 'localhost' }],
    ['HP Color LaserJet Pro M478f-9f', { hostHeader: undefined }],
    ['HP Color LaserJet Flow E87660', { hostHeader: undefined }],
    ['EPSON WF-2930 Series', { hostHeader: 'with-port' }],
    ['iR2625/2630', { maxDpi: 300 }],
  ])('%s', (model, expected) => {
    expect(quirksOf(model)).toMatchObject(expected);
  });

  test('every entry says where it was seen', () => {
    for (const entry of QUIRKS) expect(entry.source).toMatch(/[\w-]+(#\d+|, .+\.c, )/);
  });
});

describe('what a model insists on, on the wire', () => {
  test('Host: localhost with the job', async () => {
    const rig = await startRig({ device: { makeAndModel: 'HP LaserJet MFP M630' } });
    await rig.scan();
    expect(rig.device.requests.find((request) => request.method === 'POST')?.host).toBe('localhost');
    await rig.close();
  });

  test('a feeder sensor that always says empty is not shown as empty', async () => {
    const rig = await startRig({
      device: { makeAndModel: 'Fujitsu fi-6130dj' },
      manners: { sensor: 'always-empty' },
    });
    await rig.loadFeeder(1);
    expect(await rig.scanner.status(new AbortController().signal)).toMatchObject({
      value: { feederLoaded: 'unknown' },
    });
    await rig.close();
  });
});
