import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MANIFEST_NAME } from '../../../main/storage/dossier-manifest.ts';
import type { OpenedDossier } from './open-dossier.ts';

/** A dossier that the platform took. */
export interface StoredDossier {
  readonly reference: string;
  /** SHA-256 of the sealed bytes as received. */
  readonly sha256: string;
  readonly acknowledgement: string;
  /** ISO 8601, the platform's clock. */
  readonly receivedAt: string;
  /** Folder with `dossier.json` and the files, opened. */
  readonly folder: string;
}

/** A complete deposit and what became of it; one line per upload that reached its end. */
export interface Deposit {
  readonly reference: string;
  readonly sha256: string;
  readonly outcome: 'stored' | 'duplicate' | 'conflict' | 'corrupted' | 'unacceptable';
  readonly at: string;
}

export interface HelpCall {
  readonly terminal: string;
  readonly at: string;
}

interface DossierRow {
  readonly reference: string;
  readonly sha256: string;
  readonly acknowledgement: string;
  readonly received_at: string;
}

/** What the platform keeps: dossiers and their files, deposits, calls for help. */
export class DossierRegister {
  readonly #folder: string;
  readonly #database: Database.Database;

  constructor(folder: string, nativeBinding: string | undefined) {
    this.#folder = folder;
    mkdirSync(join(folder, 'dossiers'), { recursive: true });
    this.#database = new Database(
      join(folder, 'platform.sqlite'),
      nativeBinding === undefined ? {} : { nativeBinding },
    );
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = FULL');
    this.#database.exec(`
      CREATE TABLE IF NOT EXISTS dossier (
        number INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
        acknowledgement TEXT, received_at TEXT NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS deposit (
        reference TEXT NOT NULL, sha256 TEXT NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS help_call (terminal TEXT NOT NULL, at TEXT NOT NULL) STRICT;
    `);
  }

  find(reference: string): StoredDossier | undefined {
    const row = this.#database
      .prepare<[string], DossierRow>('SELECT * FROM dossier WHERE reference = ?')
      .get(reference);
    return row === undefined ? undefined : this.#stored(row);
  }

  dossiers(): StoredDossier[] {
    return this.#database
      .prepare<[], DossierRow>('SELECT * FROM dossier ORDER BY number')
      .all()
      .map((row) => this.#stored(row));
  }

  /** Keeps an opened dossier: its files whole first, then its line. */
  store(opened: OpenedDossier, sha256: string, receivedAt: string): StoredDossier {
    const { reference } = opened.manifest;
    const folder = this.#folderOf(reference);
    const temporary = `${folder}.part`;
    rmSync(temporary, { recursive: true, force: true });
    // A folder without a line is what a cut between the two left.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    writeFileSync(join(temporary, MANIFEST_NAME), JSON.stringify(opened.manifest, null, 2), { flush: true });
    for (const [name, bytes] of opened.documents)
      writeFileSync(join(temporary, name), bytes, { flush: true });
    renameSync(temporary, folder);
    const year = new Date(receivedAt).getUTCFullYear();
    this.#database
      .transaction(() => {
        const { lastInsertRowid } = this.#database
          .prepare('INSERT INTO dossier (reference, sha256, received_at) VALUES (?, ?, ?)')
          .run(reference, sha256, receivedAt);
        this.#database
          .prepare('UPDATE dossier SET acknowledgement = ? WHERE number = ?')
          .run(`AR-${year}-${String(lastInsertRowid).padStart(6, '0')}`, lastInsertRowid);
      })
      .immediate();
    const stored = this.find(reference);
    if (stored === undefined) throw new Error('a dossier just stored is not there');
    return stored;
  }

  addDeposit(deposit: Deposit): void {
    this.#database
      .prepare('INSERT INTO deposit (reference, sha256, outcome, at) VALUES (?, ?, ?, ?)')
      .run(deposit.reference, deposit.sha256, deposit.outcome, deposit.at);
  }

  deposits(): Deposit[] {
    return this.#database.prepare<[], Deposit>('SELECT * FROM deposit ORDER BY rowid').all();
  }

  addHelpCall(call: HelpCall): void {
    this.#database.prepare('INSERT INTO help_call (terminal, at) VALUES (?, ?)').run(call.terminal, call.at);
  }

  helpCalls(): HelpCall[] {
    return this.#database.prepare<[], HelpCall>('SELECT * FROM help_call ORDER BY rowid').all();
  }

  close(): void {
    this.#database.close();
  }

  #folderOf(reference: string): string {
    return join(this.#folder, 'dossiers', reference);
  }

  #stored(row: DossierRow): StoredDossier {
    return {
      reference: row.reference,
      sha256: row.sha256,
      acknowledgement: row.acknowledgement,
      receivedAt: row.received_at,
      folder: this.#folderOf(row.reference),
    };
  }
}
