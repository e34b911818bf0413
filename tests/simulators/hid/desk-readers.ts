import { type FSWatcher, watch } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BadgeRead, BarcodeRead, HidReader, ReaderPresence } from '../../../main/ports/hid-reader.ts';

/** Badges of the simulated desk, as its configuration names them. Invented numbers. */
export const DESK_BADGES = { staff: 'F1C7100000000001', helper: 'F1C7100000000002' } as const;
/** The team's PIN at the simulated desk. */
export const DESK_PIN = '246810';

const KINDS = ['barcode', 'badge'] as const;
type Kind = (typeof KINDS)[number];

const Control = z.object({
  plugged: z.object({ barcode: z.boolean(), badge: z.boolean() }),
  /** The last things held before a reader; their numbers grow. */
  shown: z.array(z.object({ number: z.int(), kind: z.enum(KINDS), value: z.string().max(2_000) })),
});
type ReaderControl = z.infer<typeof Control>;

const AT_FIRST: ReaderControl = { plugged: { barcode: true, badge: true }, shown: [] };
/** Longer than a hand is quick. */
const MOST_SHOWN = 8;
const FILE = 'readers.json';
/** Longest time a change at the desk stays unnoticed where the folder watch misses it, milliseconds. */
const RE_READ_MS = 500;

async function readControl(folder: string): Promise<ReaderControl> {
  try {
    return Control.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch {
    return AT_FIRST;
  }
}

/** The hand before the readers: presents badges and codes, pulls their plugs. */
export class DeskReaders {
  readonly #folder: string;
  #control: ReaderControl = AT_FIRST;

  static async open(folder: string): Promise<DeskReaders> {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
    const readers = new DeskReaders(folder);
    await readers.#write(AT_FIRST);
    return readers;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Presents a badge. */
  present(id: string): Promise<void> {
    return this.#show('badge', id);
  }

  /** Holds a code before the barcode reader. */
  read(text: string): Promise<void> {
    return this.#show('barcode', text);
  }

  setPlugged(kind: Kind, plugged: boolean): Promise<void> {
    return this.#write({ ...this.#control, plugged: { ...this.#control.plugged, [kind]: plugged } });
  }

  #show(kind: Kind, value: string): Promise<void> {
    // Milliseconds first, so that a desk that was started again does not repeat a number.
    const number = Math.max(Date.now(), (this.#control.shown.at(-1)?.number ?? 0) + 1);
    const shown = [...this.#control.shown, { number, kind, value }].slice(-MOST_SHOWN);
    return this.#write({ ...this.#control, shown });
  }

  async #write(control: ReaderControl): Promise<void> {
    this.#control = control;
    const path = join(this.#folder, FILE);
    await writeFile(`${path}.new`, JSON.stringify(control), { mode: 0o644 });
    await rename(`${path}.new`, path);
  }
}

/** The `HidReader` port over a file that the desk writes: what a reader sends is simulated, what becomes of it is not. */
export class FolderHidReaders implements HidReader {
  readonly #folder: string;
  readonly #watcher: FSWatcher;
  readonly #timer: NodeJS.Timeout;
  readonly #watchers = new Set<(presence: readonly ReaderPresence[]) => void>();
  readonly #codeListeners = new Set<(read: BarcodeRead) => void>();
  readonly #badgeListeners = new Set<(read: BadgeRead) => void>();
  #control: ReaderControl = AT_FIRST;

  /** `folder` is the one of `DeskReaders`. What was shown before is not read again. */
  static async open(folder: string): Promise<FolderHidReaders> {
    await mkdir(folder, { recursive: true });
    const readers = new FolderHidReaders(folder);
    readers.#control = await readControl(folder);
    return readers;
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#watcher = watch(folder, () => void this.#look());
    this.#timer = setInterval(() => void this.#look(), RE_READ_MS);
  }

  presence(): readonly ReaderPresence[] {
    return KINDS.map((kind) =>
      this.#control.plugged[kind]
        ? { kind, name: `Lecteur simulé (${kind})`, state: 'ready' }
        : { kind, name: '', state: 'unusable', reason: 'reader-missing' },
    );
  }

  watch(listener: (presence: readonly ReaderPresence[]) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  onBarcode(listener: (read: BarcodeRead) => void): () => void {
    this.#codeListeners.add(listener);
    return () => this.#codeListeners.delete(listener);
  }

  onBadge(listener: (read: BadgeRead) => void): () => void {
    this.#badgeListeners.add(listener);
    return () => this.#badgeListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#watcher.close();
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const now = await readControl(this.#folder);
    // After the wait: another look may have come first.
    const before = this.#control;
    this.#control = now;
    if (JSON.stringify(now.plugged) !== JSON.stringify(before.plugged)) {
      for (const listener of this.#watchers) listener(this.presence());
    }
    const seen = before.shown.at(-1)?.number ?? 0;
    for (const { kind, value, number } of now.shown) {
      if (number > seen && now.plugged[kind]) this.#tell(kind, value);
    }
  }

  #tell(kind: Kind, value: string): void {
    if (kind === 'badge') for (const listener of this.#badgeListeners) listener({ id: value });
    else {
      const bytes = new TextEncoder().encode(value);
      const read: BarcodeRead = { symbology: 'qr-code', aim: ']Q1', bytes, text: value };
      for (const listener of this.#codeListeners) listener(read);
    }
  }
}
