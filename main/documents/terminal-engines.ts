import type { FileEngine, PaperReader, TextReader } from '../ports/document-engine.ts';
import type { PageDrawer } from '../ports/page-drawer.ts';
import { createEngineClient, type EngineClient } from './engine-client.ts';
import type { EngineChannel } from './engine-connection.ts';
import { createEnginePool } from './engine-pool.ts';
import type { EngineStart } from './engine-start.ts';

/** The processes in which one terminal decodes what it did not make itself. Each starts when it is first needed. */
export interface TerminalEngines {
  /** Prepares pages and makes files of them; thumbnails and page counts never wait for a page being prepared. */
  readonly engine: FileEngine;
  /** Reads papers beside the engine, for one to three seconds each. */
  readonly reader: PaperReader;
  /** Draws what a printer cannot read. */
  readonly drawer: PageDrawer;
  /** Nothing where no text layer is wanted. */
  readonly textReader: TextReader | null;
  /** Starts what the first page of a visit needs: a visitor is about to scan. */
  wake(): void;
  /** The same a little later, for the next visitor: compiling takes seconds, which nobody waits for now. */
  wakeSoon(): void;
  /** Ends every process as soon as it has answered: the visit is over, its pages are still in their memory. */
  rest(): void;
  close(): Promise<void>;
}

/** From the start of the first process that prepares pages to that of the second, milliseconds. */
const SECOND_AFTER_MS = 2_000;
/** From `wakeSoon` to the first start, milliseconds: the screen that is shown now comes first. */
const SOON_MS = 1_500;

/** @param textLayer Whether print is read for the files' text layer. */
export function openTerminalEngines(
  spawn: (start: EngineStart) => EngineChannel,
  textLayer: boolean,
): TerminalEngines {
  const own = (start: EngineStart): EngineClient => createEngineClient(() => spawn(start));
  // Two prepare pages beside each other: the kiosk's screen needs what other cores there are.
  const [first, second] = [own('warming-up'), own('warming-up')];
  const preparing = createEnginePool((rank) => (rank === 0 ? first : second), 2);
  const quick = own('warmed-up');
  const reader = own('at-once');
  const textReader = textLayer ? own('behind') : null;
  // The second starts when the first has had its code compiled: there are cores to leave to the screen.
  let startsLater: NodeJS.Timeout | undefined;
  let wakesSoon: NodeJS.Timeout | undefined;
  const wake = (): void => {
    quick.wake();
    // To start a process holds this one for a tenth of a second on a busy machine: touches come in between.
    setImmediate(first.wake);
    startsLater ??= setTimeout(second.wake, SECOND_AFTER_MS);
  };
  const wakeNoMore = (): void => {
    clearTimeout(wakesSoon);
    clearTimeout(startsLater);
    [wakesSoon, startsLater] = [undefined, undefined];
  };
  const all = [first, second, quick, reader, ...(textReader === null ? [] : [textReader])];
  return {
    engine: {
      ...preparing,
      prepare(raw, signal, onFirst) {
        // Started beside the preparation, and not when the page is ready and the visitor goes on.
        if (textReader !== null) setImmediate(textReader.wake);
        return preparing.prepare(raw, signal, onFirst);
      },
      thumbnail: quick.thumbnail,
      inspect: quick.inspect,
    },
    reader,
    drawer: first,
    textReader,
    wake,
    wakeSoon() {
      wakesSoon ??= setTimeout(wake, SOON_MS);
    },
    rest() {
      wakeNoMore();
      for (const client of all) client.rest();
    },
    async close() {
      wakeNoMore();
      await Promise.all(all.map((client) => client.close()));
    },
  };
}
