import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Delivery, Dossier, DossierReference } from '../domain/dossier.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox, OutboxError } from '../ports/outbox.ts';
import type { Recorded, SealedDossier, SealedQueue } from '../ports/sealed-queue.ts';
import { databaseFailure, type Migration } from './database.ts';
import { createDossierSealer, type DossierSealer, nobodysDossier } from './dossier-seal.ts';

/**
 * Schema of the outbox. In clear: reference, length and hash of the sealed bytes, times, tries, the address of the
 * upload under way and the platform's own number. Nothing of the person, of the kind of document or of where it goes:
 * that is inside the sealed bytes, which the terminal cannot open.
 */
export const OUTBOX_MIGRATIONS: readonly Migration[] = [
  `CREATE TABLE dossier (
     reference       TEXT PRIMARY KEY,
     state           TEXT NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused')),
     length          INTEGER NOT NULL,
     sha256          TEXT NOT NULL,
     committed_at    INTEGER NOT NULL,
     next_due        INTEGER NOT NULL,
     attempts        INTEGER NOT NULL DEFAULT 0,
     mismatches      INTEGER NOT NULL DEFAULT 0,
     last_code       TEXT,
     upload_url      TEXT,
     acknowledgement TEXT,
     acknowledged_at TEXT,
     settled_at      INTEGER
   ) STRICT;
   CREATE INDEX dossier_by_state ON dossier (state, committed_at);
   CREATE TABLE sealed_part (
     id        INTEGER PRIMARY KEY,
     reference TEXT NOT NULL REFERENCES dossier (reference) ON DELETE CASCADE,
     part      INTEGER NOT NULL,
     bytes     BLOB NOT NULL,
     UNIQUE (reference, part)
   ) STRICT;`,
];

/** How long a dossier may wait before it is announced as overdue, where the configuration says nothing: 96 hours. */
export const DEFAULT_UNSENT_LIMIT_MS = 96 * 3_600_000;
/** How long an acknowledgement is kept, where the configuration says nothing: 30 days. */
export const DEFAULT_ACKNOWLEDGEMENT_KEPT_MS = 30 * 24 * 3_600_000;

export interface SealedOutboxOptions {
  /** Opened with `OUTBOX_MIGRATIONS`. */
  readonly database: Database.Database;
  /** The platform's X25519 recipients, `age1…`. */
  readonly recipients: readonly string[];
  readonly clock: Pick<Clock, 'now'>;
  /** After this long a dossier that was not sent is overdue, milliseconds. It is announced, never erased. */
  readonly unsentLimitMs: number;
  /** After this long the row of an acknowledged dossier is forgotten, milliseconds. */
  readonly acknowledgementKeptMs: number;
}

/** What staff see of the outbox: numbers, and references of what they must look at. */
export interface OutboxOverview {
  readonly waiting: number;
  /** Waiting for longer than the limit, oldest first. */
  readonly overdue: readonly DossierReference[];
  /** Not taken by the platform, oldest first, with the last code. */
  readonly refused: readonly { readonly reference: DossierReference; readonly code: string }[];
}

/** The sealed outbox, as the visit sees it (`Outbox`), as the runner sees it (`SealedQueue`) and as staff see it. */
export interface SealedOutbox extends Outbox, SealedQueue {
  overview(): OutboxOverview;
  /** Staff mended the cause: what the platform had refused is due again, from zero. Gives how many. */
  retryRefused(): Result<number, Failure<OutboxError>>;
}

/** Sealed bytes are kept in parts of this length, so that reading a piece of a long one does not load it whole. */
const PART_BYTES = 262_144;
/** Erasing goes by so many parts: 1 MiB, of 4 KiB pages. */
const PARTS_PER_STEP = 4;
const PAGES_PER_STEP = (PARTS_PER_STEP * PART_BYTES) / 4_096;
/**
 * Space that a new dossier must leave free on the disk. Without it a queue that filled the disk in an outage could never
 * be emptied again: to write down an acknowledgement and to erase take space too.
 */
