import { afterEach, expect, test } from 'vitest';
import { configuredPrinter } from '../../../main/devices/configured-devices.ts';
import { paperMakerHere } from '../../../main/devices/receipt/paper-maker.ts';
import type { PrinterWithFacts } from '../../../main/ports/device-facts.ts';
import { type IppSimulator, startIppSimulator } from '../../simulators/ipp/ipp-simulator.ts';
import { type SelfSigned, selfSigned } from '../../unit/devices/http/self-signed.ts';
import { NOBODY_DRAWS } from '../../unit/devices/page-drawers.ts';
import { SHIPPED_FONTS } from '../../unit/devices/receipt/receipt-fixture.ts';
import { startAvahi } from './avahi.ts';

const UUID = '1c852a4d-b800-1f08-abcd-00000000b1c2';
const never = new AbortController().signal;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function device(tls?: SelfSigned): Promise<IppSimulator> {
  const simulator = await startIppSimulator(tls === undefined ? {} : { tls });
  open.push(simulator);
  return simulator;
}

/** Announces the printer at this port; returns the way to fall silent. */
async function announce(type: '_ipp._tcp' | '_ipps._tcp', port: number): Promise<() => Promise<void>> {
  const avahi = await startAvahi({
    hosts: { 'imprimante-voyageuse.local': '127.0.0.1' },
    services: [
      {
        type,
        name: 'Imprimante voyageuse',
        host: 'imprimante-voyageuse.local',
        port,
        txt: { rp: 'ipp/print', pdl: 'application/pdf', UUID },
      },
    ],
  });
  open.push(avahi);
  return () => avahi.close();
}

function printer(service: 'ipp' | 'ipps', tls?: SelfSigned): PrinterWithFacts {
  return configuredPrinter(
    {
      kind: 'ipp',
      discover: { service, uuid: UUID, network: '127.0.0.0/8' },
      trust: tls === undefined ? { kind: 'system' } : { kind: 'pinned', sha256: tls.sha256 },
    },
    {
      papers: paperMakerHere(SHIPPED_FONTS),
      drawer: NOBODY_DRAWS,
    },
  );
}

test('a printer that is found by its announcement prints, and is found again at another address', async () => {
  const found = printer('ipp');
  const before = await device();
  const silence = await announce('_ipp._tcp', before.port);
  expect(await found.status(never)).toMatchObject({ ok: true, value: { ready: true } });
  await before.close();
  await silence();
  const after = await device();
  await announce('_ipp._tcp', after.port);
  const lines = [{ kind: 'text', text: 'Essai' }] as const;
  const printed = await found.print({ language: 'fr', title: 'Essai', lines }, () => undefined, never);
  expect(printed).toEqual({ ok: true, value: { state: 'printed' } });
  expect(after.mechanism.printed).toHaveLength(1);
});

test('a printer that announces itself under the right name with another certificate is told nothing', async () => {
  const [own, other] = await Promise.all([selfSigned(), selfSigned()]);
  const impostor = await device(other);
  await announce('_ipps._tcp', impostor.port);
  expect(await printer('ipps', own).status(never)).toMatchObject({
    ok: false,
    error: { code: 'printer-untrusted' },
  });
  expect(impostor.operations).toEqual([]);
});

test('a printer announced in the clear is not taken where TLS was configured', async () => {
  const own = await selfSigned();
  const clear = await device();
  await announce('_ipp._tcp', clear.port);
  expect(await printer('ipps', own).status(never)).toMatchObject({
    ok: false,
    error: { code: 'printer-offline' },
  });
  expect(clear.operations).toEqual([]);
});
