import { describe, expect, it } from 'vitest';
import {
  detectReader,
  type HidCollection,
  type ReaderSpec,
} from '../../../../main/devices/hid/reader-detection.ts';

const HONEYWELL = 0x0c2e;
const ACS = 0x072f;
const BARCODE: ReaderSpec = { kind: 'barcode' };
const BADGE: ReaderSpec = {
  kind: 'badge',
  device: { vendorId: ACS, productId: 0x2200 },
  report: { bytes: 16, start: 0, length: { kind: 'fixed', bytes: 7 }, encoding: 'hex' },
};

function collection(path: string, usagePage: number, usage: number, vendorId = HONEYWELL): HidCollection {
  return { path, vendorId, productId: vendorId === ACS ? 0x2200 : 1, product: 'Lecteur', usagePage, usage };
}
const KEYBOARD = (path: string, vendorId?: number) => collection(path, 1, 6, vendorId);
const SCANNER = (path: string, vendorId?: number) => collection(path, 0x8c, 2, vendorId);
const detect = (spec: ReaderSpec, plugged: readonly HidCollection[], taken: readonly string[] = []) =>
  detectReader(spec, plugged, new Set(taken));

describe('which device is the reader', () => {
  it('any of the barcode page, of whatever maker', () => {
    expect(detect(BARCODE, [KEYBOARD('a', 0x046d), SCANNER('b', 0x1234)])).toMatchObject({
      kind: 'found',
      collection: { path: 'b' },
    });
  });

  it('the configured one, and no other', () => {
    const spec: ReaderSpec = { kind: 'barcode', device: { vendorId: 0x05e0, productId: 0x1300 } };
    expect(detect(spec, [SCANNER('a')])).toEqual({ kind: 'missing' });
  });

  it('its reporting interface, where it has a keyboard beside it', () => {
    expect(detect(BARCODE, [KEYBOARD('a'), SCANNER('b')])).toMatchObject({ kind: 'found' });
  });

  it('a badge reader by its numbers, its meaning where that is configured, and never its keyboard', () => {
    const plugged = [KEYBOARD('a', ACS), collection('b', 0xff00, 1, ACS), collection('c', 0xff01, 1, ACS)];
    expect(detect(BADGE, plugged)).toMatchObject({ kind: 'found', collection: { path: 'b' } });
    expect(detect({ ...BADGE, usagePage: 0xff01 }, plugged)).toMatchObject({ collection: { path: 'c' } });
    expect(detect({ ...BADGE, usagePage: 0xff01, usage: 2 }, plugged)).toMatchObject({
      kind: 'types-keys',
    });
  });

  it('one that another configured reader does not use already', () => {
    expect(detect(BARCODE, [SCANNER('b'), SCANNER('a')])).toMatchObject({ collection: { path: 'a' } });
    expect(detect(BARCODE, [SCANNER('b'), SCANNER('a')], ['a'])).toMatchObject({ collection: { path: 'b' } });
    expect(detect(BARCODE, [SCANNER('a')], ['a'])).toEqual({ kind: 'missing' });
  });
});

describe('a reader that only types', () => {
  it('is known by its maker, who makes no keyboards', () => {
    expect(detect(BARCODE, [KEYBOARD('a')])).toMatchObject({ kind: 'types-keys' });
  });

  it('is known by the numbers of the configuration, whoever made it', () => {
    const spec: ReaderSpec = { kind: 'barcode', device: { vendorId: 0xffff, productId: 1 } };
    expect(detect(spec, [KEYBOARD('a', 0xffff)])).toMatchObject({ kind: 'types-keys' });
  });

  it('is not the keyboard of the terminal', () => {
    expect(detect(BARCODE, [KEYBOARD('a', 0x046d)])).toEqual({ kind: 'missing' });
  });

  it('is not taken for a barcode reader where it reads badges', () => {
    expect(detect(BARCODE, [KEYBOARD('a', ACS)])).toEqual({ kind: 'missing' });
    expect(detect(BADGE, [KEYBOARD('a', ACS)])).toMatchObject({ kind: 'types-keys' });
  });

  it('is not meant where the configuration names another device', () => {
    const spec: ReaderSpec = { kind: 'barcode', device: { vendorId: 0x05e0 } };
    expect(detect(spec, [KEYBOARD('a')])).toEqual({ kind: 'missing' });
  });
});
