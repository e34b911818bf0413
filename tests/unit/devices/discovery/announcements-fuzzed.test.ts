import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announcedDevice } from '../../../../main/devices/discovery/announced-device.ts';
import { localNetwork } from '../../../../main/devices/discovery/local-network.ts';
import { RECORD_LIMITS, ServiceRecords } from '../../../../main/devices/discovery/service-records.ts';
import { fuzzCases } from '../fuzz-cases.ts';

const TYPE = '_uscan._tcp.local';
const network = localNetwork(['192.0.2.0/24', '2001:db8::/64']);
if (network === undefined) throw new Error('no network');
const inNetwork = network;

/** Whatever was gathered, each address leads into the network, at the port and over the protocol that were announced. */
function everyAddressIsOurs(records: ServiceRecords): void {
  const services = records.services();
  expect(services.length).toBeLessThanOrEqual(RECORD_LIMITS.instances);
  for (const service of services) {
    const device = announcedDevice('uscan', service, inNetwork);
    if (device === undefined) continue;
    const url = new URL(device.url);
    expect(url.protocol).toBe('http:');
    expect(inNetwork.contains(url.hostname.replace(/^\[(.*)\]$/, '$1'))).toBe(true);
    expect(`${url.username}${url.password}${url.search}${url.hash}`).toBe('');
  }
}

const name = fc.oneof(
  fc.constantFrom(TYPE, `Scanner.${TYPE}`, `A.B.${TYPE}`, 'scanner.local', '__proto__', `.${TYPE}`, ''),
  fc.string({ maxLength: 20 }),
);
const text = fc.oneof(
  fc.constantFrom(
    'rs=eSCL',
    'rs=//192.0.2.66/x',
    'rs=..',
    'rs=?a',
    'UUID=x',
    '__proto__=1',
    '=',
    'rs',
    'duplex=T',
  ),
  fc.string({ maxLength: 30 }),
);
const record = fc.record(
  {
    type: fc.constantFrom('PTR', 'SRV', 'TXT', 'A', 'AAAA', 'OPT', 7, null),
    name: fc.oneof(name, fc.integer()),
    ttl: fc.oneof(fc.nat(5_000), fc.constantFrom(0, -1, 'x')),
    data: fc.oneof(
      name,
      fc.record({ target: name, port: fc.integer({ min: -1, max: 70_000 }) }),
      fc.array(
        text.map((one) => Buffer.from(one)),
        { maxLength: 5 },
      ),
      fc.constantFrom('192.0.2.10', '198.51.100.1', '999.0.0.1', '::1', '2001:db8::9', 'fe80::1', null),
      fc.uint8Array({ maxLength: 300 }),
    ),
  },
  { requiredKeys: [] },
);

describe('announcements of any kind', () => {
  test('lead nowhere but into the network', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            answers: fc.array(record, { maxLength: 8 }),
            additionals: fc.array(record, { maxLength: 8 }),
          }),
          { maxLength: 4 },
        ),
        (packets) => {
          const records = new ServiceRecords(TYPE);
          for (const packet of packets) records.add(packet);
          everyAddressIsOurs(records);
        },
      ),
      fuzzCases('discovery', 4_000),
    );
  });

  test('with sound records and any words in them lead nowhere else either', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.array(text, { maxLength: 6 }),
        fc.integer({ min: 1, max: 65_535 }),
        (instance, strings, port) => {
          const full = `${instance}.${TYPE}`;
          const records = new ServiceRecords(TYPE);
          records.add({
            answers: [
              { type: 'PTR', name: TYPE, ttl: 9, data: full },
              { type: 'SRV', name: full, ttl: 9, data: { target: 'a.local', port } },
              { type: 'TXT', name: full, ttl: 9, data: strings.map((one) => Buffer.from(one)) },
              { type: 'A', name: 'a.local', ttl: 9, data: '192.0.2.10' },
            ],
            additionals: [],
          });
          expect(records.services()).toHaveLength(1);
          everyAddressIsOurs(records);
        },
      ),
      fuzzCases('discovery', 4_000),
    );
  });
});
