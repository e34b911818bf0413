import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAuditLog } from '../../../main/audit/audit-log.ts';
import { AUDIT_EVENTS, type AuditEvent } from '../../../main/audit/events.ts';
import { temporaryFolder } from '../storage/fictional-dossier.ts';
import { tinyDisk } from '../storage/tiny-disk.ts';

const clock = { now: () => Date.parse('2026-03-02T08:30:00.000Z') };

function logIn(folder: string, maxBytes = 1_000_000, keptFiles = 3) {
  return openAuditLog({ path: join(folder, 'audit.jsonl'), clock, maxBytes, keptFiles });
}

function linesOf(path: string): { event: string }[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('an event is one line with its time, in a file of the kiosk alone', () => {
  const folder = join(temporaryFolder(), 'data');
  const log = logIn(folder);
  log.record({ event: 'scan-failed', code: 'scanner-jam', pages: 2 });
  expect(readFileSync(join(folder, 'audit.jsonl'), 'utf8')).toBe(
    '{"at":"2026-03-02T08:30:00.000Z","event":"scan-failed","code":"scanner-jam","pages":2}\n',
  );
  expect((statSync(join(folder, 'audit.jsonl')).mode & 0o777).toString(8)).toBe('600');
  log.close();
});

test('no event has a field that text could be written into', () => {
  const walk = (schema: { toJSONSchema(): object }): unknown => schema.toJSONSchema();
  for (const [id, { fields, documentation }] of Object.entries(AUDIT_EVENTS)) {
    expect(documentation.length, id).toBeGreaterThan(20);
    const { properties = {} } = walk(fields) as {
      properties?: Record<string, { type?: string; enum?: unknown }>;
    };
    for (const [name, property] of Object.entries(properties)) {
      const closed =
        property.type === 'integer' ||
        Array.isArray(property.enum) ||
        (id === 'app-started' && name === 'version');
      expect(closed, `${id}.${name}`).toBe(true);
    }
  }
});

test('a field that nobody declared is not written, and is counted', () => {
  const folder = temporaryFolder();
  const log = logIn(folder);
  log.record({ event: 'visit-started', name: 'Odette Trifouilly' } as unknown as AuditEvent);
  log.record({ event: 'visit-started' });
  expect(linesOf(join(folder, 'audit.jsonl')).map(({ event }) => event)).toEqual([
    'audit-gap',
    'visit-started',
  ]);
  log.close();
});

test('the log turns at its limit and forgets the oldest', () => {
  const folder = temporaryFolder();
  const log = logIn(folder, 1_000, 2);
  for (let visit = 0; visit < 100; visit += 1) {
    log.record({ event: 'visit-ended', reason: 'button', durationSeconds: visit, pages: 1 });
  }
  log.close();
  expect(readdirSync(folder).toSorted()).toEqual(['audit.jsonl', 'audit.jsonl.1', 'audit.jsonl.2']);
  for (const name of readdirSync(folder))
    expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000);
  const durations = ['.2', '.1', ''].flatMap((suffix) =>
    linesOf(join(folder, `audit.jsonl${suffix}`)).map((line) => Reflect.get(line, 'durationSeconds')),
  );
  expect(durations.at(-1)).toBe(99);
  expect(durations).toEqual(
    Array.from({ length: durations.length }, (_, index) => 100 - durations.length + index),
  );
});

test('a log that cannot be written breaks nothing, and says afterwards how much is missing', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'audit.jsonl');
  mkdirSync(path);
  const log = logIn(folder);
  for (let time = 0; time < 5; time += 1) log.record({ event: 'visit-started' });
  rmSync(path, { recursive: true });
  log.record({ event: 'visit-started' });
  expect(linesOf(path)).toEqual([
    { at: '2026-03-02T08:30:00.000Z', event: 'audit-gap', lost: 5 },
    { at: '2026-03-02T08:30:00.000Z', event: 'visit-started' },
  ]);
  log.close();
});

test('a full disk and a line cut by a crash leave every other line readable', () => {
  const folder = tinyDisk(64);
  const path = join(folder, 'audit.jsonl');
  const log = logIn(folder);
  for (let time = 0; time < 2_000; time += 1) log.record({ event: 'help-called' });
  log.close();
  const before = readFileSync(path, 'utf8').split('\n');
  expect(before.length).toBeGreaterThan(100);

  const afterCrash = temporaryFolder();
  appendFileSync(join(afterCrash, 'audit.jsonl'), '{"at":"2026-03-02T08:30:00.000Z","ev');
  chmodSync(join(afterCrash, 'audit.jsonl'), 0o644);
  const next = logIn(afterCrash);
  next.record({ event: 'app-started', version: '0.1.0' });
  next.close();
  const [cut, whole] = readFileSync(join(afterCrash, 'audit.jsonl'), 'utf8').split('\n');
  expect(cut).toBe('{"at":"2026-03-02T08:30:00.000Z","ev');
  expect(JSON.parse(whole ?? '')).toMatchObject({ event: 'app-started' });
  expect((statSync(join(afterCrash, 'audit.jsonl')).mode & 0o777).toString(8)).toBe('600');
});
