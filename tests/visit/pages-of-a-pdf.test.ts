import { describe, expect, it } from 'vitest';
import { pdfOf, scan, scannedCv, settle, sheet, startedVisit } from './visit-fixture.ts';

describe('a scanner that sends PDF', () => {
  it('gives the pages of the file as pages of the visit, in order, and keeps the file as long as a page of it', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(1_000), pdfOf(sheet(2_000), sheet(3_000)), sheet(4_000)]);
    const view = test.view('scan');
    expect(view.pages.map((page) => page.state)).toEqual(['ready', 'ready', 'ready', 'ready']);
    const layers = view.pages.map(({ id }) =>
      new TextDecoder().decode(test.vaults[0]?.files.get(`${id}.layers`)),
    );
    expect(layers).toEqual(['sheet:1000', 'sheet:2000', 'sheet:3000', 'sheet:4000']);
    const raws = () =>
      [...(test.vaults[0]?.files.keys() ?? [])].filter((name) => name.endsWith('.raw')).length;
    expect(raws()).toBe(3);
    test.visit.removePage(view.pages[1]?.id ?? '');
    await settle();
    expect(raws()).toBe(3);
    test.visit.removePage(view.pages[2]?.id ?? '');
    await settle();
    expect(raws()).toBe(2);
  });

  it('that cannot be read: one page to be done again, nothing silently gone', async () => {
    const test = await startedVisit();
    await scannedCv(test, [new TextEncoder().encode('%PDF-damaged')]);
    const view = test.view('scan');
    expect(view.pages.map((page) => page.state)).toEqual(['unreadable']);
    expect(view.canContinue).toBe(false);
  });

  it('of more pages than a visit holds: the limit is said, what fits is kept', async () => {
    const test = await startedVisit();
    await scannedCv(test, [pdfOf(...Array.from({ length: 61 }, () => sheet(100)))]);
    const view = test.view('scan');
    expect(view.scanning).toEqual({ kind: 'failed', code: 'too-many-pages' });
    expect(view.pages).toHaveLength(60);
  });

  it('whose first page is thrown away before the others are prepared: the others stay', async () => {
    const test = await startedVisit();
    let release = (): void => {};
    test.engine.hold = new Promise((resolve) => {
      release = resolve;
    });
    await test.visit.startVisit('send');
    test.visit.chooseKind('cv');
    await scan(test, [pdfOf(sheet(1_000), sheet(2_000), sheet(3_000), sheet(4_000))]);
    const [first] = test.view('scan').pages;
    test.visit.removePage(first?.id ?? '');
    release();
    await settle();
    expect(test.view('scan').pages.map((page) => page.state)).toEqual(['ready', 'ready', 'ready']);
  });
});
