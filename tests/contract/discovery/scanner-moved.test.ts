import { afterEach, expect, test } from 'vitest';
import { configuredScanner } from '../../../main/devices/configured-devices.ts';
import type { ScanSettings } from '../../../main/ports/scanner.ts';
import { type EsclSimulator, startEsclSimulator } from '../../simulators/escl/escl-simulator.ts';
import { fictionalSheet } from '../../simulators/escl/fictional-sheet.ts';
import { type SelfSigned, selfSigned } from '../../unit/devices/http/self-signed.ts';
import { type Avahi, startAvahi } from './avahi.ts';

const UUID = '1c852a4d-b800-1f08-abcd-00000000e5c1';
const never = new AbortController().signal;
const settings: ScanSettings = { source: 'platen', dpi: 75, colour: 'grey' };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function device(host: string, tls?: SelfSigned): Promise<EsclSimulator> {
  const simulator = await startEsclSimulator({ host, lid: fictionalSheet(1), ...(tls ? { tls } : {}) });
  open.push(simulator);
  return simulator;
}

async function announce(type: string, host: string, port: number): Promise<Avahi> {
  const avahi = await startAvahi({
    hosts: { 'scanner-uuid.local': host },
    services: [
      { type, name: 'Scanner voyageur', host: 'scanner-uuid.local', port, txt: { rs: 'eSCL', UUID } },
    ],
  });
  open.push(avahi);
  return avahi;
}

test('a scanner that was given another address is scanned from, in the middle of a visit', async () => {
  const scanner = configuredScanner({
    kind: 'escl',
    discover: { service: 'uscan', uuid: UUID, network: '127.0.0.0/8' },
    trust: { kind: 'system' },
  });
  const before = await device('127.0.0.21');
  const first = await announce('_uscan._tcp', '127.0.0.21', before.port);
  expect((await scanner.status(never)).ok).toBe(true);
  await before.close();
  await first.close();
  const after = await device('127.0.0.22');
  await announce('_uscan._tcp', '127.0.0.22', after.port);
  expect(await scanner.scan(settings, async () => undefined, never)).toEqual({
    ok: true,
    value: { pages: 1 },
  });
  expect(after.jobsAlive).toBe(0);
});

test('a scanner with the right name and another certificate is told nothing', async () => {
  const [own, other] = await Promise.all([selfSigned(), selfSigned()]);
  const impostor = await device('127.0.0.23', other);
  await announce('_uscans._tcp', '127.0.0.23', impostor.port);
  const scanner = configuredScanner({
    kind: 'escl',
    discover: { service: 'uscans', uuid: UUID, network: '127.0.0.0/8' },
    trust: { kind: 'pinned', sha256: own.sha256 },
  });
  expect(await scanner.status(never)).toMatchObject({ ok: false, error: { code: 'scanner-untrusted' } });
  expect(impostor.requests).toEqual([]);
});

test('a scanner announced in the clear is not taken where TLS was configured', async () => {
  const own = await selfSigned();
  const clear = await device('127.0.0.24');
  await announce('_uscan._tcp', '127.0.0.24', clear.port);
  const scanner = configuredScanner({
    kind: 'escl',
    discover: { service: 'uscans', uuid: UUID, network: '127.0.0.0/8' },
    trust: { kind: 'pinned', sha256: own.sha256 },
  });
  expect(await scanner.status(never)).toMatchObject({ ok: false, error: { code: 'scanner-offline' } });
  expect(clear.requests).toEqual([]);
});
