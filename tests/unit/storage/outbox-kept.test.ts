import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Delivery } from '../../../main/domain/dossier.ts';
import {
  codeOf,
  fictionalDocument,
  fictionalDossier,
  filesHolding,
  nativeBinding,
  newReference,
  openOutbox,
  temporaryFolder,
  unwrap,
} from './fictional-dossier.ts';
import { tinyDisk } from './tiny-disk.ts';

const HOUR_MS = 3_600_000;

function manualClock(): { now(): number; advance(ms: number): void } {
  let time = Date.parse('2026-03-02T08:30:00.000Z');
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}

/** Writes a file until the disk takes not one byte more. */
function fillWith(path: string): void {
  const descriptor = openSync(path, 'w');
  for (const size of [65_536, 4_096, 1]) {
    try {
      while (writeSync(descriptor, Buffer.alloc(size)) > 0);
    } catch {
      // Full for this size.
    }
  }
  closeSync(descriptor);
}

test('a second press keeps one dossier, the first, also after the acknowledgement and after a restart', async () => {
  const folder = temporaryFolder();
  const dossier = fictionalDossier();
  const first = await openOutbox(folder);
  const both = await Promise.all([first.outbox.commit(dossier), first.outbox.commit(dossier)]);
  expect(both.map(codeOf)).toEqual(['success', 'success']);
  expect(first.outbox.waiting()).toBe(1);
  const kept = first.outbox.due(Date.now());
  first.close();

  const second = await openOutbox(folder);
  unwrap(await second.outbox.commit(dossier));
  expect(second.outbox.due(Date.now())).toEqual(kept);
  unwrap(second.outbox.acknowledge(dossier.reference, 'AR-2026-000001', '2026-03-02T08:31:00Z'));
  unwrap(await second.outbox.commit(dossier));
  expect(second.outbox.waiting()).toBe(0);
  expect(second.outbox.delivery(dossier.reference)).toEqual({
    state: 'acknowledged',
    acknowledgement: 'AR-2026-000001',
    at: '2026-03-02T08:31:00Z',
  });
  second.close();
});

test('nothing of the dossier is on the disk in clear but its reference', async () => {
  const folder = temporaryFolder();
  const canary = 'CANARI-Odette-Trifouilly-1949';
  const dossier = fictionalDossier([
    fictionalDocument(Buffer.from(canary.repeat(3_000)), 'canari-piece.pdf'),
  ]);
  const { outbox, close } = await openOutbox(folder);
  unwrap(await outbox.commit(dossier));
  const { documents } = dossier;
  for (const secret of [
    canary,
    'canari-piece.pdf',
    dossier.site,
    dossier.terminal,
    dossier.documentKind,
    dossier.destination,
    dossier.confirmedAt,
    documents[0]?.sha256 ?? '',
  ]) {
    expect(filesHolding(folder, secret)).toEqual([]);
  }
  expect(filesHolding(folder, dossier.reference)).not.toEqual([]);
  close();
});

test('acknowledged: not one stretch of the sealed bytes is left in the database or in its log', async () => {
  const folder = temporaryFolder();
  const { outbox, close } = await openOutbox(folder);
  // Small ones share pages of the database with their neighbours; the large one has pages of its own.
  const sizes = [300, 1_500_000, 300, 2_500, 300, 90_000, 5_000];
  const dossiers = sizes.map((size) => fictionalDossier([fictionalDocument(randomBytes(size))]));
  const stretches = new Map<string, Buffer[]>();
  for (const { reference, ...rest } of dossiers) {
    unwrap(await outbox.commit({ reference, ...rest }));
    const sealed = Buffer.from(outbox.read(reference, 0, 2_000_000));
    // The first line of every age file is the same; what follows is not.
    const step = Math.max(32, Math.floor(sealed.length / 100));
    const cuts = Array.from(
      { length: Math.floor((sealed.length - 200) / step) },
      (_, index) => 200 + index * step,
    );
    stretches.set(
      reference,
      cuts.map((at) => sealed.subarray(at, at + 16)),
    );
  }
  const onDisk = (): Buffer =>
    Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  const left = (reference: string, disk: Buffer): number =>
    (stretches.get(reference) ?? []).filter((stretch) => disk.includes(stretch)).length;

  const before = onDisk();
  for (const { reference } of dossiers) expect(left(reference, before)).toBeGreaterThan(10);
  for (const { reference } of dossiers.slice(0, 5)) {
    unwrap(outbox.acknowledge(reference, 'AR-2026-000001', '2026-03-02T08:31:00Z'));
    expect(left(reference, onDisk())).toBe(0);
    expect(outbox.read(reference, 0, 100)).toHaveLength(0);
  }
  // Space goes back to the file system, and what still waits is whole.
  expect(onDisk().length).toBeLessThan(250_000);
  expect(outbox.due(Date.now())?.reference).toBe(dossiers[5]?.reference);
  close();
});

