import { expect, onTestFinished, test, vi } from 'vitest';
import type { Dossier } from '../../../main/domain/dossier.ts';
import { err, type Failure, ok, type Result } from '../../../main/domain/result.ts';
import type { Acknowledgement, Platform, PlatformError } from '../../../main/ports/platform.ts';
import type { SealedDossier } from '../../../main/ports/sealed-queue.ts';
import type { SealedOutbox } from '../../../main/storage/sealed-outbox.ts';
import {
  createOutboxRunner,
  type OutboxRunner,
  type SendingEvent,
} from '../../../main/sync/outbox-runner.ts';
import {
  fictionalDossier,
  openOutbox,
  SOME_RECIPIENT,
  temporaryFolder,
  unwrap,
} from '../storage/fictional-dossier.ts';
import { ManualClock } from './manual-clock.ts';

/** A platform that answers as scripted, and does what a platform does when nothing is scripted. */
class ScriptedPlatform implements Platform {
  readonly calls: string[] = [];
  readonly stored = new Map<string, string>();
  #failures: { call: 'ask' | 'upload'; code: PlatformError; left: number }[] = [];
  /** Uploads end well and are then lost. */
  loses = false;
  onUpload: (dossier: SealedDossier, keepUrl: (url: string | undefined) => void) => void | Promise<void> =
    () => undefined;

  fail(call: 'ask' | 'upload', code: PlatformError, times = 1): void {
    this.#failures.push({ call, code, left: times });
  }

  works(): void {
    this.#failures = [];
  }

  #scripted(call: 'ask' | 'upload'): Result<never, Failure<PlatformError>> | undefined {
    const failure = this.#failures.find((planned) => planned.call === call && planned.left > 0);
    if (failure === undefined) return undefined;
    failure.left -= 1;
    return err(failure.code);
  }

  async acknowledgement(
    dossier: SealedDossier,
  ): Promise<Result<Acknowledgement | undefined, Failure<PlatformError>>> {
    this.calls.push(`ask ${dossier.reference}`);
    const failure = this.#scripted('ask');
    if (failure !== undefined) return failure;
    const sha256 = this.stored.get(dossier.reference);
    if (sha256 === undefined) return ok(undefined);
    if (sha256 !== dossier.sha256) return err('platform-hash-mismatch');
    return ok({ number: `AR-${dossier.reference}`, receivedAt: '2026-03-02T08:31:00Z' });
  }

  async upload(
    dossier: SealedDossier,
    read: (offset: number, length: number) => Uint8Array,
    onUploadUrl: (url: string | undefined) => void,
    signal: AbortSignal,
  ): Promise<Result<undefined, Failure<PlatformError>>> {
    this.calls.push(`upload ${dossier.reference}${dossier.uploadUrl === undefined ? '' : ' resumed'}`);
    onUploadUrl(dossier.uploadUrl ?? `https://platform.invalid/depots/${dossier.reference}`);
    await this.onUpload(dossier, onUploadUrl);
    if (signal.aborted) return err('platform-offline');
    const failure = this.#scripted('upload');
    if (failure !== undefined) return failure;
    expect(read(0, dossier.length)).toHaveLength(dossier.length);
    if (!this.loses) this.stored.set(dossier.reference, dossier.sha256);
    return ok(undefined);
  }

  callForHelp(): Promise<Result<undefined, Failure<PlatformError>>> {
    return Promise.resolve(ok(undefined));
  }
}

interface Desk {
  readonly clock: ManualClock;
  readonly platform: ScriptedPlatform;
  readonly outbox: SealedOutbox;
  readonly runner: OutboxRunner;
  readonly events: SendingEvent[];
  commit(): Promise<Dossier>;
}

async function desk(random = () => 0.5): Promise<Desk> {
  const clock = new ManualClock();
  const platform = new ScriptedPlatform();
  const { outbox, close } = await openOutbox(temporaryFolder(), [SOME_RECIPIENT], clock);
  const events: SendingEvent[] = [];
  const runner = createOutboxRunner({
    queue: outbox,
    platform,
    clock,
    random,
    pace: {
      firstDelayMs: 1_000,
      longestDelayMs: 60_000,
      mismatchesBeforeRefusal: 3,
      unconfirmedBeforeRestart: 2,
    },
    observe: (event) => events.push(event),
  });
  onTestFinished(async () => {
    await runner.stop();
    close();
  });
  return {
    clock,
    platform,
    outbox,
    runner,
    events,
    commit: async () => {
      const dossier = fictionalDossier();
      unwrap(await outbox.commit(dossier));
      return dossier;
    },
  };
}

