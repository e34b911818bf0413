import { describe, expect, test } from 'vitest';
import { announcedDevice, type ServiceKind } from '../../../../main/devices/discovery/announced-device.ts';
import { localNetwork } from '../../../../main/devices/discovery/local-network.ts';
import { RECORD_LIMITS, ServiceRecords } from '../../../../main/devices/discovery/service-records.ts';

const TYPE = '_uscan._tcp.local';
const NAME = 'Scanner n. 1';
const txt = (...strings: string[]) => ({
  type: 'TXT',
  name: `${NAME}.${TYPE}`,
  ttl: 4_500,
  data: strings.map((one) => Buffer.from(one)),
});
const ptr = (name = NAME) => ({ type: 'PTR', name: TYPE, ttl: 4_500, data: `${name}.${TYPE}` });
const srv = (name = NAME) => ({
  type: 'SRV',
  name: `${name}.${TYPE}`,
  ttl: 120,
  data: { target: 'Scanner.local', port: 8_080, priority: 0, weight: 0 },
});
const a = (address: string, name = 'scanner.LOCAL') => ({ type: 'A', name, ttl: 120, data: address });
const aaaa = (address: string) => ({ ...a(address), type: 'AAAA' });
const packet = (...answers: unknown[]) => ({ type: 'response', answers, additionals: [] });

describe('records of a service', () => {
  test('come in any order, in several packets, in any case of letters', () => {
    const records = new ServiceRecords(TYPE);
    records.add(packet(a('192.0.2.10')));
    records.add(packet(txt('rs=eSCL')));
    expect(records.services()).toEqual([]);
    records.add(packet(ptr()));
    expect(records.missing()).toEqual([{ name: `${NAME}.${TYPE}`, type: 'SRV' }]);
    records.add(packet(srv()));
    expect(records.missing()).toEqual([]);
    expect(records.services()).toMatchObject([{ instance: NAME, port: 8_080, addresses: ['192.0.2.10'] }]);
  });

  test('that are still missing are named, so that they can be asked for', () => {
    const records = new ServiceRecords(TYPE);
    records.add(packet(ptr(), srv()));
    expect(records.missing()).toEqual([
      { name: 'Scanner.local', type: 'AAAA' },
      { name: 'Scanner.local', type: 'A' },
      { name: `${NAME}.${TYPE}`, type: 'TXT' },
    ]);
    records.add(packet(txt('rs=eSCL'), aaaa('2001:db8::10')));
    expect(records.missing()).toEqual([{ name: 'Scanner.local', type: 'A' }]);
    records.add(packet(a('192.0.2.10')));
    expect(records.missing()).toEqual([]);
  });

  test('bring IPv6 addresses as well, but none of somebody else’s interface', () => {
    const records = new ServiceRecords(TYPE);
    records.add(
      packet(ptr(), srv(), txt('rs=eSCL'), aaaa('2001:db8::10'), aaaa('fe80::1%eth7'), aaaa('192.0.2.9')),
    );
    expect(records.services()).toMatchObject([{ addresses: ['2001:db8::10'] }]);
  });

  test('of a device that says goodbye, of another type or of a wrong shape are left out', () => {
    const records = new ServiceRecords(TYPE);
    records.add(packet({ ...ptr(), ttl: 0 }));
    records.add(packet({ ...ptr(), name: '_ipp._tcp.local' }));
    records.add(packet({ ...ptr(), data: `${NAME}._ipp._tcp.local` }));
    records.add(packet({ ...ptr(), data: 7 }, null, 'PTR', { type: 'PTR' }));
    for (const odd of [null, 7, '', {}, { answers: 'x' }]) records.add(odd);
    expect(records.missing()).toEqual([]);
    records.add(packet(ptr(), srv(), txt(), a('2001:db8::1'), a('999.1.1.1')));
    expect(records.services()).toEqual([]);
  });

  test('without end are not kept without end', () => {
    const records = new ServiceRecords(TYPE);
    for (let n = 0; n < 3_000; n += 1) {
      records.add(packet(ptr(`d${n}`), srv(`d${n}`), a(`192.0.2.${n % 256}`), a('192.0.2.1', `h${n}.local`)));
    }
    expect(records.missing().length).toBeLessThanOrEqual(3 * RECORD_LIMITS.instances);
    records.add(packet(txt('rs=eSCL')));
    for (const { addresses } of records.services()) {
      expect(addresses.length).toBeLessThanOrEqual(RECORD_LIMITS.addressesPerHost);
    }
  });
});

