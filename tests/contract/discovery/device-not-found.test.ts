import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { announcedAddress } from '../../../main/devices/discovery/device-address.ts';
import { searchDevices } from '../../../main/devices/discovery/dns-sd-search.ts';
import { type Avahi, startAvahi } from './avahi.ts';

const LOOPBACK = '127.0.0.0/8';
const UUID = '1c852a4d-b800-1f08-abcd-0123456789ab';
const never = new AbortController().signal;

describe('devices that a responder we did not write announces', () => {
  let avahi: Avahi;
  beforeAll(async () => {
    avahi = await startAvahi({
      hosts: {
        'scanner-essai.local': '127.0.0.7',
        'printer-essai.local': '127.0.0.9',
        'scanner-six.local': '::1',
      },
      services: [
        {
          type: '_uscan._tcp',
          name: 'Scanner de l’accueil n. 1',
          host: 'scanner-essai.local',
          port: 8_080,
          txt: {
            rs: 'eSCL',
            ty: 'Fictional Scan 3000',
            pdl: 'application/pdf,image/jpeg',
            is: 'platen,adf',
            duplex: 'T',
            UUID,
          },
        },
        {
          type: '_uscan._tcp',
          name: 'Autre scanner',
          host: 'scanner-essai.local',
          port: 8_081,
          txt: { rs: '/eSCL/two/' },
        },
        {
          type: '_ipps._tcp',
          name: 'Imprimante de l’accueil',
          host: 'printer-essai.local',
          port: 631,
          txt: { rp: 'ipp/print', ty: 'Fictional Print 12', UUID: `urn:uuid:${UUID.toUpperCase()}` },
        },
        {
          type: '_uscans._tcp',
          name: 'Scanner sans IPv4',
          host: 'scanner-six.local',
          port: 8_443,
          txt: { rs: 'eSCL' },
        },
      ],
    });
  });
  afterAll(() => avahi.close());

  test('are found with what they say of themselves', async () => {
    const found = await searchDevices({ kind: 'uscan', network: LOOPBACK }, never);
    expect(found).toMatchObject({
      ok: true,
      value: [
        { name: 'Autre scanner', url: 'http://127.0.0.7:8081/eSCL/two', uuid: '', duplex: undefined },
        {
          name: 'Scanner de l’accueil n. 1',
          model: 'Fictional Scan 3000',
          url: 'http://127.0.0.7:8080/eSCL',
          uuid: UUID,
          formats: ['application/pdf', 'image/jpeg'],
          inputSources: ['platen', 'adf'],
          duplex: true,
        },
      ],
    });
  });

  test('are found by name, whatever its case, or by UUID, whatever its form', async () => {
    const scanner = { kind: 'uscan', network: LOOPBACK } as const;
    const byName = announcedAddress({ ...scanner, identity: { name: 'SCANNER de l’accueil n. 1' } });
    expect(await byName.find(never)).toEqual({ ok: true, value: 'http://127.0.0.7:8080/eSCL' });
    const byUuid = announcedAddress({ ...scanner, identity: { uuid: `urn:uuid:${UUID.toUpperCase()}` } });
    expect(await byUuid.find(never)).toEqual({ ok: true, value: 'http://127.0.0.7:8080/eSCL' });
    const printer = announcedAddress({ kind: 'ipps', network: LOOPBACK, identity: { uuid: UUID } });
    expect(await printer.find(never)).toEqual({ ok: true, value: 'ipps://127.0.0.9:631/ipp/print' });
  });

  test('are found at their IPv6 address where they have no other, in a network that was named', async () => {
    const scanner = { kind: 'uscans', identity: { name: 'Scanner sans IPv4' } } as const;
    const both = announcedAddress({ ...scanner, network: [LOOPBACK, '::1/128'] });
    expect(await both.find(never)).toEqual({ ok: true, value: 'https://[::1]:8443/eSCL' });
    const elsewhere = announcedAddress({ ...scanner, network: LOOPBACK }, { searchMs: 1_500 });
    expect(await elsewhere.find(never)).toEqual({ ok: false, error: { code: 'not-found' } });
  });

  test('are not found without TLS where TLS was asked for, and the search ends by itself', async () => {
    const started = performance.now();
    const secure = announcedAddress({ kind: 'uscans', network: LOOPBACK, identity: { uuid: UUID } });
    expect(await secure.find(never)).toEqual({ ok: false, error: { code: 'not-found' } });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('are not found outside the network that the configuration names', async () => {
    const narrow = await searchDevices(
      { kind: 'uscan', network: '127.0.0.0/30', waits: { searchMs: 1_500 } },
      never,
    );
    expect(narrow).toEqual({ ok: true, value: [] });
    expect(await searchDevices({ kind: 'uscan', network: '203.0.113.0/24' }, never)).toEqual({
      ok: false,
      error: { code: 'no-network' },
    });
  });

  test('are found through rubbish on the wire: any bytes, half answers, names that point at themselves', async () => {
    const noise = createSocket({ type: 'udp4', reuseAddr: true });
    await new Promise<void>((resolve) => noise.bind(5_353, '0.0.0.0', resolve));
    noise.setMulticastInterface('127.0.0.1');
    // A response of one PTR record whose name is a pointer to itself (RFC 1035, section 4.1.4).
    const loop = Buffer.from('000084000000000100000000c00c000c0001000000780002c00c', 'hex');
    let sent = 0;
    const rubbish = setInterval(() => {
      for (let n = 0; n < 20; n += 1) {
        const random = randomBytes(1 + ((sent * 37) % 1_400));
        const packet =
          n % 4 === 0 ? loop : n % 4 === 1 ? Buffer.concat([loop.subarray(0, 12), random]) : random;
        noise.send(packet, 5_353, '224.0.0.251');
        sent += 1;
      }
    }, 10);
    const address = announcedAddress({ kind: 'uscan', network: LOOPBACK, identity: { uuid: UUID } });
    for (let search = 0; search < 3; search += 1) {
      expect(await address.find(never)).toEqual({ ok: true, value: 'http://127.0.0.7:8080/eSCL' });
    }
    const whole = await searchDevices(
      { kind: 'uscan', network: LOOPBACK, waits: { searchMs: 2_000 } },
      never,
    );
    clearInterval(rubbish);
    noise.close();
    expect(whole.ok && whole.value.map(({ name }) => name)).toContain('Scanner de l’accueil n. 1');
    expect(sent).toBeGreaterThan(1_000);
  });

  test('a search that nobody wants any more ends at once', async () => {
    const visitor = new AbortController();
    setTimeout(() => visitor.abort(), 50);
    const found = await searchDevices(
      { kind: 'ipp', network: LOOPBACK, waits: { searchMs: 60_000 } },
      visitor.signal,
    );
    expect(found).toEqual({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('a device whose address changes', () => {
  let avahi: Avahi | undefined;
  afterEach(() => avahi?.close());

  test('is found at its new one', async () => {
    const scanner = {
      type: '_uscan._tcp',
      name: 'Scanner mobile',
      host: 'scanner-mobile.local',
      port: 8_080,
      txt: { rs: 'eSCL' },
    };
    const address = announcedAddress({
      kind: 'uscan',
      network: LOOPBACK,
      identity: { name: 'Scanner mobile' },
    });
    avahi = await startAvahi({ hosts: { 'scanner-mobile.local': '127.0.0.11' }, services: [scanner] });
    expect(await address.find(never)).toEqual({ ok: true, value: 'http://127.0.0.11:8080/eSCL' });
    await avahi.close();
    avahi = await startAvahi({ hosts: { 'scanner-mobile.local': '127.0.0.12' }, services: [scanner] });
    expect(await address.find(never)).toEqual({ ok: true, value: 'http://127.0.0.12:8080/eSCL' });
  });
});
