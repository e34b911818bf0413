import { describe, expect, it } from 'vitest';
import { scan, scannedCv, settle, sheet, startedVisit, unreadableSheet } from './visit-fixture.ts';

describe('gathering pages', () => {
  it('says that the document fits after each page', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(), sheet()]);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'fits' }, canContinue: true });
    expect(test.view('scan').pages.map((page) => page.state)).toEqual(['ready', 'ready']);
  });

  it('keeps the pages that arrived before a jam, and says jam', async () => {
    const test = await startedVisit();
    test.scanner.failAfter = { pages: 2, code: 'scanner-jam' };
    await scannedCv(test, [sheet(), sheet(), sheet()]);
    const view = test.view('scan');
    expect(view.scanning).toEqual({ kind: 'failed', code: 'scanner-jam' });
    expect(view.pages).toHaveLength(2);
    expect(view.canContinue).toBe(true);
  });

  it('stops scanning when the disk is full, and loses nothing that was kept', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    const vault = test.vaults[0];
    if (vault === undefined) throw new Error('no vault');
    vault.full = true;
    await scan(test, [sheet(), sheet()]);
    expect(test.view('scan').scanning).toEqual({ kind: 'failed', code: 'disk-full' });
    expect(test.view('scan').pages).toHaveLength(1);
  });

  it('lets the visitor stop a scan; the pages that came stay', async () => {
    const test = await startedVisit();
    let release = (): void => {};
    test.scanner.hold = new Promise((resolve) => {
      release = resolve;
    });
    await test.visit.startVisit('send');
    test.visit.chooseKind('cv');
    test.scanner.sheets = [sheet(), sheet()];
    test.visit.startScan('platen');
    expect(test.visit.startScan('platen').ok).toBe(false);
    test.visit.cancelScan();
    expect(test.view('scan').scanning).toMatchObject({ kind: 'scanning', cancelling: true });
    release();
    await settle();
    expect(test.view('scan').scanning).toEqual({ kind: 'idle' });
    expect(test.scanner.aborted).toBe(1);
  });

  it('shows a page that cannot be read and does not go on with it', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(), unreadableSheet]);
    const view = test.view('scan');
    expect(view.pages.map((page) => page.state)).toEqual(['ready', 'unreadable']);
    expect(view.canContinue).toBe(false);
    test.visit.removePage(view.pages[1]?.id ?? '');
    expect(test.view('scan').canContinue).toBe(true);
  });

  it('puts a retaken page where the old one was, and erases the old one', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(1_000), sheet(2_000), sheet(3_000)]);
    const before = test.view('scan').pages.map((page) => page.id);
    test.visit.retakePage(before[1] ?? '');
    expect(test.view('scan').canContinue).toBe(false);
    await scan(test, [sheet(4_000)]);
    const after = test.view('scan').pages.map((page) => page.id);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(after[1]).not.toBe(before[1]);
    expect([...(test.vaults[0]?.files.keys() ?? [])].join()).not.toContain(before[1]);
  });

  it('turns, moves and removes pages', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(1_000), sheet(2_000), sheet(3_000)]);
    const [first = '', second = '', third = ''] = test.view('scan').pages.map((page) => page.id);
    for (const expected of [90, 180, 270, 0]) {
      test.visit.rotatePage(first);
      expect(test.view('scan').pages[0]?.rotation).toBe(expected);
    }
    test.visit.movePage(third, 0);
    expect(test.view('scan').pages.map((page) => page.id)).toEqual([third, first, second]);
    test.visit.movePage(third, 999);
    expect(test.view('scan').pages.map((page) => page.id)).toEqual([first, second, third]);
    test.visit.removePage(second);
    expect(test.view('scan').pages.map((page) => page.id)).toEqual([first, third]);
    expect(test.visit.rotatePage(second).ok).toBe(false);
  });

  it('keeps the pages when the visitor goes back and chooses another kind', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    await test.visit.back();
    expect(test.view('choose-kind').step).toBe('choose-kind');
    test.visit.chooseKind('bulletin-salaire');
    test.visit.chooseDestination('actualisation');
    expect(test.view('scan').pages).toHaveLength(1);
  });

  it('finishes preparing a page while the visitor is a step back', async () => {
    const test = await startedVisit();
    await test.visit.startVisit('send');
    test.visit.chooseKind('cv');
    test.scanner.sheets = [sheet()];
    test.visit.startScan('platen');
    await settle();
    await test.visit.back();
    await settle();
    test.visit.chooseKind('cv');
    expect(test.view('scan').pages[0]?.state).toBe('ready');
  });
});