/** Waits until the runner sleeps on a timer, or has nothing to do, and nothing more happens. */
async function quiet({ platform, events, clock }: Desk): Promise<void> {
  let before = '';
  await vi.waitFor(async () => {
    const now = `${platform.calls.length} ${events.length} ${clock.nextIn}`;
    await new Promise((resolve) => setTimeout(resolve, 5));
    const same = now === before;
    before = now;
    expect(same).toBe(true);
  });
}

/** Lets the clock go to the next timer. */
async function nextTry(current: Desk): Promise<void> {
  current.clock.advance(current.clock.nextIn ?? 0);
  await quiet(current);
}

test('a dossier is asked about, sent, acknowledged, and its bytes erased', async () => {
  const current = await desk();
  current.runner.start();
  const { reference } = await current.commit();
  await quiet(current);
  expect(current.platform.calls).toEqual([`ask ${reference}`, `upload ${reference}`, `ask ${reference}`]);
  expect(current.outbox.delivery(reference)).toMatchObject({
    state: 'acknowledged',
    acknowledgement: `AR-${reference}`,
  });
  expect(current.outbox.read(reference, 0, 10)).toHaveLength(0);
  expect(current.events).toEqual([{ kind: 'acknowledged', attempts: 1, waitedMs: 0 }]);
  expect(current.clock.nextIn).toBeUndefined();
});

test('what the platform already has is not sent again', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  current.platform.stored.set(reference, current.outbox.due(current.clock.now())?.sha256 ?? '');
  current.runner.start();
  await quiet(current);
  expect(current.platform.calls).toEqual([`ask ${reference}`]);
  expect(current.outbox.delivery(reference)).toMatchObject({ state: 'acknowledged' });
});

test('a platform out of reach makes all wait together, longer each time up to the limit, and blames no dossier', async () => {
  const current = await desk();
  current.platform.fail('ask', 'platform-offline', 1_000);
  for (let count = 0; count < 3; count += 1) await current.commit();
  current.runner.start();
  await quiet(current);
  const waits: (number | undefined)[] = [];
  for (let time = 0; time < 9; time += 1) {
    waits.push(current.clock.nextIn);
    await nextTry(current);
  }
  // Half of each delay is fixed, half random; the random source says 0.5.
  expect(waits).toEqual([750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000, 45_000]);
  expect(current.platform.calls).toHaveLength(10);
  expect(current.events.filter(({ kind }) => kind === 'platform-unreachable')).toHaveLength(1);

  current.platform.works();
  await nextTry(current);
  expect(current.outbox.waiting()).toBe(0);
  expect(current.platform.stored.size).toBe(3);
  expect(current.events.filter(({ kind }) => kind === 'platform-reachable')).toHaveLength(1);
});

test('terminals that lost the network together do not come back together', async () => {
  for (const [random, wait] of [
    [0, 500],
    [0.999_999, 1_000],
  ] as const) {
    const current = await desk(() => random);
    current.platform.fail('ask', 'platform-timeout', 10);
    await current.commit();
    current.runner.start();
    await quiet(current);
    expect(current.clock.nextIn).toBe(wait);
  }
});

test('a new dossier, or the network coming back, tries at once in the middle of a long wait', async () => {
  const current = await desk();
  current.platform.fail('ask', 'platform-offline', 8);
  await current.commit();
  current.runner.start();
  await quiet(current);
  for (let time = 0; time < 6; time += 1) await nextTry(current);
  expect(current.clock.nextIn).toBe(45_000);
  await current.commit();
  await quiet(current);
  expect(current.platform.calls).toHaveLength(8);
  current.runner.wake();
  await quiet(current);
  expect(current.outbox.waiting()).toBe(0);
});

test('a dossier that the platform chokes on does not hold up the next ones', async () => {
  const current = await desk();
  const first = await current.commit();
  const second = await current.commit();
  current.platform.fail('upload', 'platform-error', 1);
  current.runner.start();
  await quiet(current);
  expect(current.outbox.delivery(first.reference)).toEqual({ state: 'saved' });
  expect(current.outbox.delivery(second.reference)).toMatchObject({ state: 'acknowledged' });
  current.platform.fail('upload', 'platform-error', 1);
  expect(current.clock.nextIn).toBe(750);
  await nextTry(current);
  expect(current.clock.nextIn).toBe(1_500);
  await nextTry(current);
  expect(current.outbox.delivery(first.reference)).toMatchObject({ state: 'acknowledged' });
  expect(current.platform.calls.at(-2)).toBe(`upload ${first.reference} resumed`);
});

