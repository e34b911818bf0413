import { z } from 'zod';
import { auditTail } from './audit-tail.ts';

/** How often things happened at a terminal. Numbers of a terminal, never of a person. */
export interface Counts {
  readonly visits: number;
  readonly pages: number;
  readonly sent: number;
  readonly receipts: number;
  readonly copies: number;
  readonly helpCalls: number;
  readonly failures: number;
}

/** Counts of the day that has begun, and of the seven days that end with it. */
export interface Counters {
  readonly today: Counts;
  readonly week: Counts;
}

const DAY_MS = 86_400_000;
const line = z.object({ at: z.iso.datetime(), event: z.string(), pages: z.number().optional() });
type Line = z.infer<typeof line>;

const FAILURES: ReadonlySet<string> = new Set([
  'device-failed',
  'scan-failed',
  'page-failed',
  'document-failed',
  'dossier-save-failed',
  'receipt-failed',
  'usb-failed',
]);

function counted(lines: readonly Line[]): Counts {
  const times = (event: string): number => lines.filter((one) => one.event === event).length;
  const ended = lines.filter(({ event }) => event === 'visit-ended');
  return {
    visits: times('visit-started'),
    pages: ended.reduce((sum, { pages }) => sum + (pages ?? 0), 0),
    sent: times('dossier-saved'),
    receipts: times('receipt-printed'),
    copies: times('usb-exported'),
    helpCalls: times('help-called') + times('help-call-failed'),
    failures: lines.filter(({ event }) => FAILURES.has(event)).length,
  };
}

/**
 * Counts of today and of the last seven days, from the end of the audit log at `path`. `now`: milliseconds since the
 * epoch; a day begins at midnight of the terminal's time zone. A terminal whose log of a week is longer than what is read
 * (some weeks usually) counts too few.
 */
export function countersOf(path: string, now: number): Counters {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const lines = auditTail(path).flatMap((entry) => {
    const read = line.safeParse(entry);
    return read.success ? [read.data] : [];
  });
  const since = (from: number): Line[] =>
    lines.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= now);
  return { today: counted(since(midnight)), week: counted(since(midnight - 6 * DAY_MS)) };
}
