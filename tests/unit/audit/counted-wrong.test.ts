import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditLog } from '../../../main/audit/audit-log.ts';
import { countersOf } from '../../../main/audit/counters.ts';
import type { AuditEvent } from '../../../main/audit/events.ts';

const NOON = new Date(2026, 2, 3, 12, 0).getTime();
const DAY_MS = 86_400_000;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-counters-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function log(at: number, ...events: AuditEvent[]): void {
  const audit = openAuditLog({
    path: path.join(folder, 'audit.jsonl'),
    clock: { now: () => at },
    maxBytes: 1_000_000,
    keptFiles: 2,
  });
  for (const event of events) audit.record(event);
  audit.close();
}

const ended: AuditEvent = { event: 'visit-ended', reason: 'button', durationSeconds: 60, pages: 4 };

describe('counters of a terminal', () => {
  it('tell today from the week, and the week from before', () => {
    log(NOON - 8 * DAY_MS, { event: 'visit-started' }, ended);
    log(NOON - 6 * DAY_MS, { event: 'visit-started' }, ended);
    log(NOON - 60_000, { event: 'visit-started' }, ended, {
      event: 'scan-failed',
      code: 'scanner-jam',
      pages: 2,
    });
    log(NOON - 30_000, { event: 'help-called' }, { event: 'help-call-failed', code: 'platform-offline' });
    const { today, week } = countersOf(path.join(folder, 'audit.jsonl'), NOON);
    expect(today).toMatchObject({ visits: 1, pages: 4, failures: 1, helpCalls: 2, sent: 0 });
    expect(week).toMatchObject({ visits: 2, pages: 8 });
  });

  it('begin the day at midnight, not a day before now', () => {
    const justBeforeMidnight = new Date(2026, 2, 2, 23, 59).getTime();
    log(justBeforeMidnight, { event: 'visit-started' });
    const path_ = path.join(folder, 'audit.jsonl');
    expect(countersOf(path_, NOON).today.visits).toBe(0);
    expect(countersOf(path_, NOON).week.visits).toBe(1);
  });

  it('are zero where there is no log', () => {
    expect(countersOf(path.join(folder, 'nothing.jsonl'), NOON).today).toEqual({
      visits: 0,
      pages: 0,
      sent: 0,
      receipts: 0,
      copies: 0,
      helpCalls: 0,
      failures: 0,
    });
  });
});
