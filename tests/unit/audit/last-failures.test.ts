import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAuditLog } from '../../../main/audit/audit-log.ts';
import { lastFailures } from '../../../main/audit/last-failures.ts';
import { temporaryFolder } from '../storage/fictional-dossier.ts';

function logAt(path: string, maxBytes = 1_000_000) {
  let minutes = 0;
  const clock = {
    now: () => {
      minutes += 1;
      return Date.parse('2026-03-02T08:00:00.000Z') + minutes * 60_000;
    },
  };
  return openAuditLog({ path, clock, maxBytes, keptFiles: 3 });
}

test('a terminal without a log has no failure', () => {
  expect(lastFailures(join(temporaryFolder(), 'audit.jsonl'))).toEqual({});
});

test('each device has its own last failure; what a visitor wanted and what is not its fault do not count', () => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  const log = logAt(path);
  log.record({ event: 'scan-failed', code: 'scanner-jam', pages: 0 });
  log.record({ event: 'scan-failed', code: 'scanner-cover-open', pages: 0 });
  log.record({ event: 'scan-failed', code: 'disk-full', pages: 3 });
  log.record({ event: 'receipt-failed', code: 'printer-media-empty' });
  log.record({ event: 'receipt-failed', code: 'print-cancelled' });
  log.record({ event: 'device-failed', device: 'platform', code: 'platform-offline' });
  log.record({ event: 'device-failed', device: 'usb', code: 'usb-unreadable' });
  log.close();
  expect(lastFailures(path)).toEqual({
    scanner: { code: 'scanner-cover-open', at: '2026-03-02T08:02:00.000Z' },
    printer: { code: 'printer-media-empty', at: '2026-03-02T08:04:00.000Z' },
    usb: { code: 'usb-unreadable', at: '2026-03-02T08:07:00.000Z' },
  });
});

test('the log that was set aside is read too', () => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  const log = logAt(path, 300);
  log.record({ event: 'usb-failed', code: 'usb-pulled' });
  for (let visits = 0; visits < 4; visits += 1) log.record({ event: 'visit-started' });
  log.close();
  expect(lastFailures(path).usb?.code).toBe('usb-pulled');
});

test('cut lines, foreign lines and unknown codes are passed over', () => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  mkdirSync(join(path, '..'), { recursive: true });
  const good = '{"at":"2026-03-02T08:00:00.000Z","event":"usb-failed","code":"usb-full"}';
  writeFileSync(path, `am-failed","code":"scanner-jam"}\n${good}\nnull\n[]\n{"event":"usb-failed"}\n`);
  appendFileSync(path, '{"at":"2026-03-02T09:00:00.000Z","event":"usb-failed","code":"no-such-code"}\n');
  appendFileSync(path, '{"at":"2026-03-02T09:00:00.000Z","event":"usb-fai');
  expect(lastFailures(path)).toEqual({ usb: { code: 'usb-full', at: '2026-03-02T08:00:00.000Z' } });
});

test('only the end of a log that grew beyond measure is read', () => {
  const path = join(temporaryFolder(), 'audit.jsonl');
  const old = '{"at":"2026-03-02T08:00:00.000Z","event":"usb-failed","code":"usb-full"}\n';
  const filler = `${'x'.repeat(999)}\n`.repeat(1_100);
  const late = '{"at":"2026-03-03T08:00:00.000Z","event":"scan-failed","code":"scanner-jam","pages":1}\n';
  writeFileSync(path, old + filler + late);
  expect(lastFailures(path)).toEqual({
    scanner: { code: 'scanner-jam', at: '2026-03-03T08:00:00.000Z' },
  });
});
