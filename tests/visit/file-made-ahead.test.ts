import { describe, expect, it } from 'vitest';
import { err } from '../../main/domain/result.ts';
import { questionOf, SHORT_INSCRIPTION, scanFor, walkTo } from './registration-walk.ts';
import { scan, scannedCv, settle, sheet, startedVisit, TestEngine } from './visit-fixture.ts';

/** Counts files, and fails at the first ones where the test says so. */
class CountingEngine extends TestEngine {
  /** Turns of the pages of each file that was made. */
  readonly made: number[][] = [];
  failures = 0;

  override async assemble(...args: Parameters<TestEngine['assemble']>): ReturnType<TestEngine['assemble']> {
    this.made.push(args[0].map(({ rotation }) => rotation));
    if (this.failures > 0) {
      this.failures -= 1;
      return err('engine-failed');
    }
    return super.assemble(...args);
  }
}

async function withPages(sheets: Uint8Array[], failures = 0) {
  const engine = new CountingEngine();
  engine.failures = failures;
  const test = await startedVisit({ engine });
  await scannedCv(test, sheets);
  return { test, engine };
}

/** Names of the files, not of the pages, in the vault. */
function filesIn(test: Awaited<ReturnType<typeof startedVisit>>): string[] {
  return [...(test.vaults[0]?.files.keys() ?? [])].filter((name) => name.startsWith('file-'));
}

describe('a file that is made before it is asked for', () => {
  it('is the one that the press takes', async () => {
    const { test, engine } = await withPages([sheet()]);
    expect(engine.made).toEqual([[0]]);
    test.visit.continue();
    await settle();
    expect(engine.made).toHaveLength(1);
    await test.visit.confirm();
    expect(test.outbox.dossiers[0]?.documents).toHaveLength(1);
  });

  it('is not sent where the pages were turned, moved or taken away since', async () => {
    const { test, engine } = await withPages([sheet(), sheet()]);
    const [first = '', second = ''] = test.view('scan').pages.map(({ id }) => id);
    test.visit.rotatePage(first);
    test.visit.movePage(second, 0);
    test.visit.continue();
    await settle();
    expect(engine.made.at(-1)).toEqual([0, 90]);
    expect(test.view('confirm').files).toMatchObject([{ pages: 2 }]);
    await test.visit.back();
    test.visit.removePage(second);
    test.visit.continue();
    await settle();
    expect(engine.made.at(-1)).toEqual([90]);
    await test.visit.confirm();
    expect(test.outbox.dossiers[0]?.documents).toMatchObject([{ pages: 1 }]);
  });

  it('leaves the vault when its pages change', async () => {
    const { test, engine } = await withPages([sheet()]);
    const before = filesIn(test);
    test.visit.rotatePage(test.view('scan').pages[0]?.id ?? '');
    await settle();
    expect(engine.made).toEqual([[0], [90]]);
    expect(filesIn(test)).toHaveLength(1);
    expect(filesIn(test)).not.toEqual(before);
  });

  it('is asked for again by the press where it could not be made', async () => {
    const { test, engine } = await withPages([sheet()], 1);
    expect(test.view('scan').canContinue).toBe(true);
    test.visit.continue();
    await settle();
    expect(engine.made).toHaveLength(2);
    expect(test.view('confirm')).toMatchObject({ files: [{ pages: 1 }], progress: { kind: 'waiting' } });
  });

  it('does not change what was attached before, until the press says so', async () => {
    const test = await startedVisit();
    await test.visit.registration.start('inscription');
    walkTo(test, SHORT_INSCRIPTION, 'piece-identite');
    await scanFor(test, 'piece-identite', 'piece-identite');
    const attached = filesIn(test);
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    await scan(test, [sheet()]);
    await test.visit.back();
    expect(questionOf(test, 'piece-identite')).toMatchObject({ files: [{ pages: 1 }] });
    expect(filesIn(test)).toEqual(expect.arrayContaining(attached));
    test.visit.registration.scanDocument('piece-identite', 'piece-identite');
    test.visit.continue();
    await settle();
    expect(questionOf(test, 'piece-identite')).toMatchObject({ files: [{ pages: 2 }] });
    walkTo(test, SHORT_INSCRIPTION);
    await test.visit.registration.finish();
    expect(test.outbox.dossiers[0]?.documents).toMatchObject([{ pages: 2 }]);
    expect(filesIn(test)).toHaveLength(1);
  });
});