describe('what a device says of itself', () => {
  const network = localNetwork('192.0.2.0/24');
  if (network === undefined) throw new Error('no network');
  const announced = (
    pairs: Readonly<Record<string, string>>,
    addresses: readonly string[] = ['198.51.100.1', '192.0.2.10'],
    kind: ServiceKind = 'uscan',
  ) =>
    announcedDevice(
      kind,
      { instance: NAME, host: 'scanner.local', port: 80, addresses, txt: new Map(Object.entries(pairs)) },
      network,
    );

  test('counts only where it lies in the network', () => {
    expect(announced({ rs: 'eSCL' })?.url).toBe('http://192.0.2.10:80/eSCL');
    expect(announced({ rs: 'eSCL' }, ['198.51.100.1'])).toBeUndefined();
  });

  test('is reached over IPv4 where it has both, over IPv6 where it has nothing else, never by a link-local address', () => {
    const both = localNetwork(['192.0.2.0/24', '2001:db8:1::/64']);
    if (both === undefined) throw new Error('no network');
    const url = (...addresses: string[]) =>
      announcedDevice('ipps', { instance: NAME, host: 'x.local', port: 631, addresses, txt: new Map() }, both)
        ?.url;
    expect(url('2001:db8:1::7', '192.0.2.10')).toBe('ipps://192.0.2.10:631/ipp/print');
    expect(url('fe80::7', '2001:db8:1::7')).toBe('ipps://[2001:db8:1::7]:631/ipp/print');
    expect(url('2001:db8:2::7', 'fe80::7')).toBeUndefined();
    expect(localNetwork('fe80::/10')).toBeUndefined();
    expect(localNetwork(['192.0.2.0/24', 'fe80::/64'])).toBeUndefined();
  });

  test.each(['//192.0.2.66/x', '../admin', 'a/../b', '@198.51.100.1/', 'x?y=1', 'é', 'a b', 'http://x/'])(
    'a path like "%s" is no address of ours',
    (rs) => {
      const url = announced({ rs })?.url;
      expect(url === undefined || new URL(url).host === '192.0.2.10').toBe(true);
      expect(url === undefined || !url.includes('..')).toBe(true);
    },
  );

  test('an empty path is the root, and a missing one is the usual', () => {
    expect(announced({ rs: '' })?.url).toBe('http://192.0.2.10:80/');
    expect(announced({})?.url).toBe('http://192.0.2.10:80/eSCL');
    expect(announced({}, ['192.0.2.10'], 'ipps')?.url).toBe('ipps://192.0.2.10:80/ipp/print');
  });

  test('in nonsense is left out, value by value', () => {
    const device = announced({
      ty: `x${'y'.repeat(500)}`,
      uuid: 'not a uuid',
      pdl: 'image/jpeg,<script>,APPLICATION/PDF',
      is: '\u0000',
      duplex: 'maybe',
    });
    expect(device).toMatchObject({
      model: '',
      uuid: '',
      formats: ['image/jpeg', 'application/pdf'],
      inputSources: [],
      duplex: undefined,
    });
  });

  test.each(['192.0.2.0', '192.0.2.0/33', '300.0.0.0/8', 'x/8', '', '2001:db8::/129', '2001:db8::/'])(
    '"%s" is no network',
    (cidr) => {
      expect(localNetwork(cidr)).toBeUndefined();
    },
  );
});
