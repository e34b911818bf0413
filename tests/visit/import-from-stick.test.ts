import { describe, expect, it } from 'vitest';
import { snapshot as snapshotSchema } from '../../main/contract/snapshot.ts';
import { pdfOf, scannedCv, settle, sheet, startedVisit, unreadableSheet } from './visit-fixture.ts';

async function atStick(...files: { name: string; bytes: Uint8Array }[]) {
  const test = await startedVisit();
  await scannedCv(test, [sheet()]);
  test.usb.plug();
  test.stick.files = files;
  expect(test.visit.showImport()).toMatchObject({ ok: true });
  await settle();
  const listed = () => {
    const { listing } = test.view('import');
    if (listing.kind !== 'listed') throw new Error(`the stick is ${listing.kind}`);
    return listing;
  };
  const ids = () => listed().files.map(({ id }) => id);
  return { ...test, listed, ids };
}

const PHOTO = { name: 'IMG_1.jpg', bytes: sheet(40_000) };
const PDF = { name: 'deux.pdf', bytes: pdfOf(sheet(30_000), sheet(20_000)) };

describe('photos and documents of a stick', () => {
  it('become pages after the scanned ones, in the order in which they were chosen', async () => {
    const test = await atStick(PHOTO, PDF);
    const [photo = '', pdf = ''] = test.ids();
    expect(test.visit.take([pdf, photo])).toMatchObject({ ok: true });
    await settle();
    const { pages, scanning } = test.view('scan');
    expect(pages).toHaveLength(4);
    expect(pages.every(({ state }) => state === 'ready')).toBe(true);
    expect(scanning).toEqual({ kind: 'idle' });
    expect(test.events).toContainEqual({
      event: 'files-imported',
      files: 2,
      bytes: PHOTO.bytes.length + PDF.bytes.length,
    });
  });

  it('are shown by name and picture; where they lie on the stick is not told', async () => {
    const test = await atStick(PHOTO);
    const [file] = test.listed().files;
    expect(file).toMatchObject({ name: 'IMG_1.jpg', kind: 'photo' });
    expect(JSON.stringify(test.snapshot())).not.toContain('DCIM');
    expect(snapshotSchema.parse(test.snapshot())).toEqual(test.snapshot());
    const picture = await test.visit.preview(file?.id ?? '');
    expect(new TextDecoder().decode(picture)).toBe('thumbnail of sheet:40000');
    expect(await test.visit.preview('f'.repeat(32))).toBeUndefined();
  });

  it('leave no picture of what was not taken, once the visitor goes back', async () => {
    const test = await atStick(PHOTO);
    await test.visit.preview(test.ids()[0] ?? '');
    const vault = test.vaults[0];
    expect([...(vault?.files.keys() ?? [])].some((name) => name.endsWith('.thumbnail'))).toBe(true);
    await test.visit.back();
    expect([...(vault?.files.keys() ?? [])].some((name) => name.endsWith('.thumbnail'))).toBe(false);
    expect(test.view('scan').pages).toHaveLength(1);
  });

  it('that cannot be read are shown as pages to be done again', async () => {
    const test = await atStick({ name: 'faux.jpg', bytes: unreadableSheet });
    test.visit.take(test.ids());
    await settle();
    expect(test.view('scan').pages.map(({ state }) => state)).toEqual(['ready', 'unreadable']);
  });

  it('taken before the stick was pulled are kept, and it is said', async () => {
    const test = await atStick(PHOTO, { name: 'IMG_2.jpg', bytes: sheet(1_000) });
    let release = (): void => undefined;
    const ids = test.ids();
    test.stick.hold = new Promise((resolve) => {
      release = resolve;
    });
    test.visit.take(ids);
    await settle();
    expect(test.view('import').taking).toEqual({ done: 0, total: 2 });
    test.stick.hold = undefined;
    release();
    // The first read is through; the second meets the pull.
    await Promise.resolve();
    test.stick.fail = 'usb-pulled';
    await settle();
    const { pages, scanning } = test.view('scan');
    expect(scanning).toEqual({ kind: 'failed', code: 'usb-pulled' });
    expect(pages.length).toBeGreaterThanOrEqual(1);
  });

  it('are not looked for where no stick is', async () => {
    const test = await startedVisit();
    await scannedCv(test, [sheet()]);
    expect(test.visit.showImport()).toMatchObject({ ok: false, error: { code: 'usb-missing' } });
  });

  it('of a stick that fails are looked for again when asked', async () => {
    const test = await atStick();
    test.stick.fail = 'usb-busy';
    test.visit.lookAgain();
    await settle();
    expect(test.view('import').listing).toEqual({ kind: 'failed', code: 'usb-busy' });
    test.stick.fail = undefined;
    test.stick.files = [PHOTO];
    test.visit.lookAgain();
    await settle();
    expect(test.listed().files).toHaveLength(1);
  });

  it('that the page invents are not taken', async () => {
    const test = await atStick(PHOTO);
    expect(test.visit.take(['0'.repeat(32)])).toMatchObject({ ok: false, error: { code: 'not-now' } });
  });

  it('are gone with everything else when the visit ends in the middle', async () => {
    const test = await atStick(PHOTO);
    test.stick.hold = new Promise(() => undefined);
    test.visit.take(test.ids());
    await test.visit.end();
    expect(test.snapshot().visit.step).toBe('ended');
    expect(test.vaults[0]?.destroyed).toBe(true);
  });

  it('never exceed the pages of a visit', async () => {
    const many = pdfOf(...Array.from({ length: 70 }, () => sheet(10)));
    const test = await atStick({ name: 'gros.pdf', bytes: many });
    test.visit.take(test.ids());
    await settle();
    const { pages, scanning } = test.view('scan');
    expect(pages).toHaveLength(60);
    expect(scanning).toEqual({ kind: 'failed', code: 'too-many-pages' });
  });
});
