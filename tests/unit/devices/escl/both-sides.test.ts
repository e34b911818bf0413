import { afterEach, describe, expect, test } from 'vitest';
import { sheetOf, twoSided } from '../../../simulators/escl/fictional-sheet.ts';
import { digest, type ScannerRig, smallJpeg, startRig } from './scanner-rig.ts';

let rig: ScannerRig;
afterEach(() => rig.close());

async function loadTwoSided(count: number): Promise<Buffer[]> {
  const sides = await Promise.all(Array.from({ length: 2 * count }, (_, side) => smallJpeg(side + 20)));
  for (let sheet = 0; sheet < count; sheet += 1) {
    const [front, back] = sides.slice(2 * sheet);
    if (front === undefined || back === undefined) throw new Error('no such side');
    rig.device.mechanism.load(twoSided(sheetOf(front), sheetOf(back)));
  }
  return sides;
}

describe('a pile read on both sides', () => {
  test('comes front, back, front, back, none lost', async () => {
    rig = await startRig();
    const sides = await loadTwoSided(3);
    const { result, pages } = await rig.scan({ source: 'feeder', bothSides: true });
    expect(result).toEqual({ ok: true, value: { pages: 6 } });
    expect(pages.map((page) => digest(page.bytes))).toEqual(sides.map(digest));
    expect(rig.device.requests.find(({ method }) => method === 'POST')?.body).toContain('Duplex>true<');
  });

  test('on a scanner that reads one side: the fronts, and no job is refused', async () => {
    rig = await startRig({ device: { duplex: false } });
    const sides = await loadTwoSided(2);
    const { result, pages } = await rig.scan({ source: 'feeder', bothSides: true });
    expect(result).toEqual({ ok: true, value: { pages: 2 } });
    expect(pages.map((page) => digest(page.bytes))).toEqual(
      [sides[0], sides[2]].map((side) => digest(side ?? Buffer.alloc(0))),
    );
  });

  test('that jams at the second sheet: both sides of the first stay', async () => {
    rig = await startRig();
    await loadTwoSided(3);
    rig.device.mechanism.troubleAtSheet('jam', 2);
    const { result, pages } = await rig.scan({ source: 'feeder', bothSides: true });
    expect(result).toMatchObject({ ok: false, error: { code: 'scanner-jam' } });
    expect(pages).toHaveLength(2);
  });

  test('is not asked of the glass', async () => {
    rig = await startRig();
    expect((await rig.scan({ source: 'platen', bothSides: true })).result).toEqual({
      ok: true,
      value: { pages: 1 },
    });
    expect(rig.device.requests.find(({ method }) => method === 'POST')?.body).not.toContain('Duplex>true<');
  });
});
