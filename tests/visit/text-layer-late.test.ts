import { describe, expect, it } from 'vitest';
import { err, ok } from '../../main/domain/result.ts';
import type { TextReader } from '../../main/ports/document-engine.ts';
import { scan, scannedCv, settle, sheet, startedVisit, TestEngine } from './visit-fixture.ts';

/** Reads pages when the test says. */
class HeldTextReader implements TextReader {
  readonly waiting: (() => void)[] = [];
  cancelled = 0;

  recognise(...[page, , signal]: Parameters<TextReader['recognise']>): ReturnType<TextReader['recognise']> {
    return new Promise((resolve) => {
      this.waiting.push(() => resolve(ok(page.layers)));
      signal.addEventListener('abort', () => {
        this.cancelled += 1;
        resolve(err('engine-failed', 'cancelled'));
      });
    });
  }

  async close(): Promise<void> {}
}

/** Remembers which pages came with a text. */
class RememberingEngine extends TestEngine {
  texts: (boolean | undefined)[] = [];

  override async assemble(...args: Parameters<TestEngine['assemble']>): ReturnType<TestEngine['assemble']> {
    this.texts = args[0].map(({ text }) => text !== undefined);
    return super.assemble(...args);
  }
}

async function scanned() {
  const textReader = new HeldTextReader();
  const engine = new RememberingEngine();
  const test = await startedVisit({ textReader, engine });
  await scannedCv(test, [sheet(10_000), sheet(20_000)]);
  return { test, textReader, engine };
}

describe('the text layer', () => {
  it('is put in for the pages that were read in time, one after the other', async () => {
    const { test, textReader, engine } = await scanned();
    expect(textReader.waiting).toHaveLength(1);
    textReader.waiting[0]?.();
    await settle();
    expect(textReader.waiting).toHaveLength(2);
    test.visit.continue();
    await settle();
    expect(engine.texts).toEqual([true, false]);
  });

  it('keeps nobody waiting: the file is made without it', async () => {
    const { test, engine } = await scanned();
    expect(test.view('scan').canContinue).toBe(true);
    test.visit.continue();
    await settle();
    expect(test.view('confirm').files).toHaveLength(1);
    expect(engine.texts).toEqual([false, false]);
  });

  it('waits while pages are scanned or prepared, and is made once they are there', async () => {
    const { test, textReader, engine } = await scanned();
    let [scannedOn, preparedOn] = [(): void => undefined, (): void => undefined];
    test.scanner.hold = new Promise((resolve) => {
      scannedOn = resolve;
    });
    engine.hold = new Promise((resolve) => {
      preparedOn = resolve;
    });
    await scan(test, [sheet(30_000)]);
    textReader.waiting[0]?.();
    await settle();
    expect(textReader.waiting).toHaveLength(1);
    scannedOn();
    await settle();
    expect(test.view('scan').scanning.kind).toBe('idle');
    expect(textReader.waiting).toHaveLength(1);
    preparedOn();
    await settle();
    expect(textReader.waiting).toHaveLength(2);
    textReader.waiting[1]?.();
    await settle();
    expect(textReader.waiting).toHaveLength(3);
  });

  it('is given up when the visit ends, and leaves nothing', async () => {
    const { test, textReader } = await scanned();
    await test.visit.end();
    await settle();
    expect(textReader.cancelled).toBe(1);
    expect(textReader.waiting).toHaveLength(1);
    expect(test.vaults.every(({ files }) => files.size === 0)).toBe(true);
  });

  it('is erased with the page that was thrown away', async () => {
    const { test, textReader } = await scanned();
    textReader.waiting[0]?.();
    await settle();
    const [first] = test.view('scan').pages;
    await test.visit.removePage(first?.id ?? '');
    await settle();
    expect([...(test.vaults[0]?.files.keys() ?? [])].filter((name) => name.endsWith('.text'))).toEqual([]);
  });
});
