import { describe, expect, it } from 'vitest';
import { pdfOf, scan, scannedCv, settle, sheet, startedVisit, unreadableSheet } from './visit-fixture.ts';

describe('a page that the visitor wants as it was scanned', () => {
  it('is prepared again without clean-up, and improved again when the visitor changes their mind', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(1_000), sheet(2_000)]);
    const id = test.view('scan').pages[1]?.id ?? '';
    const layers = (): string => new TextDecoder().decode(test.vaults[0]?.files.get(`${id}.layers`));
    expect(test.view('scan').pages[1]).toMatchObject({ look: 'improved', state: 'ready' });
    expect(test.visit.showOriginal(id, false).ok).toBe(false);
    test.visit.rotatePage(id);

    expect(test.visit.showOriginal(id, true).ok).toBe(true);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'working' }, canContinue: false });
    await settle();
    expect(test.view('scan').pages[1]).toMatchObject({ look: 'original', state: 'ready', rotation: 90 });
    expect(layers()).toBe('original sheet:2000');

    const shown = test.view('scan').pages[1]?.preview;
    test.visit.showOriginal(id, false);
    await settle();
    expect(test.view('scan').pages[1]).toMatchObject({ look: 'improved', state: 'ready' });
    expect(test.view('scan').pages[1]?.preview).not.toBe(shown);
    expect(layers()).toBe('sheet:2000');
  });

  it('may be one page of a PDF: that page and no other', async () => {
    const test = await startedVisit();
    await scannedCv(test, [pdfOf(sheet(1_000), sheet(2_000))]);
    const id = test.view('scan').pages[1]?.id ?? '';
    test.visit.showOriginal(id, true);
    await settle();
    expect(new TextDecoder().decode(test.vaults[0]?.files.get(`${id}.layers`))).toBe('original sheet:2000');
    expect(test.view('scan').pages.map((page) => page.look)).toEqual(['improved', 'original']);
  });

  it('is seen as it was before where there is no picture of what arrived: it came back with a draft', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(1_000)]);
    const id = test.view('scan').pages[0]?.id ?? '';
    const picture = async (): Promise<string> => new TextDecoder().decode(await test.visit.preview(id));
    test.engine.hold = new Promise(() => undefined);
    test.visit.showOriginal(id, true);
    expect(await picture()).toBe('thumbnail of sheet:1000');
    test.vaults[0]?.files.delete(`${id}.arrived`);
    expect(await picture()).toBe('preview of sheet:1000');
  });

  it('is refused while the page is being prepared, where it cannot be read, and where there is no such page', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(), unreadableSheet]);
    const [first = '', second = ''] = test.view('scan').pages.map((page) => page.id);
    expect(test.visit.showOriginal(second, true).ok).toBe(false);
    expect(test.visit.showOriginal('f'.repeat(32), true).ok).toBe(false);
    expect(test.visit.showOriginal(first, true).ok).toBe(true);
    expect(test.visit.showOriginal(first, false).ok).toBe(false);
  });

  it('leaves nothing in the vault when it is thrown away while it is prepared again', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet(1_000)]);
    const id = test.view('scan').pages[0]?.id ?? '';
    let release = (): void => {};
    test.engine.hold = new Promise((resolve) => {
      release = resolve;
    });
    test.visit.showOriginal(id, true);
    await settle();
    test.visit.removePage(id);
    release();
    await settle();
    expect([...(test.vaults[0]?.files.keys() ?? [])]).toEqual([]);
    test.engine.hold = undefined;
    await scan(test, [sheet(2_000)]);
    expect(test.view('scan').pages.map((page) => page.state)).toEqual(['ready']);
  });
});
