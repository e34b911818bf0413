import type { ErrorCode } from '../domain/error-code.ts';
import type { Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Acknowledgement, Platform } from '../ports/platform.ts';
import type { Recorded, SealedDossier, SealedQueue } from '../ports/sealed-queue.ts';

export interface SendingPace {
  /** Wait after a first failure, milliseconds. It doubles after each further one. */
  readonly firstDelayMs: number;
  /** Longest wait, milliseconds. */
  readonly longestDelayMs: number;
  /** After so many tries where the platform had other bytes than ours, staff must look. */
  readonly mismatchesBeforeRefusal: number;
  /** After so many complete uploads that the platform knows nothing of, the upload is forgotten and begun anew. */
  readonly unconfirmedBeforeRestart: number;
}

export const DEFAULT_SENDING_PACE: SendingPace = {
  firstDelayMs: 2_000,
  longestDelayMs: 300_000,
  mismatchesBeforeRefusal: 5,
  unconfirmedBeforeRestart: 5,
};

/** What the runner did, for the audit log and for the state of the platform. Codes and counts only. */
export type SendingEvent =
  | { readonly kind: 'acknowledged'; readonly attempts: number; readonly waitedMs: number }
  | { readonly kind: 'postponed'; readonly code: ErrorCode; readonly attempts: number }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly attempts: number }
  | { readonly kind: 'platform-unreachable'; readonly code: ErrorCode }
  | { readonly kind: 'platform-reachable' }
  /** The queue could not be read or written; the runner goes on later. */
  | { readonly kind: 'storage-failed'; readonly code: ErrorCode };

export interface OutboxRunnerOptions {
  readonly queue: SealedQueue;
  readonly platform: Platform;
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads the tries of terminals that lost the network together. */
  readonly random: () => number;
  readonly pace: SendingPace;
  readonly observe: (event: SendingEvent) => void;
}

/** Sends what the outbox holds, for as long as the application runs. */
export interface OutboxRunner {
  start(): void;
  /** Tries now: the network came back, or staff asked. */
  wake(): void;
  /** Stops after cutting the exchange under way; what was being sent is due again at the next start. */
  stop(): Promise<void>;
}

class Runner implements OutboxRunner {
  readonly #options: OutboxRunnerOptions;
  #running: { readonly abort: AbortController; readonly stopListening: () => void } | undefined;
  #working: Promise<void> | undefined;
  #cancelTimer: () => void = () => undefined;
  /** Nothing is tried before this moment: the platform or the disk is out of reach for all dossiers alike. */
  #pausedUntil = 0;
  #pauses = 0;
  #unreachable = false;
  /** Failures in a row of one dossier alone. In memory: a restart tries it again soon. */
  readonly #strikes = new Map<string, number>();
  /** Complete uploads in a row that the platform knew nothing of. */
  readonly #unconfirmed = new Map<string, number>();