test('a platform that has other bytes gets them again from zero, then staff are called; the dossier is kept', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  current.platform.stored.set(reference, 'f'.repeat(64));
  current.platform.fail('upload', 'platform-hash-mismatch', 100);
  current.runner.start();
  await quiet(current);
  await nextTry(current);
  await nextTry(current);
  expect(current.platform.calls.filter((call) => call.startsWith('upload'))).toEqual(
    Array.from({ length: 3 }, () => `upload ${reference}`),
  );
  expect(current.outbox.delivery(reference)).toEqual({ state: 'refused' });
  expect(current.outbox.read(reference, 0, 10)).toHaveLength(10);
  expect(current.events.at(-1)).toEqual({ kind: 'refused', code: 'platform-hash-mismatch', attempts: 3 });
  expect(current.clock.nextIn).toBeUndefined();
});

test('a wrong hash that was a slip is mended by the next try', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  current.platform.onUpload = () => {
    current.platform.onUpload = () => undefined;
    current.platform.fail('ask', 'platform-hash-mismatch');
  };
  current.runner.start();
  await quiet(current);
  expect(current.outbox.delivery(reference)).toEqual({ state: 'saved' });
  await nextTry(current);
  expect(current.outbox.delivery(reference)).toMatchObject({ state: 'acknowledged' });
  expect(current.platform.calls.filter((call) => call.startsWith('upload'))).toHaveLength(1);
});

test('a refusal is final at once and keeps the bytes', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  current.platform.fail('upload', 'platform-refused');
  current.runner.start();
  await quiet(current);
  expect(current.outbox.delivery(reference)).toEqual({ state: 'refused' });
  expect(current.outbox.read(reference, 0, 10)).toHaveLength(10);
  expect(current.clock.nextIn).toBeUndefined();
});

test('an upload that the platform lost after taking it is begun anew after a while', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  current.platform.loses = true;
  current.runner.start();
  await quiet(current);
  await nextTry(current);
  current.platform.loses = false;
  await nextTry(current);
  expect(current.platform.calls.filter((call) => call.startsWith('upload'))).toEqual([
    `upload ${reference}`,
    `upload ${reference} resumed`,
    `upload ${reference}`,
  ]);
  expect(current.outbox.delivery(reference)).toMatchObject({ state: 'acknowledged' });
});

test('a queue that cannot be written stops the upload, and one that cannot be read does not end the sending', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  const remember = vi.spyOn(current.outbox, 'rememberUpload').mockReturnValueOnce(err('disk-full'));
  current.runner.start();
  await quiet(current);
  // Sent without its address being kept, a crash would have sent it twice.
  expect(current.platform.stored.size).toBe(0);
  expect(current.outbox.delivery(reference)).toEqual({ state: 'saved' });
  expect(current.events.at(-1)).toEqual({ kind: 'storage-failed', code: 'disk-full' });
  remember.mockRestore();

  const due = vi.spyOn(current.outbox, 'due').mockImplementationOnce(() => {
    throw new Error('database disk image is malformed');
  });
  await nextTry(current);
  expect(current.events.at(-1)).toEqual({ kind: 'storage-failed', code: 'storage-failed' });
  due.mockRestore();

  const acknowledge = vi.spyOn(current.outbox, 'acknowledge').mockReturnValueOnce(err('disk-full'));
  await nextTry(current);
  expect(current.outbox.waiting()).toBe(1);
  acknowledge.mockRestore();
  await nextTry(current);
  expect(current.outbox.delivery(reference)).toMatchObject({ state: 'acknowledged' });
  expect(current.platform.calls.filter((call) => call.startsWith('upload'))).toHaveLength(2);
});

test('a clock set back in the middle of a wait does not stop the sending', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  current.platform.fail('upload', 'platform-error');
  current.runner.start();
  await quiet(current);
  current.clock.set(Date.parse('1970-01-01T00:10:00Z'));
  const wait = current.clock.nextIn;
  expect(wait).toBeGreaterThan(0);
  current.runner.wake();
  await quiet(current);
  expect(current.outbox.delivery(reference)).toMatchObject({ state: 'acknowledged' });
});

test('stopping cuts the exchange under way, changes nothing, and starting again goes on', async () => {
  const current = await desk();
  const { reference } = await current.commit();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  current.platform.onUpload = () => held;
  current.runner.start();
  await vi.waitFor(() => expect(current.platform.calls).toHaveLength(2));
  const stopped = current.runner.stop();
  release();
  await stopped;
  expect(current.outbox.waiting()).toBe(1);
  expect(current.events).toEqual([]);
  expect(current.clock.nextIn).toBeUndefined();
  await current.commit();
  await quiet(current);
  expect(current.platform.calls).toHaveLength(2);

  current.platform.onUpload = () => undefined;
  current.runner.start();
  await quiet(current);
  expect(current.outbox.waiting()).toBe(0);
  expect(current.outbox.delivery(reference)).toMatchObject({ state: 'acknowledged' });
});
