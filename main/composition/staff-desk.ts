import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Configuration } from '../../kiosk-config/schema/read-configuration.ts';
import { countersOf } from '../audit/counters.ts';
import { lastFailures } from '../audit/last-failures.ts';
import { printerAddress, scannerAddress } from '../devices/configured-devices.ts';
import { createSelfTest } from '../devices/self-test/create-self-test.ts';
import { systemClock } from '../devices/system-clock.ts';
import type { LanguageLeftOut } from '../domain/offered-languages.ts';
import type { StaffTries } from '../ports/staff-tries.ts';
import { createStaffKeys } from '../storage/staff-keys.ts';
import type { StaffDesk } from '../visit/staff-mode.ts';
import type { Devices } from './terminal-devices.ts';

/** Digits of the configuration file's SHA-256 that the team's screen shows. */
const CONFIG_DIGEST_DIGITS = 12;

type Profile = Configuration['profile'];

/** Where the terminal writes what happened. */
export function auditPath(profile: Profile): string {
  return join(profile.data_dir, 'audit', 'audit.jsonl');
}

/** What the team's screen speaks to: the devices as the visitors' screens use them, and what the terminal remembers. */
export function staffDesk(
  { profile }: Configuration,
  configFile: string,
  { scanner, printer, usb, readers, speech, headphones }: Devices,
  tries: StaffTries,
  languagesLeftOut: readonly LanguageLeftOut[],
  waiting: () => number,
): StaffDesk {
  const content = readFileSync(configFile);
  return {
    keys: createStaffKeys(profile.staff),
    tries,
    selfTest: createSelfTest({
      scanner: { driver: scanner, protocol: profile.scanner.kind, address: scannerAddress(profile.scanner) },
      printer: { driver: printer, protocol: profile.printer.kind, address: printerAddress(profile.printer) },
      usb: { driver: usb, address: profile.usb.mount_root },
      readers,
      voice: { driver: speech, start: profile.voice.start, headphones },
      scan: { dpi: profile.scanner.dpi, colour: profile.scanner.colour },
      place: { terminal: profile.terminal, site: profile.site },
      now: () => systemClock.now(),
    }),
    software: {
      version: app.getVersion(),
      electron: process.versions.electron,
      configFile,
      configDigest: createHash('sha256').update(content).digest('hex').slice(0, CONFIG_DIGEST_DIGITS),
      configChangedAt: statSync(configFile).mtime.toISOString(),
      languagesLeftOut,
    },
    counters: () => countersOf(auditPath(profile), systemClock.now()),
    lastFailures: () => lastFailures(auditPath(profile)),
    waiting,
  };
}