test('a disk too small refuses the dossier whole, and takes a smaller one', async () => {
  const { outbox, close } = await openOutbox(tinyDisk(24_000));
  const large = fictionalDossier([fictionalDocument(randomBytes(6_000_000))]);
  expect(codeOf(await outbox.commit(large))).toBe('disk-full');
  expect(outbox.delivery(large.reference)).toBeUndefined();
  expect(outbox.waiting()).toBe(0);
  expect(codeOf(await outbox.commit(fictionalDossier()))).toBe('success');
  expect(outbox.waiting()).toBe(1);
  close();
});

test('a queue that filled the disk in an outage can be emptied', async () => {
  const { outbox, close } = await openOutbox(tinyDisk(40_000));
  const references: string[] = [];
  for (;;) {
    const dossier = fictionalDossier([fictionalDocument(randomBytes(3_000_000))]);
    if (codeOf(await outbox.commit(dossier)) === 'disk-full') break;
    references.push(dossier.reference);
  }
  expect(references.length).toBeGreaterThan(3);
  for (const reference of references) {
    unwrap(outbox.acknowledge(reference, 'AR-2026-000001', '2026-03-02T08:31:00Z'));
    expect(outbox.read(reference, 0, 10)).toHaveLength(0);
  }
  expect(codeOf(await outbox.commit(fictionalDossier([fictionalDocument(randomBytes(3_000_000))])))).toBe(
    'success',
  );
  close();
});

test('a disk filled to the last byte by others: the acknowledgement is told as not written, and is written later', async () => {
  const folder = tinyDisk(24_000);
  const filler = join(folder, 'filler');
  const { outbox, close } = await openOutbox(join(folder, 'outbox'));
  const dossier = fictionalDossier([fictionalDocument(randomBytes(1_000_000))]);
  unwrap(await outbox.commit(dossier));
  unwrap(outbox.acknowledge(newReference(), 'AR-2026-000001', '2026-03-02T08:31:00Z'));
  fillWith(filler);
  const acknowledge = (): string =>
    codeOf(outbox.acknowledge(dossier.reference, 'AR-2026-000001', '2026-03-02T08:31:00Z'));
  expect(acknowledge()).toBe('disk-full');
  expect(codeOf(outbox.postpone(dossier.reference, 0, 'platform-error'))).toBe('disk-full');
  expect(outbox.delivery(dossier.reference)).toEqual({ state: 'saved' });
  expect(outbox.read(dossier.reference, 0, 1_000_000)).toHaveLength(1_000_000);
  rmSync(filler);
  expect(acknowledge()).toBe('success');
  expect(outbox.read(dossier.reference, 0, 10)).toHaveLength(0);
  close();
});

test('a cut between the acknowledgement and the erasing is made good at the next start', async () => {
  const folder = temporaryFolder();
  const first = await openOutbox(folder);
  const dossier = fictionalDossier();
  unwrap(await first.outbox.commit(dossier));
  first.close();
  const cut = new Database(
    join(folder, 'borne.sqlite'),
    nativeBinding === undefined ? {} : { nativeBinding },
  );
  cut.exec("UPDATE dossier SET state = 'acknowledged', acknowledgement = 'AR-1', acknowledged_at = 'x'");
  cut.close();
  const second = await openOutbox(folder);
  expect(second.outbox.read(dossier.reference, 0, 10)).toHaveLength(0);
  second.close();
});

test('sealed bytes read in pieces are the bytes committed', async () => {
  const { outbox, close } = await openOutbox(temporaryFolder());
  const dossier = fictionalDossier([fictionalDocument(randomBytes(700_000))]);
  unwrap(await outbox.commit(dossier));
  const length = outbox.due(Date.now())?.length ?? 0;
  const whole = Buffer.from(outbox.read(dossier.reference, 0, length));
  expect(whole).toHaveLength(length);
  for (const [offset, size] of [
    [0, 1],
    [262_143, 2],
    [262_144, 262_144],
    [100, 600_000],
    [length - 1, 1],
  ] as const) {
    const piece = Buffer.from(outbox.read(dossier.reference, offset, size));
    expect(piece.equals(whole.subarray(offset, offset + size))).toBe(true);
  }
  expect(outbox.read(dossier.reference, length, 10)).toHaveLength(0);
  close();
});

