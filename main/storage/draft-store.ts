import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { DraftContent, DraftError, DraftFound, Drafts, KeptDraft } from '../ports/drafts.ts';
import { DRAFT_CODE, LOCATORS, locatorOf, newDraftCode, printedCode, readDraftCode } from './draft-code.ts';
import type { DraftSealing } from './draft-sealing.ts';
import { fileFailure, makePrivateFolder, syncFolder, writeDurably } from './durable-files.ts';
import { WrongCodes } from './wrong-codes.ts';

/**
 * Work factor of scrypt, log2: 64 MB and about a quarter of a second for each guess, on the machine itself. With the 43
 * random bits of a code, half of them are tried in 35,000 years of one processor.
 */
export const DEFAULT_DRAFT_WORK_FACTOR = 16;
/** Most drafts at one time: protects the disk. */
const MOST_DRAFTS = 300;
/** Largest draft, bytes: some registrations' papers, well above what their limits let through. */
const MOST_BYTES = 200_000_000;
/** How often drafts whose time is over are looked for, milliseconds. */
const LOOK_EVERY_MS = 3_600_000;

/** `<locator>-<end, milliseconds since the epoch>-<random>.age`: nothing of the person, nor of the code's secret part. */
const FILE_NAME = /^(\d{2})-(\d{13})-[0-9a-f]{16}\.age$/;

export interface DraftStoreOptions {
  /** Folder of the drafts, of this object alone. */
  readonly folder: string;
  readonly clock: Clock;
  readonly sealing: DraftSealing;
  /** Work factor of scrypt, log2. */
  readonly workFactor: number;
  /** How long a draft waits for its person, milliseconds. */
  readonly keptMs: number;
  /** Told how many drafts nobody came back for were erased. */
  readonly onExpired: (count: number) => void;
}

interface Entry {
  readonly file: string;
  readonly locator: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

function entryOf(file: string): Entry | undefined {
  const [, locator, until] = FILE_NAME.exec(file) ?? [];
  return locator === undefined || until === undefined ? undefined : { file, locator, until: Number(until) };
}

/**
 * Drafts as age v1 files under a passphrase (age-encryption.org/v1, scrypt recipient): the printed code opens one with
 * the `age` program too. Without the code nothing of it can be read: what the disk tells is how many there are, how large
 * they are and until when they are kept.
 */
class DraftStore implements Drafts {
  readonly shape = DRAFT_CODE;
  readonly #options: DraftStoreOptions;
  readonly #wrongCodes: WrongCodes;
  #entries: readonly Entry[];
  /** Codes are tried one after the other, whoever asks: two at once would pass the counting together. */
  #trying: Promise<unknown> = Promise.resolve();
  #cancelLook: (() => void) | undefined;
  readonly #stopped = new AbortController();

  constructor(options: DraftStoreOptions, entries: readonly Entry[]) {
    this.#options = options;
    this.#entries = entries;
    this.#wrongCodes = new WrongCodes(options.folder, options.clock);
  }

  kept(): number {
    const now = this.#options.clock.now();
    return this.#entries.filter(({ until }) => until > now).length;
  }

