import { afterEach, describe, expect, test } from 'vitest';
import { KNOWN_MODELS } from '../../../simulators/escl/known-models.ts';
import { digest, type ScannerRig, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
afterEach(() => rig.close());

describe('a model with ways of its own', () => {
  test.each(KNOWN_MODELS)(
    '$makeAndModel: no sheet of a pile is lost, none comes twice ($source)',
    async (model) => {
      const { makeAndModel, device, manners } = model;
      rig = await startRig({ device: { makeAndModel, ...device }, manners });
      const sheets = await rig.loadFeeder(4);
      const pile = await rig.scan({ source: 'feeder' });
      expect(pile.result).toEqual({ ok: true, value: { pages: 4 } });
      expect(pile.pages.map((page) => digest(page.bytes))).toEqual(sheets.map(digest));
      expect(rig.device.jobsAlive).toBe(0);
    },
  );

  test.each(KNOWN_MODELS)('$makeAndModel: after the pile the glass, at once', async (model) => {
    const { makeAndModel, device, manners } = model;
    rig = await startRig({ device: { makeAndModel, ...device }, manners });
    await rig.loadFeeder(1);
    expect((await rig.scan({ source: 'feeder' })).result).toEqual({ ok: true, value: { pages: 1 } });
    expect((await rig.scan({ source: 'platen' })).result).toEqual({ ok: true, value: { pages: 1 } });
    expect(rig.device.jobsAlive).toBe(0);
  });
});
