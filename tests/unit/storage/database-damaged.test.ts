import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../main/storage/database.ts';
import { codeOf, nativeBinding, temporaryFolder, unwrap } from './fictional-dossier.ts';

const clock = { now: () => Date.parse('2026-03-02T08:30:00.000Z') };
const migrations = [
  'CREATE TABLE note (text TEXT NOT NULL) STRICT',
  'ALTER TABLE note ADD COLUMN colour TEXT',
];

function optionsIn(folder: string, steps: readonly string[] = migrations) {
  return { path: join(folder, 'borne.sqlite'), nativeBinding, migrations: steps, clock };
}

async function filled(folder: string): Promise<string> {
  const { database } = unwrap(await openDatabase(optionsIn(folder)));
  const insert = database.prepare('INSERT INTO note (text) VALUES (?)');
  database.transaction(() => {
    for (let row = 0; row < 2_000; row += 1) insert.run(`note ${row} ${'x'.repeat(100)}`);
  })();
  database.close();
  return optionsIn(folder).path;
}

test('what is not a database is set aside whole, and a new one is begun', async () => {
  const folder = temporaryFolder();
  const garbage = randomBytes(10_000);
  writeFileSync(join(folder, 'borne.sqlite'), garbage);
  const opened = unwrap(await openDatabase(optionsIn(folder)));
  expect(opened.setAside).toBe(join(folder, 'borne.sqlite.damaged-2026-03-02T08-30-00-000Z'));
  expect(Buffer.compare(readFileSync(opened.setAside ?? ''), garbage)).toBe(0);
  expect(opened.database.prepare('SELECT count(*) FROM note').pluck().get()).toBe(0);
  opened.database.close();
});

test('a truncated database and one with overwritten pages are set aside, each under a name of its own', async () => {
  const folder = temporaryFolder();
  const path = await filled(folder);
  truncateSync(path, Math.floor(statSync(path).size / 2 / 4_096) * 4_096);
  const first = unwrap(await openDatabase(optionsIn(folder)));
  first.database.close();
  expect(first.setAside).toBeDefined();

  await filled(folder);
  const bytes = readFileSync(path);
  randomBytes(bytes.length - 8_192).copy(bytes, 8_192);
  writeFileSync(path, bytes);
  const second = unwrap(await openDatabase(optionsIn(folder)));
  second.database.close();
  expect(second.setAside).toBeDefined();
  expect(second.setAside).not.toBe(first.setAside);
  expect(Buffer.compare(readFileSync(second.setAside ?? ''), bytes)).toBe(0);
});

test('a database of a newer version is refused and not changed by one byte', async () => {
  const folder = temporaryFolder();
  const newer = unwrap(await openDatabase(optionsIn(folder, [...migrations, 'CREATE TABLE later (x)'])));
  newer.database.close();
  const before = readFileSync(join(folder, 'borne.sqlite'));
  expect(codeOf(await openDatabase(optionsIn(folder)))).toBe('storage-newer');
  expect(Buffer.compare(readFileSync(join(folder, 'borne.sqlite')), before)).toBe(0);
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
});

test('an older database gets the missing steps only, and a step that fails changes nothing', async () => {
  const folder = temporaryFolder();
  const old = unwrap(await openDatabase(optionsIn(folder, migrations.slice(0, 1))));
  old.database.prepare("INSERT INTO note (text) VALUES ('kept')").run();
  old.database.close();

  const halfDone = 'CREATE TABLE half (x); INSERT INTO missing VALUES (1)';
  expect(codeOf(await openDatabase(optionsIn(folder, [...migrations, halfDone])))).toBe('storage-failed');

  const opened = unwrap(await openDatabase(optionsIn(folder)));
  expect(opened.database.prepare('SELECT text, colour FROM note').all()).toEqual([
    { text: 'kept', colour: null },
  ]);
  expect(opened.database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
  expect(opened.database.pragma('user_version', { simple: true })).toBe(2);
  opened.database.close();
});

test('a second process is refused, and does not take the lock of the first for damage', async () => {
  const folder = temporaryFolder();
  const first = unwrap(await openDatabase(optionsIn(folder)));
  expect(codeOf(await openDatabase(optionsIn(folder)))).toBe('storage-failed');
  first.database.prepare("INSERT INTO note (text) VALUES ('still mine')").run();
  first.database.close();
  expect(readdirSync(folder)).toEqual(['borne.sqlite']);
});

test('what cannot be opened for another reason is left where it is', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'borne.sqlite'));
  expect(codeOf(await openDatabase(optionsIn(folder)))).toBe('storage-failed');
  expect(readdirSync(folder)).toEqual(['borne.sqlite']);

  const binding = { ...optionsIn(temporaryFolder()), nativeBinding: join(folder, 'missing.node') };
  expect(codeOf(await openDatabase(binding))).toBe('storage-failed');
});

test('a commit is synchronous to the disk, deletions overwrite, and only the kiosk may read', async () => {
  const folder = join(temporaryFolder(), 'data');
  const { database } = unwrap(await openDatabase(optionsIn(folder)));
  const pragma = (name: string): unknown => database.pragma(name, { simple: true });
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('secure_delete')).toBe(1);
  expect(pragma('foreign_keys')).toBe(1);
  expect(pragma('auto_vacuum')).toBe(2);
  database.prepare("INSERT INTO note (text) VALUES ('x')").run();
  const modes = [folder, ...readdirSync(folder).map((name) => join(folder, name))].map((path) =>
    (statSync(path).mode & 0o777).toString(8),
  );
  expect(modes).toEqual(['700', '600', '600']);
  database.close();
});
