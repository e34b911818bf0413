import type { EsclWaits } from './waits.ts';

/** Where a device does not say, or says a date: its clock is not ours. */
const UNSAID_MS = 1_000;

/** The pause a device asks for by `Retry-After` in seconds (RFC 9110, section 10.2.3), within our own limits. */
export function retryAfterMs(header: string | undefined, waits: EsclWaits): number {
  const said = header !== undefined && /^\s*\d{1,6}\s*$/.test(header) ? Number(header) * 1_000 : UNSAID_MS;
  return Math.min(Math.max(said, waits.retryAfterMinMs), waits.retryAfterMaxMs);
}
