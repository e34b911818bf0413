import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Dossier } from '../../../main/domain/dossier.ts';
import type { ReferencePlatform } from '../../simulators/platform/platform.ts';
import type { PlatformEndpoint, PlatformFault } from '../../simulators/platform/platform-faults.ts';
import {
  fictionalDocument,
  fictionalDossier,
  temporaryFolder,
  unwrap,
} from '../../unit/storage/fictional-dossier.ts';
import { clientOf, never, runningPlatform, type Terminal, terminalOf } from './terminal.ts';

const LONG_WAIT = { timeout: 30_000, interval: 20 };

async function emptied(terminal: Terminal): Promise<void> {
  await vi.waitFor(() => expect(terminal.outbox.waiting()).toBe(0), LONG_WAIT);
}

/** The platform has the dossier once, byte for byte, and the terminal holds its acknowledgement. */
function expectArrivedOnce(platform: ReferencePlatform, terminal: Terminal, dossier: Dossier): void {
  const stored = platform.dossiers().filter(({ reference }) => reference === dossier.reference);
  expect(stored).toHaveLength(1);
  for (const document of dossier.documents) {
    const received = readFileSync(join(stored[0]?.folder ?? '', document.fileName));
    expect(createHash('sha256').update(received).digest('hex')).toBe(document.sha256);
  }
  expect(terminal.outbox.delivery(dossier.reference)).toEqual({
    state: 'acknowledged',
    acknowledgement: stored[0]?.acknowledgement,
    at: stored[0]?.receivedAt,
  });
}

const large = (): Dossier => fictionalDossier([fictionalDocument(randomBytes(1_200_000))]);

