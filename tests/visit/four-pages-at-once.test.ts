import { expect, it } from 'vitest';
import { PreparationLine } from '../../main/visit/preparation-line.ts';
import { scannedCv, settle, sheet, startedVisit, TestEngine } from './visit-fixture.ts';

/** Makes first pictures when the test says so, and counts the pages that are prepared meanwhile. */
class SlowPicturesEngine extends TestEngine {
  readonly pictures: (() => void)[] = [];
  preparing = 0;

  override async thumbnail(...[bytes]: Parameters<TestEngine['thumbnail']>) {
    await new Promise<void>((resolve) => this.pictures.push(resolve));
    return super.thumbnail(bytes);
  }

  override async prepare(...args: Parameters<TestEngine['prepare']>): ReturnType<TestEngine['prepare']> {
    this.preparing += 1;
    try {
      return await super.prepare(...args);
    } finally {
      this.preparing -= 1;
    }
  }
}

it('pages that come at once are shown before a second one is prepared beside the first', async () => {
  const engine = new SlowPicturesEngine();
  let release = (): void => undefined;
  engine.hold = new Promise((resolve) => {
    release = resolve;
  });
  const test = await startedVisit({ engine });
  await scannedCv(test, [sheet(), sheet(), sheet(), sheet()]);
  for (let shown = 0; shown < 4; shown += 1) {
    expect(engine.preparing).toBe(1);
    engine.pictures[shown]?.();
    // The engine of the tests waits before it draws, too.
    release();
    engine.hold = new Promise((resolve) => {
      release = resolve;
    });
    await settle();
  }
  expect(engine.preparing).toBe(0);
});

it('a line that was narrowed begins what waits when it is widened, and says when it is busy', async () => {
  const told: boolean[] = [];
  const line = new PreparationLine(2, (busy) => told.push(busy));
  const ends: (() => void)[] = [];
  const task = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  line.narrow(1);
  expect(line.free).toBe(true);
  for (let page = 0; page < 3; page += 1) line.add(task);
  expect(line.free).toBe(false);
  expect(ends).toHaveLength(1);
  line.narrow(2);
  expect(ends).toHaveLength(2);
  line.narrow(0);
  for (const end of ends.splice(0)) end();
  await settle();
  expect(ends).toEqual([]);
  expect(told).toEqual([true, false]);
  line.narrow(2);
  ends.pop()?.();
  await settle();
  expect(told).toEqual([true, false, true, false]);
});
