import type { ChannelName } from '../contract/channels.ts';
import { CHANNELS } from '../contract/channels.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { initialAccess } from '../domain/access.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import { err, ok } from '../domain/result.ts';
import type { Handlers } from './channel-answer.ts';

/** Lines that the screen of a terminal out of service has room for. */
const MAX_PROBLEMS = 8;

/** A terminal that cannot read its own name. */
const UNKNOWN_KIOSK: Snapshot['kiosk'] = { terminal: '?', site: '', theme: 'state' };

/** What the screen shows when the terminal cannot work. `problems` are sentences for staff. */
export function outOfServiceSnapshot(
  code: ErrorCode,
  problems: readonly string[],
  kiosk: Snapshot['kiosk'] = UNKNOWN_KIOSK,
): Snapshot {
  return {
    revision: 0,
    kiosk: { terminal: kiosk.terminal, site: kiosk.site, theme: kiosk.theme },
    access: { ...initialAccess('fr'), languages: ['fr'] },
    desk: {
      scanner: { problem: 'scanner-offline', feeder: false },
      printer: { problem: 'printer-offline' },
      usb: { kind: 'none' },
    },
    staffNotes: [],
    help: { kind: 'none' },
    idle: { kind: 'active' },
    canGoBack: false,
    visit: { step: 'out-of-service', code, problems: problems.slice(0, MAX_PROBLEMS) },
  };
}

/** Nothing can be done at a terminal out of service but look at it. */
export function outOfServiceRequests(snapshot: Snapshot): Handlers {
  const closed = Object.fromEntries(
    (Object.keys(CHANNELS) as ChannelName[]).map((name) => {
      const errors: readonly string[] = CHANNELS[name].errors;
      return [name, () => (errors.includes('not-now') ? err('not-now') : ok(undefined))];
    }),
  );
  return { ...closed, 'kiosk.snapshot': () => ok(snapshot) } as unknown as Handlers;
}
