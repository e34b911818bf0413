import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import {
  fileFailure,
  makePrivateFolder,
  PRIVATE_FILE_MODE,
  syncFolder,
  systemErrorCode,
} from './durable-files.ts';

/** One step of the schema. Steps are numbered by their place, from 1, and a published step never changes. */
export type Migration = string;

export interface DatabaseOptions {
  /** The database file. Its folder is made where it is missing. */
  readonly path: string;
  /** Path of the native build of better-sqlite3, or `undefined` for the one installed with the package. */
  readonly nativeBinding: string | undefined;
  readonly migrations: readonly Migration[];
  /** For the name of a damaged file that is set aside. */
  readonly clock: Pick<Clock, 'now'>;
}

export interface OpenedDatabase {
  readonly database: Database.Database;
  /** Where a damaged database was put, when there was one. Staff must be told: confirmed dossiers may be in it. */
  readonly setAside: string | undefined;
}

export type DatabaseError = 'disk-full' | 'storage-failed' | 'storage-newer';

/** How long to wait for the lock of another process, milliseconds. A second kiosk on the same data never gets it. */
const LOCK_WAIT_MS = 1_000;

/** SQLite's own verdicts that the file is not a sound database. An input/output error is not one of them. */
const DAMAGED: ReadonlySet<string> = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);

/** `SQLITE_IOERR_WRITE` → `SQLITE_IOERR`: extended result codes start with the primary one (sqlite.org/rescode.html). */
function primaryCode(code: string): string {
  return code.split('_').slice(0, 2).join('_');
}

/** What a thrown SQLite error means to the caller; anything that is not SQLite's or the system's is a bug and thrown on. */
export function databaseFailure(error: unknown): Failure<'disk-full' | 'storage-failed'> {
  const code = systemErrorCode(error);
  if (code === undefined) throw error;
  if (error instanceof Database.SqliteError) {
    return { code: primaryCode(code) === 'SQLITE_FULL' ? 'disk-full' : 'storage-failed', detail: code };
  }
  return fileFailure(error);
}

class Damaged extends Error {}
class Newer extends Error {}

/** What has to hold before the first read. Writes nothing: a file that is damaged or newer stays as it is. */
function guard(database: Database.Database, newest: number): void {
  // From the first moment: one process sends, or dossiers could go twice. It also keeps the WAL index in memory; no
  // -shm file is made.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('trusted_schema = OFF');
  if (Number(database.pragma('user_version', { simple: true })) > newest) throw new Newer();
  if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new Damaged();
}

function configure(database: Database.Database): void {
  // Lets free pages be given back to the file system. Can only be chosen while the database is empty.
  if (database.pragma('page_count', { simple: true }) === 0) database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  // This build's default in WAL mode is NORMAL, which loses the last commits in a power cut.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // Deleted bytes are overwritten with zeros, in the pages of the file as well as in free pages.
  database.pragma('secure_delete = ON');
  // No temporary file that nobody would erase.
  database.pragma('temp_store = MEMORY');
}

function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  const current = Number(database.pragma('user_version', { simple: true }));
  for (const [index, migration] of migrations.entries()) {
    if (index < current) continue;
    database
      .transaction(() => {
        database.exec(migration);
        database.pragma(`user_version = ${index + 1}`);
      })
      .immediate();
  }
}

function openSound(options: DatabaseOptions): Database.Database {
  // Made here so that the file is private before SQLite writes to it; SQLite gives its -wal file the same mode.
  const descriptor = openSync(options.path, 'a', PRIVATE_FILE_MODE);
  fsyncSync(descriptor);
  closeSync(descriptor);
  chmodSync(options.path, PRIVATE_FILE_MODE);
  const database = new Database(options.path, {
    timeout: LOCK_WAIT_MS,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  });
  try {
    guard(database, options.migrations.length);
    configure(database);
    migrate(database, options.migrations);
    // What an earlier run left in the write-ahead log goes into the file, and deleted bytes leave the log.
    database.pragma('wal_checkpoint(TRUNCATE)');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isDamaged(error: unknown): boolean {
  if (error instanceof Damaged) return true;
  return error instanceof Database.SqliteError && DAMAGED.has(primaryCode(error.code));
}

/** Renames the database and its log beside it. Nothing is deleted: what is inside may still be saved by hand. */
function setAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  let target = `${path}.damaged-${stamp}`;
  for (let attempt = 2; existsSync(target); attempt += 1) target = `${path}.damaged-${stamp}-${attempt}`;
  // The log first: were it left alone by a power cut in between, a new database of the same name would replay it.
  for (const suffix of ['-wal', '-shm', '-journal', '']) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${target}${suffix}`);
  }
  return target;
}

/**
 * Opens the database: the only place of Borne that does. WAL with `synchronous=FULL` (a commit that returned survives a
 * power cut), foreign keys, secure deletion, one process at a time, integrity checked, migrations applied each in a
 * transaction of its own; file 0600 in a folder 0700.
 *
 * A damaged file is renamed aside and a new one begun (`setAside` says where). A file written by a newer version is
 * left untouched: `storage-newer`. `disk-full` and `storage-failed` (another process has it, no rights, read error)
 * leave it untouched too.
 */
export async function openDatabase(
  options: DatabaseOptions,
): Promise<Result<OpenedDatabase, Failure<DatabaseError>>> {
  const folder = dirname(options.path);
  let aside: string | undefined;
  try {
    await makePrivateFolder(folder);
    let database: Database.Database;
    try {
      database = openSound(options);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      aside = setAside(options.path, options.clock.now());
      await syncFolder(folder);
      database = openSound(options);
    }
    await syncFolder(folder);
    return ok({ database, setAside: aside });
  } catch (error) {
    if (error instanceof Newer) return err('storage-newer');
    const failure = databaseFailure(error);
    return err(failure.code, failure.detail);
  }
}