test('a dossier unsent for too long is announced, and kept', async () => {
  const clock = manualClock();
  const { outbox, close } = await openOutbox(temporaryFolder(), undefined, clock);
  const dossier = fictionalDossier();
  unwrap(await outbox.commit(dossier));
  clock.advance(95 * HOUR_MS);
  expect(outbox.overview()).toEqual({ waiting: 1, overdue: [], refused: [] });
  clock.advance(2 * HOUR_MS);
  expect(outbox.overview()).toEqual({ waiting: 1, overdue: [dossier.reference], refused: [] });
  const due = outbox.due(clock.now());
  expect(outbox.read(dossier.reference, 0, due?.length ?? 0)).toHaveLength(due?.length ?? -1);
  close();
});

test('an acknowledgement is forgotten after its limit, a waiting or refused dossier never', async () => {
  const clock = manualClock();
  const { outbox, close } = await openOutbox(temporaryFolder(), undefined, clock);
  const [sent, waiting, refused] = [fictionalDossier(), fictionalDossier(), fictionalDossier()];
  for (const dossier of [sent, waiting, refused]) unwrap(await outbox.commit(dossier));
  unwrap(outbox.acknowledge(sent.reference, 'AR-2026-000001', '2026-03-02T08:31:00Z'));
  unwrap(outbox.refuse(refused.reference, 'platform-refused'));
  clock.advance(31 * 24 * HOUR_MS);
  unwrap(await outbox.commit(fictionalDossier()));
  expect(outbox.delivery(sent.reference)).toBeUndefined();
  expect(outbox.delivery(waiting.reference)).toEqual({ state: 'saved' });
  expect(outbox.delivery(refused.reference)).toEqual({ state: 'refused' });
  close();
});

test('a clock set back by years does not put a dossier off for years', async () => {
  const clock = manualClock();
  const { outbox, close } = await openOutbox(temporaryFolder(), undefined, clock);
  const dossier = fictionalDossier();
  unwrap(await outbox.commit(dossier));
  unwrap(outbox.postpone(dossier.reference, clock.now() + 300_000, 'platform-error'));
  expect(outbox.due(clock.now())).toBeUndefined();
  clock.advance(-20 * 365 * 24 * HOUR_MS);
  expect(outbox.due(clock.now())?.reference).toBe(dossier.reference);
  close();
});

test('each change is told once, as it is', async () => {
  const { outbox, close } = await openOutbox(temporaryFolder());
  const seen: Delivery['state'][] = [];
  const stop = outbox.watch((_reference, delivery) => seen.push(delivery.state));
  let added = 0;
  outbox.onAdded(() => {
    added += 1;
  });
  const dossier = fictionalDossier();
  unwrap(await outbox.commit(dossier));
  outbox.sending(dossier.reference);
  unwrap(outbox.postpone(dossier.reference, 0, 'platform-hash-mismatch'));
  expect(outbox.due(1)).toMatchObject({ attempts: 1, mismatches: 1 });
  outbox.sending(dossier.reference);
  unwrap(outbox.refuse(dossier.reference, 'platform-hash-mismatch'));
  expect(outbox.nextDue()).toBeUndefined();
  expect(outbox.overview().refused).toEqual([
    { reference: dossier.reference, code: 'platform-hash-mismatch' },
  ]);
  expect(unwrap(outbox.retryRefused())).toBe(1);
  expect(outbox.due(Date.now())).toMatchObject({ mismatches: 0 });
  unwrap(outbox.acknowledge(dossier.reference, 'AR-2026-000001', '2026-03-02T08:31:00Z'));
  stop();
  unwrap(await outbox.commit(fictionalDossier()));
  expect(seen).toEqual(['saved', 'sending', 'saved', 'sending', 'refused', 'saved', 'acknowledged']);
  expect(added).toBe(3);
  close();
});

test('sealing for nobody, so that the next press is fast, keeps nothing and tells nobody', async () => {
  const { outbox, close } = await openOutbox(temporaryFolder());
  const told: string[] = [];
  outbox.watch((reference) => told.push(reference));
  outbox.onAdded(() => told.push('added'));
  await outbox.warmUp();
  expect(outbox.waiting()).toBe(0);
  expect(outbox.due(Date.now())).toBeUndefined();
  expect(told).toEqual([]);
  close();
});
