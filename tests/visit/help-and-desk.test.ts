import { describe, expect, it } from 'vitest';
import { snapshot as snapshotSchema } from '../../main/contract/snapshot.ts';
import { err, ok } from '../../main/domain/result.ts';
import { scannedCv, sentCv, sheet, startedVisit } from './visit-fixture.ts';

describe('help and the desk', () => {
  it('says that paper will soon run out, to the team alone, and goes on printing', async () => {
    const test = await startedVisit();
    test.printer.ready = ok({ ready: true, mediaLow: true });
    await test.clock.advance(6_000);
    expect(test.snapshot().desk.printer).toEqual({ problem: null });
    expect(test.snapshot().staffNotes).toMatchObject([
      { code: 'printer-media-low', since: '2026-11-21T09:00:05.000Z' },
    ]);
    test.printer.ready = ok({ ready: true, mediaLow: false });
    await test.clock.advance(6_000);
    expect(test.snapshot().staffNotes).toEqual([]);
  });

  it('says truthfully whether the team was told', async () => {
    const test = await startedVisit();
    await test.visit.callForHelp();
    expect(test.snapshot().help).toEqual({ kind: 'called', told: true });
    test.visit.dismissHelp();
    test.platform.reachable = false;
    await test.visit.callForHelp();
    expect(test.snapshot().help).toEqual({ kind: 'called', told: false });
  });

  it('notices that a device goes and comes back, without being asked', async () => {
    const test = await startedVisit();
    expect(test.snapshot().desk.scanner).toEqual({ problem: null, feeder: true });
    test.scanner.answer = err('scanner-offline');
    test.printer.ready = err('printer-media-empty');
    await test.clock.advance(6_000);
    expect(test.snapshot().desk).toMatchObject({
      scanner: { problem: 'scanner-offline' },
      printer: { problem: 'printer-media-empty' },
    });
    expect(test.snapshot().staffNotes.map((note) => note.code)).toEqual([
      'scanner-offline',
      'printer-media-empty',
    ]);
    for (const { since } of test.snapshot().staffNotes) expect(since).toBe('2026-11-21T09:00:05.000Z');
    test.scanner.answer = ok({ sources: ['platen'], feederLoaded: 'unknown' });
    await test.clock.advance(6_000);
    expect(test.snapshot().desk.scanner).toEqual({ problem: null, feeder: false });
    test.usb.plug();
    expect(test.snapshot().desk.usb).toEqual({ kind: 'ready', label: 'CLE' });
  });

  it('pushes only snapshots that the contract allows, with growing revisions', async () => {
    const test = await startedVisit();
    await sentCv(test);
    await test.visit.end();
    test.visit.restart();
    await scannedCv(test, [sheet()]);
    expect(test.snapshots.length).toBeGreaterThan(10);
    for (const [index, pushed] of test.snapshots.entries()) {
      expect(snapshotSchema.parse(pushed)).toEqual(pushed);
      if (index > 0) expect(pushed.revision).toBe((test.snapshots[index - 1]?.revision ?? 0) + 1);
    }
  });
});
