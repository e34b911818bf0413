import { describe, expect, it } from 'vitest';
import { scan, settle, sheet, startedVisit } from './visit-fixture.ts';

async function scannedFor(destination: string, sheets: Uint8Array[]) {
  const test = await startedVisit();
  await test.visit.startVisit('send');
  test.visit.chooseKind('photo-portail');
  test.visit.chooseDestination(destination);
  await scan(test, sheets);
  return test;
}

describe('a destination that takes pictures only', () => {
  it('gets a file for each page, in the dossier and on the stick', async () => {
    const test = await scannedFor('portail-images', [sheet(60_000), sheet(70_000), sheet(50_000)]);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'fits' }, parts: [], canContinue: true });
    test.visit.continue();
    await settle();
    const names = [1, 2, 3].map((page) => `photo-portail-2026-11-21-${page}-sur-3.jpg`);
    expect(test.view('confirm').files.map((file) => file.name)).toEqual(names);
    await test.visit.confirm();
    expect(
      test.outbox.dossiers[0]?.documents.map(({ fileName, mediaType, pages }) => ({
        fileName,
        mediaType,
        pages,
      })),
    ).toEqual(names.map((fileName) => ({ fileName, mediaType: 'image/jpeg', pages: 1 })));
    test.usb.plug();
    test.visit.copy();
    await settle();
    expect(test.usb.exported[0]?.names.slice(0, 3)).toEqual(names);
  });

  it('says which page is too heavy alone: cutting the document would not help', async () => {
    const test = await scannedFor('portail-images', [sheet(20_000), sheet(300_000)]);
    expect(test.view('scan')).toMatchObject({
      fit: { kind: 'too-heavy', parts: 0, keep: 1, heaviest: 2, redo: null },
      canContinue: false,
    });
    expect(test.visit.split().ok).toBe(false);
  });

  it('has no more files than it takes', async () => {
    const test = await scannedFor(
      'portail-images',
      Array.from({ length: 6 }, () => sheet(10_000)),
    );
    expect(test.view('scan').fit).toEqual({ kind: 'too-many-pages', maxPages: 5, parts: 0 });
  });

  it('has pages prepared anew that were scanned for another, and the other way round', async () => {
    const test = await scannedFor('portail-images', [sheet(60_000)]);
    const id = test.view('scan').pages[0]?.id ?? '';
    const layers = (): string => new TextDecoder().decode(test.vaults[0]?.files.get(`${id}.layers`));
    expect(layers()).toBe('sheet:60000 picture:80000');
    test.visit.back();
    test.visit.chooseDestination('dossier');
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'working' }, canContinue: false });
    await settle();
    expect(layers()).toBe('sheet:60000');
    expect(test.view('scan').canContinue).toBe(true);
    test.visit.back();
    test.visit.chooseDestination('portail-images');
    await settle();
    expect(layers()).toBe('sheet:60000 picture:80000');
  });

  it('has a page prepared again that was half-way when the visitor changed their mind', async () => {
    const test = await scannedFor('portail-images', [sheet(60_000)]);
    let release = (): void => {};
    test.engine.hold = new Promise((resolve) => {
      release = resolve;
    });
    const scanned = scan(test, [sheet(50_000)]);
    await settle();
    const id = test.view('scan').pages[1]?.id ?? '';
    test.visit.back();
    test.visit.chooseDestination('dossier');
    test.engine.hold = undefined;
    release();
    await scanned;
    await settle();
    expect(new TextDecoder().decode(test.vaults[0]?.files.get(`${id}.layers`))).toBe('sheet:50000');
    expect(test.view('scan').pages.map((page) => page.state)).toEqual(['ready', 'ready']);
  });
});
