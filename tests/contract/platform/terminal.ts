import { onTestFinished } from 'vitest';
import type { Clock } from '../../../main/ports/clock.ts';
import type { Platform } from '../../../main/ports/platform.ts';
import type { SealedDossier } from '../../../main/ports/sealed-queue.ts';
import type { SealedOutbox } from '../../../main/storage/sealed-outbox.ts';
import { createHttpPlatform, type HttpPlatformLimits } from '../../../main/sync/http-platform.ts';
import {
  createOutboxRunner,
  type OutboxRunner,
  type SendingEvent,
} from '../../../main/sync/outbox-runner.ts';
import { type ReferencePlatform, startPlatform } from '../../simulators/platform/platform.ts';
import { nativeBinding, openOutbox, temporaryFolder, unwrap } from '../../unit/storage/fictional-dossier.ts';

/** Short, so that a test of what hangs ends soon; long enough for a busy machine. */
export const TEST_LIMITS: HttpPlatformLimits = {
  question: { silenceMs: 1_500, totalMs: 3_000, maxAnswerBytes: 16_384 },
  upload: { silenceMs: 3_000, totalMs: 20_000, maxAnswerBytes: 16_384 },
  chunkBytes: 262_144,
};

const wallClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

export const never = new AbortController().signal;

export async function runningPlatform(dataDir = temporaryFolder()): Promise<ReferencePlatform> {
  const platform = await startPlatform({ dataDir, nativeBinding });
  onTestFinished(() => platform.stop());
  return platform;
}

export function clientOf(url: string, limits = TEST_LIMITS, ca?: string): Platform {
  return unwrap(createHttpPlatform({ url, terminal: 'borne-essai-1', ca, limits }));
}

export interface Terminal {
  readonly outbox: SealedOutbox;
  readonly runner: OutboxRunner;
  readonly events: SendingEvent[];
  /** The dossier at the head of the queue. */
  head(): SealedDossier;
}

/** Outbox, runner and HTTP client as they ship, with short waits. */
export async function terminalOf(platform: ReferencePlatform): Promise<Terminal> {
  const { outbox, close } = await openOutbox(temporaryFolder(), [platform.recipient]);
  const events: SendingEvent[] = [];
  const runner = createOutboxRunner({
    queue: outbox,
    platform: clientOf(platform.url),
    clock: wallClock,
    random: () => 0.5,
    pace: { firstDelayMs: 40, longestDelayMs: 200, mismatchesBeforeRefusal: 3, unconfirmedBeforeRestart: 2 },
    observe: (event) => events.push(event),
  });
  onTestFinished(async () => {
    await runner.stop();
    close();
  });
  return {
    outbox,
    runner,
    events,
    head: () => {
      const due = outbox.due(Date.now() + 1_000_000);
      if (due === undefined) throw new Error('the queue is empty');
      return due;
    },
  };
}