const RESERVE_BYTES = 16_777_216;
/** No back-off is this long. A next try further away than this comes from a clock that was set back: it is due. */
const FURTHEST_DUE_MS = 24 * 3_600_000;

interface DossierRow {
  readonly reference: string;
  readonly state: 'waiting' | 'acknowledged' | 'refused';
  readonly length: number;
  readonly sha256: string;
  readonly committed_at: number;
  readonly attempts: number;
  readonly mismatches: number;
  readonly upload_url: string | null;
  readonly acknowledgement: string | null;
  readonly acknowledged_at: string | null;
}

function sealedDossier(row: DossierRow): SealedDossier {
  return {
    reference: row.reference,
    length: row.length,
    sha256: row.sha256,
    committedAt: row.committed_at,
    attempts: row.attempts,
    mismatches: row.mismatches,
    uploadUrl: row.upload_url ?? undefined,
  };
}

type Watcher = (reference: DossierReference, delivery: Delivery) => void;

/**
 * Calls a listener so that its own bug cannot make a dossier that is committed look as if it were not: what it throws
 * surfaces, but on its own.
 */
function call(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

class SqliteSealedOutbox implements SealedOutbox {
  readonly #database: Database.Database;
  readonly #sealer: DossierSealer;
  readonly #options: SealedOutboxOptions;
  readonly #watchers = new Set<Watcher>();
  readonly #added = new Set<() => void>();
  /** The one that the platform is being reached for. */
  #sending: DossierReference | undefined;

  constructor(options: SealedOutboxOptions, sealer: DossierSealer) {
    this.#database = options.database;
    this.#sealer = sealer;
    this.#options = options;
  }

  async commit(
    dossier: Dossier,
  ): Promise<Result<{ readonly reference: DossierReference }, Failure<OutboxError>>> {
    const reference = dossier.reference;
    try {
      // A second press on the button, or a retry after a crash that came after the commit: one is kept, the first.
      if (this.#row(reference) !== undefined) return ok({ reference });
      const sealed = await this.#sealer.seal(dossier);
      // Once in the log and once in the file, until the log is emptied.
      if ((await this.#freeBytes()) < 2 * sealed.bytes.length + RESERVE_BYTES)
        return err('disk-full', 'reserve');
      this.#insert(reference, sealed.bytes, sealed.sha256);
    } catch (error) {
      const failure = databaseFailure(error);
      return err(failure.code, failure.detail);
    }
    this.#tell(reference);
    this.#tellAdded();
    return ok({ reference });
  }

  async warmUp(): Promise<void> {
    const nobodys = nobodysDossier();
    await this.#sealer.seal(nobodys);
    this.#row(nobodys.reference);
  }

  delivery(reference: DossierReference): Delivery | undefined {
    const row = this.#row(reference);
    if (row === undefined) return undefined;
    if (row.state === 'refused') return { state: 'refused' };
    if (row.state === 'acknowledged') {
      return {
        state: 'acknowledged',
        acknowledgement: row.acknowledgement ?? '',
        at: row.acknowledged_at ?? '',
      };
    }
    return { state: this.#sending === reference ? 'sending' : 'saved' };
  }

  watch(listener: Watcher): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  waiting(): number {
    return Number(
      this.#database.prepare("SELECT count(*) FROM dossier WHERE state = 'waiting'").pluck().get(),
    );
  }

  overview(): OutboxOverview {
    const overdueBefore = this.#options.clock.now() - this.#options.unsentLimitMs;
    return {
      waiting: this.waiting(),
      overdue: this.#database
        .prepare<[number], string>(
          "SELECT reference FROM dossier WHERE state = 'waiting' AND committed_at < ? ORDER BY committed_at",
        )
        .pluck()
        .all(overdueBefore),
      refused: this.#database
        .prepare<[], { reference: string; code: string }>(
          "SELECT reference, coalesce(last_code, '') AS code FROM dossier WHERE state = 'refused' ORDER BY committed_at",
        )
        .all(),
    };
  }

  retryRefused(): Result<number, Failure<OutboxError>> {
    let references: string[] = [];
    const recorded = this.#record(() => {
      references = this.#database
        .prepare<[number], string>(
          `UPDATE dossier SET state = 'waiting', next_due = ?, mismatches = 0, upload_url = NULL, settled_at = NULL
           WHERE state = 'refused' RETURNING reference`,
        )
        .pluck()
        .all(this.#options.clock.now());
    });
    if (!recorded.ok) return recorded;
    for (const reference of references) this.#tell(reference);
    if (references.length > 0) this.#tellAdded();
    return ok(references.length);
  }

  due(now: number): SealedDossier | undefined {
    const row = this.#database
      .prepare<[number, number], DossierRow>(
        `SELECT * FROM dossier WHERE state = 'waiting' AND (next_due <= ? OR next_due > ?)
         ORDER BY committed_at, rowid LIMIT 1`,
      )
      .get(now, now + FURTHEST_DUE_MS);
    return row === undefined ? undefined : sealedDossier(row);
  }

  nextDue(): number | undefined {
    const next = this.#database
      .prepare<[], number | null>("SELECT min(next_due) FROM dossier WHERE state = 'waiting'")
      .pluck()
      .get();
    return next ?? undefined;
  }

  read(reference: DossierReference, offset: number, length: number): Uint8Array {
    const first = Math.floor(offset / PART_BYTES);
    const last = Math.floor((offset + length - 1) / PART_BYTES);
    const parts = this.#database
      .prepare<[string, number, number], Buffer>(
        'SELECT bytes FROM sealed_part WHERE reference = ? AND part BETWEEN ? AND ? ORDER BY part',
      )
      .pluck()
      .all(reference, first, last);
    const start = offset - first * PART_BYTES;
    return Buffer.concat(parts).subarray(start, start + length);
  }

  sending(reference: DossierReference): void {
    this.#sending = reference;
    this.#tell(reference);
  }

  rememberUpload(reference: DossierReference, url: string | undefined): Recorded {
    return this.#record(() => {
      this.#database
        .prepare('UPDATE dossier SET upload_url = ? WHERE reference = ?')
        .run(url ?? null, reference);
    });
  }

  postpone(reference: DossierReference, at: number, code: string): Recorded {
    const recorded = this.#record(() => {
      this.#database
        .prepare(
          `UPDATE dossier SET next_due = ?, last_code = ?, attempts = attempts + 1,
             mismatches = mismatches + (? = 'platform-hash-mismatch')
           WHERE reference = ? AND state = 'waiting'`,
        )
        .run(at, code, code, reference);
    });
    // Even where it could not be written, it is no longer being sent.
    this.#settled(reference);
    return recorded;
  }

  acknowledge(reference: DossierReference, acknowledgement: string, at: string): Recorded {
    // A few hundred bytes, so that it can be written on a disk that is nearly full; the deletion follows.
    const recorded = this.#record(() => {
      this.#database
        .prepare(
          `UPDATE dossier SET state = 'acknowledged', acknowledgement = ?, acknowledged_at = ?, settled_at = ?,
             upload_url = NULL, last_code = NULL
           WHERE reference = ? AND state <> 'acknowledged'`,
        )
        .run(acknowledgement, at, this.#options.clock.now(), reference);
    });
    if (recorded.ok) this.eraseAcknowledged();
    this.#settled(reference);
    return recorded;
  }

  refuse(reference: DossierReference, code: string): Recorded {
    const recorded = this.#record(() => {
      this.#database
        .prepare(
          `UPDATE dossier SET state = 'refused', last_code = ?, attempts = attempts + 1, settled_at = ?
           WHERE reference = ? AND state = 'waiting'`,
        )
        .run(code, this.#options.clock.now(), reference);
    });
    this.#settled(reference);
    return recorded;
  }

  onAdded(listener: () => void): () => void {
    this.#added.add(listener);
    return () => this.#added.delete(listener);
  }

  async #freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(dirname(this.#database.name));
    return bavail * bsize;
  }

  #row(reference: DossierReference): DossierRow | undefined {
    return this.#database
      .prepare<[string], DossierRow>('SELECT * FROM dossier WHERE reference = ?')
      .get(reference);
  }

  #insert(reference: DossierReference, bytes: Uint8Array, sha256: string): void {
    const now = this.#options.clock.now();
    this.#database
      .transaction(() => {
        this.#database
          .prepare("DELETE FROM dossier WHERE state = 'acknowledged' AND settled_at < ?")
          .run(now - this.#options.acknowledgementKeptMs);
        const added = this.#database
          .prepare(
            `INSERT INTO dossier (reference, state, length, sha256, committed_at, next_due)
             VALUES (?, 'waiting', ?, ?, ?, ?) ON CONFLICT (reference) DO NOTHING`,
          )
          .run(reference, bytes.length, sha256, now, now);
        if (added.changes === 0) return;
        const part = this.#database.prepare(
          'INSERT INTO sealed_part (reference, part, bytes) VALUES (?, ?, ?)',
        );
        for (let offset = 0; offset < bytes.length; offset += PART_BYTES) {
          part.run(reference, offset / PART_BYTES, bytes.subarray(offset, offset + PART_BYTES));
        }
      })
      .immediate();
  }

  #record(change: () => void): Recorded {
    try {
      change();
      return ok(undefined);
    } catch (error) {
      const failure = databaseFailure(error);
      return err(failure.code, failure.detail);
    }
  }

  /**
   * Erases the sealed bytes of what was acknowledged, a few parts at a time. Secure deletion writes zeros over them, but
   * into the write-ahead log: until the log is put into the file and cut to nothing, both still hold the old ones. Free
   * pages then go back to the file system. Small steps, because each needs as much free space for the log as it
   * deletes: a disk filled by the queue must be able to empty it. What a solid-state drive keeps of overwritten blocks
   * is beyond reach: sealed bytes, that this terminal cannot open.
   *
   * A failure here loses nothing: the next acknowledgement, or the next start, goes on.
   */
  eraseAcknowledged(): void {
    this.#record(() => {
      const erase = this.#database.prepare(
        `DELETE FROM sealed_part WHERE id IN (
           SELECT sealed_part.id FROM dossier JOIN sealed_part USING (reference)
           WHERE dossier.state = 'acknowledged' LIMIT ${PARTS_PER_STEP})`,
      );
      while (erase.run().changes > 0) {
        this.#database.pragma(`incremental_vacuum(${PAGES_PER_STEP})`);
        this.#database.pragma('wal_checkpoint(TRUNCATE)');
      }
    });
  }

  #settled(reference: DossierReference): void {
    if (this.#sending === reference) this.#sending = undefined;
    this.#tell(reference);
  }

  #tell(reference: DossierReference): void {
    const delivery = this.delivery(reference);
    if (delivery === undefined) return;
    for (const watcher of this.#watchers) call(() => watcher(reference, delivery));
  }

  #tellAdded(): void {
    for (const listener of this.#added) call(listener);
  }
}

/**
 * The outbox over an opened database. `config-invalid` where the recipients are not X25519 recipients of age.
 */
export function createSealedOutbox(
  options: SealedOutboxOptions,
): Result<SealedOutbox, Failure<'config-invalid'>> {
  const sealer = createDossierSealer(options.recipients);
  if (!sealer.ok) return sealer;
  const outbox = new SqliteSealedOutbox(options, sealer.value);
  outbox.eraseAcknowledged();
  return ok(outbox);
}
