import { describe, expect, it } from 'vitest';
import { questionOf, SHORT_INSCRIPTION, walkTo } from './registration-walk.ts';
import {
  type StartedVisit,
  scan,
  scannedCv,
  settle,
  sheet,
  startedVisit,
  TestEngine,
} from './visit-fixture.ts';

/** Remembers what each file was made of. */
class RememberingEngine extends TestEngine {
  readonly made: string[][] = [];

  override async assemble(...args: Parameters<TestEngine['assemble']>): ReturnType<TestEngine['assemble']> {
    this.made.push(args[0].map(({ layers }) => new TextDecoder().decode(layers)));
    return super.assemble(...args);
  }
}

/** The destination of the tests takes 200,000 bytes: one such sheet fits in its lighter encoding alone. */
const HEAVY = 300_000;

/** A visit whose pages are there in their first encoding until the test lets the lighter ones come, or fail. */
async function withFirst(sheets: Uint8Array[]) {
  const engine = new RememberingEngine();
  let come = (): void => undefined;
  let fail = (): void => undefined;
  engine.holdLighter = new Promise((resolve, reject) => {
    [come, fail] = [resolve, () => reject(new Error('the engine died'))];
  });
  const test = await startedVisit({ engine });
  if (sheets.length > 0) await scannedCv(test, sheets);
  const end = async (how: () => void): Promise<void> => {
    how();
    engine.holdLighter = undefined;
    await settle();
  };
  return { test, engine, come: () => end(come), fail: () => end(fail) };
}

function idOf(test: StartedVisit, page = 0): string {
  return test.view('scan').pages[page]?.id ?? '';
}

function vaultText(test: StartedVisit, name: string): string | undefined {
  const bytes = test.vaults[0]?.files.get(name);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

describe('a file whose pages have room for their first encoding', () => {
  it('waits for no lighter one, and is not made again when they come', async () => {
    const { test, engine, come } = await withFirst([sheet(1_000), sheet(2_000)]);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'fits' }, canContinue: true });
    expect(engine.made).toEqual([['first of sheet:1000', 'first of sheet:2000']]);
    await come();
    expect(engine.made).toHaveLength(1);
    test.visit.continue();
    await settle();
    expect(engine.made).toHaveLength(1);
    expect(test.view('confirm').files).toMatchObject([{ pages: 2 }]);
  });

  it('is sent while the lighter ones are still to come, and the pages are whole for whoever goes back to them', async () => {
    const { test, engine, come } = await withFirst([sheet(1_000)]);
    const id = idOf(test);
    test.visit.continue();
    await settle();
    expect(test.view('confirm').progress).toEqual({ kind: 'waiting' });
    await come();
    await test.visit.back();
    expect(vaultText(test, `${id}.layers`)).toBe('sheet:1000');
    test.visit.rotatePage(id);
    await settle();
    expect(engine.made.at(-1)).toEqual(['sheet:1000']);
    test.visit.continue();
    await settle();
    await test.visit.confirm();
    expect(test.outbox.dossiers[0]?.documents).toMatchObject([{ pages: 1 }]);
  });

  it('is shown as it arrived until its own picture is there', async () => {
    const { test, come } = await withFirst([sheet(1_000)]);
    const picture = async (): Promise<string> =>
      new TextDecoder().decode(await test.visit.preview(idOf(test)));
    expect(test.view('scan').pages[0]?.preview).toMatch(/\?scanned$/);
    expect(await picture()).toBe('thumbnail of sheet:1000');
    await come();
    expect(await picture()).toBe('preview of sheet:1000');
    expect(test.view('scan').pages[0]).toMatchObject({ width: 2480, height: 3508 });
    expect(test.view('scan').pages[0]?.preview).toMatch(/\?improved$/);
  });
});

describe('a page that is too heavy in its first encoding', () => {
  it('is not said to be too heavy before its lighter ones are there', async () => {
    const { test, engine, come } = await withFirst([sheet(HEAVY)]);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'working', soFar: null }, canContinue: false });
    expect(test.visit.split().ok).toBe(false);
    expect(engine.made).toEqual([]);
    await come();
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'fits' }, canContinue: true });
    expect(engine.made).toEqual([[`sheet:${HEAVY}`]]);
  });

  it('is too heavy where its lighter ones are as well', async () => {
    const { test, come } = await withFirst([sheet(2 * HEAVY)]);
    await come();
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'too-heavy' }, canContinue: false });
  });

  it('does not hide what is known of those before it', async () => {
    const { test, engine, come } = await withFirst([]);
    engine.holdLighter = undefined;
    await scannedCv(test, [sheet(1_000)]);
    engine.holdLighter = new Promise(() => undefined);
    await scan(test, [sheet(HEAVY)]);
    expect(test.view('scan').fit).toEqual({ kind: 'working', soFar: 'fits' });
    await come();
  });
});

describe('lighter encodings that come late', () => {
  it('are dropped where the visitor wants the page as it was scanned meanwhile', async () => {
    const { test, engine, come } = await withFirst([sheet(1_000)]);
    const id = idOf(test);
    let originalComes = (): void => undefined;
    engine.holdLighter = new Promise((resolve) => {
      originalComes = resolve;
    });
    expect(test.visit.showOriginal(id, true).ok).toBe(true);
    await settle();
    await come();
    expect(test.view('scan').pages[0]).toMatchObject({ state: 'ready', look: 'original' });
    expect(vaultText(test, `${id}.layers`)).toBeUndefined();
    originalComes();
    await settle();
    expect(test.view('scan').pages[0]).toMatchObject({ state: 'ready', look: 'original' });
    expect(vaultText(test, `${id}.layers`)).toBe('original sheet:1000');
    expect(engine.made).toEqual([['first of sheet:1000'], ['first of original sheet:1000']]);
  });

  it('leave nothing in the vault where the page was thrown away meanwhile', async () => {
    const { test, come } = await withFirst([sheet(1_000)]);
    test.visit.removePage(idOf(test));
    await come();
    expect([...(test.vaults[0]?.files.keys() ?? [])]).toEqual([]);
    expect(test.view('scan').pages).toEqual([]);
  });

  it('are no loss where they never come: the page stays as it is, and the failure is noted', async () => {
    const { test, engine, fail } = await withFirst([sheet(1_000)]);
    await fail();
    expect(test.view('scan')).toMatchObject({ pages: [{ state: 'ready' }], canContinue: true });
    expect(test.events).toContainEqual({ event: 'page-failed', code: 'engine-failed' });
    test.visit.rotatePage(idOf(test));
    await settle();
    expect(engine.made.at(-1)).toEqual(['first of sheet:1000']);
  });

  it('are waited for where a registration takes the pages out of their sight', async () => {
    const { test, come } = await withFirst([]);
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, 'piece-identite');
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    await scan(test, [sheet(1_000)]);
    expect(test.view('scan')).toMatchObject({ fit: { kind: 'fits' }, canContinue: false });
    expect((await test.visit.back()).ok).toBe(false);
    await come();
    expect(test.view('scan').canContinue).toBe(true);
    test.visit.continue();
    await settle();
    expect(questionOf(test, 'piece-identite')).toMatchObject({ files: [{ pages: 1 }] });
  });
});
