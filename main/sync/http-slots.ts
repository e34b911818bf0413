import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { OfferedSlot, PlatformError, SlotSource } from '../ports/platform.ts';
import { createBoundedHttp, type HttpLimits } from './bounded-http.ts';
import { statusFailure } from './platform-status.ts';

/** A list of rendez-vous is short, and nobody waits long for it. */
const LIMITS: HttpLimits = { silenceMs: 5_000, totalMs: 8_000, maxAnswerBytes: 262_144 };
/** How long a list is taken for new, milliseconds: other people choose from the same. */
const FRESH_MS = 60_000;
/** Most rendez-vous in one list. */
const MOST_SLOTS = 200;

const shortText = z.string().trim().min(1).max(200);

/** `GET /terminals/:terminal/slots`: the rendez-vous offered at this terminal's place. */
const slotsSchema = z.object({
  slots: z
    .array(
      z.object({
        id: shortText,
        startsAt: z.iso.datetime({ offset: true }),
        place: shortText,
        motifs: z
          .array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/))
          .min(1)
          .max(20),
        phone: z
          .string()
          .regex(/^[\d +().-]{2,30}$/)
          .nullish(),
      }),
    )
    .max(MOST_SLOTS),
});

export interface HttpSlotsOptions {
  /** Root of the platform's service, as `createHttpPlatform` accepted it. */
  readonly url: string;
  readonly terminal: string;
  /** Content of the PEM file of the platform's certificate authority, where it is a private one. */
  readonly ca: string | undefined;
  readonly clock: Clock;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The rendez-vous of the central platform, kept for a minute. A failure is not kept: the next person asks again. */
export function createHttpSlots({ url, terminal, ca, clock }: HttpSlotsOptions): SlotSource {
  const ask = createBoundedHttp(ca);
  const address = new URL(url);
  const root = address.pathname.replace(/\/+$/, '');
  address.pathname = [root, 'terminals', encodeURIComponent(terminal), 'slots'].join('/');
  let kept: { readonly at: number; readonly offered: readonly OfferedSlot[] } | undefined;

  const fetched = async (
    signal: AbortSignal,
  ): Promise<Result<readonly OfferedSlot[], Failure<PlatformError>>> => {
    const question = { method: 'GET', url: address, headers: { accept: 'application/json' } };
    const answer = await ask(question, LIMITS, signal);
    if (!answer.ok) return answer;
    // A platform that offers none may have no such list.
    if (answer.value.status === 404) return ok([]);
    if (answer.value.status !== 200) return { ok: false, error: statusFailure(answer.value.status) };
    const read = slotsSchema.safeParse(parseJson(answer.value.body));
    if (!read.success) return err('platform-not-understood', 'slots');
    const offered = read.data.slots.map((slot): OfferedSlot => ({ ...slot, phone: slot.phone ?? null }));
    return ok(offered.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)));
  };

  return {
    slots: async (signal) => {
      const now = clock.now();
      if (kept !== undefined && Math.abs(now - kept.at) < FRESH_MS) return ok(kept.offered);
      const answer = await fetched(signal);
      if (answer.ok) kept = { at: now, offered: answer.value };
      return answer;
    },
  };
}