test('two scans that share their first 64 kB and their length both arrive', async () => {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  const margin = randomBytes(65_536);
  const dossiers = [1, 2].map(() =>
    fictionalDossier([fictionalDocument(Buffer.concat([margin, randomBytes(200_000)]))]),
  );
  terminal.runner.start();
  for (const dossier of dossiers) unwrap(await terminal.outbox.commit(dossier));
  await emptied(terminal);
  for (const dossier of dossiers) expectArrivedOnce(platform, terminal, dossier);
  expect(platform.deposits().map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
});

test('an upload cut again and again goes on where it stopped', async () => {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  platform.faults.failRepeatedly('upload', { kind: 'drop', afterBytes: 100_000 }, 6);
  const dossier = large();
  unwrap(await terminal.outbox.commit(dossier));
  const { length } = terminal.head();
  terminal.runner.start();
  await emptied(terminal);
  expectArrivedOnce(platform, terminal, dossier);
  expect(platform.deposits()).toHaveLength(1);
  expect(terminal.events.filter(({ kind }) => kind === 'postponed').length).toBeGreaterThanOrEqual(6);
  // One upload was opened, whatever was cut; a second one would have begun again from zero.
  const asked = platform.requests();
  expect(asked.upload).toBeLessThan(6 * 3 + Math.ceil(length / 262_144) + 3);
});

test('the network goes and comes back in the middle of an upload', async () => {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  platform.faults.failRepeatedly('upload', { kind: 'throttle', bytesPerSecond: 2_000_000 });
  const dossier = large();
  unwrap(await terminal.outbox.commit(dossier));
  terminal.runner.start();
  await vi.waitFor(() => expect(platform.requests().upload).toBeGreaterThan(2), LONG_WAIT);
  await platform.offline();
  await vi.waitFor(
    () => expect(terminal.events.some(({ kind }) => kind === 'platform-unreachable')).toBe(true),
    LONG_WAIT,
  );
  expect(terminal.outbox.waiting()).toBe(1);
  platform.faults.clear();
  await platform.online();
  await emptied(terminal);
  expectArrivedOnce(platform, terminal, dossier);
  expect(platform.deposits()).toHaveLength(1);
});

test('the platform stops and starts again on the same data in the middle of an upload', async () => {
  const dataDir = temporaryFolder();
  const first = await runningPlatform(dataDir);
  const terminal = await terminalOf(first);
  first.faults.failNext('upload', { kind: 'drop', afterBytes: 150_000 });
  const dossier = large();
  unwrap(await terminal.outbox.commit(dossier));
  const client = clientOf(first.url);
  let address: string | undefined;
  const cut = await client.upload(
    terminal.head(),
    (offset, length) => terminal.outbox.read(dossier.reference, offset, length),
    (url) => {
      address = url;
    },
    never,
  );
  expect(cut.ok).toBe(false);
  await first.stop();

  const second = await runningPlatform(dataDir);
  expect(second.recipient).toBe(first.recipient);
  const moved = new URL(second.url);
  const again = await clientOf(second.url).upload(
    { ...terminal.head(), uploadUrl: new URL(new URL(address ?? '').pathname, moved).href },
    (offset, length) => {
      expect(offset).toBeGreaterThanOrEqual(150_000);
      return terminal.outbox.read(dossier.reference, offset, length);
    },
    () => expect.unreachable('the upload that was there is the one to go on with'),
    never,
  );
  expect(again.ok).toBe(true);
  expect(second.dossiers()).toHaveLength(1);
});

/** Faults that pass: whatever they are, the dossier ends at the platform once and nothing is lost. */
const passing: readonly (readonly [PlatformEndpoint | 'any', PlatformFault, number])[] = [
  ['upload', { kind: 'status', status: 500 }, 3],
  ['upload', { kind: 'status', status: 503 }, 2],
  ['upload', { kind: 'status', status: 401 }, 2],
  ['upload', { kind: 'status', status: 403 }, 2],
  ['upload', { kind: 'status', status: 404 }, 2],
  ['upload', { kind: 'status', status: 423 }, 1],
  ['upload', { kind: 'hang' }, 1],
  ['upload', { kind: 'garbage' }, 2],
  ['upload', { kind: 'giant' }, 2],
  ['upload', { kind: 'redirect', to: 'http://127.0.0.1:9/' }, 2],
  ['upload', { kind: 'foreign-location', to: 'http://127.0.0.1:9' }, 2],
  ['upload', { kind: 'corrupt' }, 2],
  ['upload', { kind: 'slow', ms: 200 }, 3],
  ['acknowledgement', { kind: 'status', status: 500 }, 3],
  ['acknowledgement', { kind: 'status', status: 302 }, 2],
  ['acknowledgement', { kind: 'hang' }, 1],
  ['acknowledgement', { kind: 'drop' }, 3],
  ['acknowledgement', { kind: 'garbage' }, 3],
  ['acknowledgement', { kind: 'giant' }, 2],
  ['acknowledgement', { kind: 'redirect', to: 'http://127.0.0.1:9/' }, 2],
  ['acknowledgement', { kind: 'wrong-hash' }, 1],
  ['acknowledgement', { kind: 'forget' }, 1],
  ['acknowledgement', { kind: 'slow', ms: 200 }, 2],
];

test.each(passing)('%s meets %o %i times: the dossier arrives once', async (endpoint, fault, times) => {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  platform.faults.failRepeatedly(endpoint, fault, times);
  const dossier = fictionalDossier([fictionalDocument(randomBytes(400_000))]);
  unwrap(await terminal.outbox.commit(dossier));
  terminal.runner.start();
  await emptied(terminal);
  expectArrivedOnce(platform, terminal, dossier);
  expect(platform.dossiers()).toHaveLength(1);
});

test('a platform that always acknowledges other bytes: staff are called, and the dossier is kept', async () => {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  platform.faults.failRepeatedly('acknowledgement', { kind: 'wrong-hash' });
  const dossier = large();
  unwrap(await terminal.outbox.commit(dossier));
  const { length } = terminal.head();
  terminal.runner.start();
  await emptied(terminal);
  expect(terminal.outbox.delivery(dossier.reference)).toEqual({ state: 'refused' });
  expect(terminal.outbox.read(dossier.reference, 0, length)).toHaveLength(length);
  expect(platform.dossiers()).toHaveLength(1);

  // Mended by staff: recognised, not stored twice.
  platform.faults.clear();
  expect(unwrap(terminal.outbox.retryRefused())).toBe(1);
  await emptied(terminal);
  expectArrivedOnce(platform, terminal, dossier);
});

test('the same sealed dossier deposited twice is recognised and stored once', async () => {
  const platform = await runningPlatform();
  const terminal = await terminalOf(platform);
  const dossier = fictionalDossier();
  unwrap(await terminal.outbox.commit(dossier));
  const client = clientOf(platform.url);
  for (let time = 0; time < 2; time += 1) {
    unwrap(
      await client.upload(
        terminal.head(),
        (offset, length) => terminal.outbox.read(dossier.reference, offset, length),
        () => undefined,
        never,
      ),
    );
  }
  expect(platform.deposits().map(({ outcome }) => outcome)).toEqual(['stored', 'duplicate']);
  expect(platform.dossiers()).toHaveLength(1);
});

test('what the platform cannot open, or another dossier under a known reference, is refused once and kept', async () => {
  const platform = await runningPlatform();
  const stranger = await runningPlatform();
  // Sealed to another platform's key.
  const mistaken = await terminalOf({ ...platform, recipient: stranger.recipient });
  const unreadable = fictionalDossier();
  unwrap(await mistaken.outbox.commit(unreadable));
  mistaken.runner.start();
  await emptied(mistaken);
  expect(mistaken.outbox.delivery(unreadable.reference)).toEqual({ state: 'refused' });
  expect(platform.dossiers()).toHaveLength(0);

  const [first, second] = [await terminalOf(platform), await terminalOf(platform)];
  const dossier = fictionalDossier();
  unwrap(await first.outbox.commit(dossier));
  first.runner.start();
  await emptied(first);
  unwrap(await second.outbox.commit(fictionalDossier(undefined, dossier.reference)));
  second.runner.start();
  await emptied(second);
  expect(second.outbox.delivery(dossier.reference)).toEqual({ state: 'refused' });
  expectArrivedOnce(platform, first, dossier);
  expect(platform.deposits().map(({ outcome }) => outcome)).toEqual(['unacceptable', 'stored', 'conflict']);
});

test('a call for help reaches the platform, and a captive portal is not taken for it', async () => {
  const platform = await runningPlatform();
  const client = clientOf(platform.url);
  unwrap(await client.callForHelp(never));
  expect(platform.helpCalls().map(({ terminal }) => terminal)).toEqual(['borne-essai-1']);
  platform.faults.failNext('help', { kind: 'garbage' });
  expect(await client.callForHelp(never)).toMatchObject({
    ok: false,
    error: { code: 'platform-not-understood' },
  });
  platform.faults.failNext('help', { kind: 'hang' });
  expect(await client.callForHelp(never)).toMatchObject({ ok: false, error: { code: 'platform-timeout' } });
  expect(await client.callForHelp(AbortSignal.abort())).toMatchObject({ ok: false });
  await platform.offline();
  expect(await client.callForHelp(never)).toMatchObject({ ok: false, error: { code: 'platform-offline' } });
  expect(platform.helpCalls()).toHaveLength(1);
});
