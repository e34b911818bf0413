import { beforeAll, describe, expect, it } from 'vitest';
import { fixedAddress } from '../../../../main/devices/discovery/device-address.ts';
import { createIppReceiptPrinter } from '../../../../main/devices/ipp/ipp-receipt-printer.ts';
import { type SelfSigned, selfSigned } from '../http/self-signed.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';
import { bench, DOCUMENT, print, SYSTEM, status } from './ipp-fixture.ts';

let device: SelfSigned;
let stranger: SelfSigned;

beforeAll(async () => {
  [device, stranger] = await Promise.all([selfSigned('IP:127.0.0.1'), selfSigned('IP:127.0.0.1')]);
});

describe('a printer over TLS', () => {
  it('is used where its certificate is the pinned one', async () => {
    const { simulator, printer } = await bench(
      { tls: device },
      {},
      { kind: 'pinned', sha256: device.sha256 },
    );
    expect(simulator.uri).toMatch(/^ipps:/);
    expect(await status(printer)).toBe('ready');
    expect((await print(printer)).outcome).toBe('printed');
  });

  it('is refused, and sees nothing, where it is another', async () => {
    const { simulator, printer } = await bench(
      { tls: device },
      {},
      { kind: 'pinned', sha256: stranger.sha256 },
    );
    expect(await status(printer)).toBe('printer-untrusted');
    expect((await print(printer)).outcome).toBe('printer-untrusted');
    expect(simulator.operations).toEqual([]);
  });

  it('is refused where nobody vouches for its own signature', async () => {
    const { simulator, printer } = await bench({ tls: device }, {}, SYSTEM);
    expect((await print(printer)).outcome).toBe('printer-untrusted');
    expect(simulator.operations).toEqual([]);
  });

  it('never falls back to plain text: a pin refuses an ipp: address', async () => {
    const { simulator } = await bench();
    const printer = createIppReceiptPrinter({
      address: fixedAddress(simulator.uri),
      drawer: NOBODY_DRAWS,
      trust: { kind: 'pinned', sha256: device.sha256 },
      renderPdf: async () => DOCUMENT,
    });
    expect((await print(printer)).outcome).toBe('printer-untrusted');
    expect(simulator.operations).toEqual([]);
  });
});