  async save(content: DraftContent, former?: KeptDraft): Promise<Result<KeptDraft, Failure<DraftError>>> {
    await this.expire();
    if (this.#entries.length >= MOST_DRAFTS) return err('disk-full', 'drafts');
    const code =
      (former === undefined ? undefined : readDraftCode(former.code)) ?? newDraftCode(this.#freeLocator());
    const until = this.#options.clock.now() + this.#options.keptMs;
    const locator = locatorOf(code);
    const file = `${locator}-${String(until).padStart(13, '0')}-${randomBytes(8).toString('hex')}.age`;

    const { sealing, workFactor, folder } = this.#options;
    const sealed = await sealing.seal(content, code, workFactor, this.#stopped.signal);
    if (!sealed.ok) return sealed;
    const written = await writeDurably(folder, file, [sealed.value]);
    if (!written.ok) return written;
    this.#entries = [...this.#entries, { file, locator, until }];
    if (former !== undefined) await this.erase(former);
    return ok({ id: file, code: printedCode(code), keptUntil: new Date(until).toISOString() });
  }

  open(typed: string, signal?: AbortSignal): Promise<Result<DraftFound, Failure<DraftError>>> {
    const given = [this.#stopped.signal, ...(signal === undefined ? [] : [signal])];
    const tried = this.#trying.then(() => this.#try(typed, AbortSignal.any(given)));
    this.#trying = tried.catch(() => undefined);
    return tried;
  }

  async #try(typed: string, signal: AbortSignal): Promise<Result<DraftFound, Failure<DraftError>>> {
    const code = readDraftCode(typed);
    if (code === undefined) return ok({ kind: 'mistyped' });
    const milliseconds = await this.#wrongCodes.wait();
    if (milliseconds > 0) return ok({ kind: 'wait', milliseconds });
    const counted = await this.#wrongCodes.count();
    if (!counted.ok) return counted;
    await this.expire();
    // A power cut between writing a draft anew and erasing the former leaves two under one code: the newest counts.
    const candidates = this.#entries
      .filter(({ locator }) => locator === locatorOf(code))
      .sort((a, b) => b.until - a.until);
    for (const entry of candidates) {
      const read = await this.#read(entry, code, signal);
      if (!read.ok) {
        // Not tried to the end: no wrong code.
        await counted.value.takeBack();
        return read;
      }
      const content = read.value;
      if (content === undefined) continue;
      await counted.value.takeBack();
      const kept = {
        id: entry.file,
        code: printedCode(code),
        keptUntil: new Date(entry.until).toISOString(),
      };
      return ok({ kind: 'found', content, kept });
    }
    return ok({ kind: 'unknown' });
  }

  /** Nothing where the code is not this draft's, or the file is damaged or gone. */
  async #read(
    { file }: Entry,
    code: string,
    signal: AbortSignal,
  ): Promise<Result<DraftContent | undefined, Failure<'storage-failed'>>> {
    const sealed = await readFile(join(this.#options.folder, file)).catch(() => undefined);
    if (sealed === undefined || sealed.length > MOST_BYTES) return ok(undefined);
    return this.#options.sealing.open(sealed, code, signal);
  }

  async erase({ id }: KeptDraft): Promise<void> {
    if (FILE_NAME.test(id)) await this.#remove([id]);
  }

  /** Erases drafts whose time is over. */
  async expire(): Promise<void> {
    const now = this.#options.clock.now();
    const over = this.#entries.filter(({ until }) => until <= now).map(({ file }) => file);
    if (over.length === 0) return;
    await this.#remove(over);
    this.#options.onExpired(over.length);
  }

  /** Looks for drafts whose time is over, now and again and again. */
  async watch(): Promise<void> {
    await this.expire();
    this.#cancelLook = this.#options.clock.after(LOOK_EVERY_MS, () => void this.watch());
  }

  stop(): void {
    this.#stopped.abort();
    this.#cancelLook?.();
  }

  async #remove(files: readonly string[]): Promise<void> {
    for (const file of files)
      await rm(join(this.#options.folder, file), { force: true }).catch(() => undefined);
    await syncFolder(this.#options.folder).catch(() => undefined);
    this.#entries = this.#entries.filter(({ file }) => !files.includes(file));
  }

  /** One that no other draft has, as long as there is one. */
  #freeLocator(): string {
    const used = new Set(this.#entries.map(({ locator }) => locator));
    const free = LOCATORS.filter((locator) => !used.has(locator));
    const from = free.length > 0 ? free : LOCATORS;
    return from[randomBytes(4).readUInt32BE() % from.length] ?? '00';
  }
}

/** Drafts with their end: `watch` from the start of the terminal, `stop` at its end. */
export interface WatchedDrafts extends Drafts {
  expire(): Promise<void>;
  watch(): Promise<void>;
  stop(): void;
}

/**
 * Opens the drafts of a folder. What a power cut left half written goes. `disk-full`, `storage-failed` where the folder
 * cannot be made or read.
 */
export async function openDraftStore(
  options: DraftStoreOptions,
): Promise<Result<WatchedDrafts, Failure<DraftError>>> {
  try {
    await makePrivateFolder(options.folder);
    const names = await readdir(options.folder);
    for (const name of names.filter((candidate) => candidate.endsWith('.part'))) {
      await rm(join(options.folder, name), { force: true });
    }
    const entries = names.flatMap((name) => entryOf(name) ?? []);
    return ok(new DraftStore(options, entries));
  } catch (error) {
    const { code, detail } = fileFailure(error);
    return err(code, detail);
  }
}