  constructor(options: OutboxRunnerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#running !== undefined) return;
    this.#running = {
      abort: new AbortController(),
      stopListening: this.#options.queue.onAdded(() => this.wake()),
    };
    this.wake();
  }

  wake(): void {
    if (this.#running === undefined) return;
    this.#pausedUntil = 0;
    this.#work();
  }

  async stop(): Promise<void> {
    if (this.#running === undefined) return;
    this.#running.stopListening();
    this.#running.abort.abort();
    this.#running = undefined;
    this.#cancelTimer();
    await this.#working;
  }

  #work(): void {
    this.#cancelTimer();
    if (this.#working !== undefined) return;
    this.#working = this.#drain().finally(() => {
      this.#working = undefined;
      this.#sleep();
    });
  }

  /** Sends one dossier after another until none is due. */
  async #drain(): Promise<void> {
    while (this.#running !== undefined && this.#options.clock.now() >= this.#pausedUntil) {
      try {
        const dossier = this.#options.queue.due(this.#options.clock.now());
        if (dossier === undefined) return;
        await this.#send(dossier, this.#running.abort.signal);
      } catch {
        // The queue cannot be read, or something here is wrong. Neither may end the sending for good.
        this.#pause();
        this.#options.observe({ kind: 'storage-failed', code: 'storage-failed' });
      }
    }
  }

  #sleep(): void {
    if (this.#running === undefined) return;
    const now = this.#options.clock.now();
    let wakeAt: number | undefined;
    try {
      wakeAt = this.#options.queue.nextDue();
    } catch {
      wakeAt = now + this.#options.pace.longestDelayMs;
    }
    if (wakeAt === undefined) return;
    // Never longer than the longest delay, whatever the clock did in between.
    const wait = Math.min(Math.max(wakeAt, this.#pausedUntil) - now, this.#options.pace.longestDelayMs);
    this.#cancelTimer = this.#options.clock.after(Math.max(wait, 0), () => this.#work());
  }

  async #send(dossier: SealedDossier, signal: AbortSignal): Promise<void> {
    const { queue, platform } = this.#options;
    queue.sending(dossier.reference);

    // Asked first: after a crash the upload may have been complete.
    const known = await platform.acknowledgement(dossier, signal);
    if (signal.aborted) return;
    if (known.ok && known.value !== undefined) return this.#acknowledged(dossier, known.value);
    if (!known.ok && isOutOfReach(known.error.code)) return this.#outOfReach(dossier, known.error.code);
    this.#reached();
    const startOver = !known.ok && known.error.code === 'platform-hash-mismatch';
    if (!known.ok && !startOver) return this.#failed(dossier, known.error.code);
    if (startOver && !this.#recorded(queue.rememberUpload(dossier.reference, undefined))) return;

    const uploaded = await this.#upload(startOver ? { ...dossier, uploadUrl: undefined } : dossier, signal);
    if (signal.aborted || uploaded === undefined) return;
    if (!uploaded.ok) return this.#failed(dossier, uploaded.error.code);

    const stored = await platform.acknowledgement(dossier, signal);
    if (signal.aborted) return;
    if (!stored.ok) return this.#failed(dossier, stored.error.code);
    if (stored.value === undefined) return this.#unknownToPlatform(dossier);
    return this.#acknowledged(dossier, stored.value);
  }

  /** Nothing where the address of the upload could not be kept: without it a crash would make a second upload. */
  async #upload(
    dossier: SealedDossier,
    signal: AbortSignal,
  ): Promise<Result<undefined, { readonly code: ErrorCode }> | undefined> {
    const { queue, platform } = this.#options;
    const cut = new AbortController();
    const stop = (): void => cut.abort();
    signal.addEventListener('abort', stop, { once: true });
    let kept = true;
    const uploaded = await platform.upload(
      dossier,
      (offset, length) => queue.read(dossier.reference, offset, length),
      (url) => {
        kept &&= this.#recorded(queue.rememberUpload(dossier.reference, url));
        if (!kept) stop();
      },
      cut.signal,
    );
    signal.removeEventListener('abort', stop);
    if (kept) return uploaded;
    // Most likely not written either, but it ends the "sending".
    queue.postpone(dossier.reference, this.#options.clock.now(), 'storage-failed');
    return undefined;
  }

  #acknowledged(dossier: SealedDossier, acknowledgement: Acknowledgement): void {
    this.#reached();
    const { queue, clock, observe } = this.#options;
    // Where this cannot be written the question is asked again later, and the answer will be the same.
    if (
      !this.#recorded(
        queue.acknowledge(dossier.reference, acknowledgement.number, acknowledgement.receivedAt),
      )
    ) {
      return;
    }
    this.#forget(dossier);
    observe({
      kind: 'acknowledged',
      attempts: dossier.attempts + 1,
      waitedMs: Math.max(0, clock.now() - dossier.committedAt),
    });
  }

  /** The platform answers, but not well for this dossier: the others go on, this one waits longer each time. */
  #failed(dossier: SealedDossier, code: ErrorCode): void {
    if (code === 'platform-refused') {
      this.#refused(dossier, code);
      return;
    }
    const { queue, clock, pace } = this.#options;
    if (code === 'platform-hash-mismatch') {
      if (dossier.mismatches + 1 >= pace.mismatchesBeforeRefusal) {
        this.#refused(dossier, code);
        return;
      }
      if (!this.#recorded(queue.rememberUpload(dossier.reference, undefined))) return;
    }
    const strikes = this.#strikes.get(dossier.reference) ?? 0;
    this.#strikes.set(dossier.reference, strikes + 1);
    this.#postpone(dossier, clock.now() + this.#delay(strikes), code);
  }

  /** Uploaded whole, yet unknown: the platform may still be at work on it, or has lost it. */
  #unknownToPlatform(dossier: SealedDossier): void {
    const times = (this.#unconfirmed.get(dossier.reference) ?? 0) + 1;
    this.#unconfirmed.set(dossier.reference, times);
    if (times >= this.#options.pace.unconfirmedBeforeRestart) {
      this.#unconfirmed.delete(dossier.reference);
      if (!this.#recorded(this.#options.queue.rememberUpload(dossier.reference, undefined))) return;
    }
    this.#failed(dossier, 'platform-error');
  }

  #refused(dossier: SealedDossier, code: ErrorCode): void {
    if (!this.#recorded(this.#options.queue.refuse(dossier.reference, code))) return;
    this.#forget(dossier);
    this.#options.observe({ kind: 'refused', code, attempts: dossier.attempts + 1 });
  }

  /** The platform cannot be reached at all: nobody's fault, so this dossier stays due and all of them wait. */
  #outOfReach(dossier: SealedDossier, code: ErrorCode): void {
    this.#pause();
    this.#postpone(dossier, this.#options.clock.now(), code);
    if (!this.#unreachable) this.#options.observe({ kind: 'platform-unreachable', code });
    this.#unreachable = true;
  }

  #reached(): void {
    this.#pauses = 0;
    if (this.#unreachable) this.#options.observe({ kind: 'platform-reachable' });
    this.#unreachable = false;
  }

  #postpone(dossier: SealedDossier, at: number, code: ErrorCode): void {
    if (!this.#recorded(this.#options.queue.postpone(dossier.reference, at, code))) return;
    this.#options.observe({ kind: 'postponed', code, attempts: dossier.attempts + 1 });
  }

  #forget(dossier: SealedDossier): void {
    this.#strikes.delete(dossier.reference);
    this.#unconfirmed.delete(dossier.reference);
  }

  /** Whether a change of the queue was written. Where not, the disk is full or failing: everything waits a while. */
  #recorded(recorded: Recorded): boolean {
    if (recorded.ok) return true;
    this.#pause();
    this.#options.observe({ kind: 'storage-failed', code: recorded.error.code });
    return false;
  }

  #pause(): void {
    this.#pausedUntil = this.#options.clock.now() + this.#delay(this.#pauses);
    this.#pauses += 1;
  }

  /** Exponential back-off with a cap; half of it at random. */
  #delay(failures: number): number {
    const { firstDelayMs, longestDelayMs } = this.#options.pace;
    const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures, 30));
    return Math.round(full / 2 + (this.#options.random() * full) / 2);
  }
}

function isOutOfReach(code: ErrorCode): boolean {
  return code === 'platform-offline' || code === 'platform-timeout';
}

/** The runner of the outbox: one upload at a time, oldest first. */
export function createOutboxRunner(options: OutboxRunnerOptions): OutboxRunner {
  return new Runner(options);
}
