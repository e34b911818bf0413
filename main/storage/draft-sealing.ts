import type { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { DraftContent } from '../ports/drafts.ts';

/** What the thread is asked, once. */
export type SealingRequest =
  | {
      readonly kind: 'seal';
      readonly content: DraftContent;
      readonly code: string;
      /** Of scrypt, log2. */
      readonly workFactor: number;
    }
  | { readonly kind: 'open'; readonly sealed: Uint8Array; readonly code: string };

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');

/** What the thread answers, once. */
const sealingReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sealed'), bytes }),
  z.strictObject({
    kind: z.literal('opened'),
    /** Nothing where the code is another draft's, or the draft is damaged. */
    content: z.strictObject({ record: bytes, files: z.map(z.string(), bytes) }).optional(),
  }),
]);

export type SealingReply = z.infer<typeof sealingReply>;

/** Sealing and opening of drafts, whose scrypt takes a processor for a quarter of a second to two seconds. */
export interface DraftSealing {
  /** `storage-failed` where it took too long or was given up. */
  seal(
    content: DraftContent,
    code: string,
    workFactor: number,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, Failure<'storage-failed'>>>;
  /** Nothing where the code is not this draft's, or the draft is damaged. `storage-failed` as above. */
  open(
    sealed: Uint8Array,
    code: string,
    signal: AbortSignal,
  ): Promise<Result<DraftContent | undefined, Failure<'storage-failed'>>>;
}

/** Longest that one sealing may take, milliseconds: fifty times what it takes on two slow cores. */
export const DEFAULT_SEALING_LIMIT_MS = 30_000;

/**
 * Sealing in a thread of its own (`draft-sealing-thread.ts`), so that the screen goes on meanwhile. Each draft has its own
 * thread, which ends with it: the code, the key and the person's answers go with the thread's memory. Ending it is also what
 * the limit and `signal` do. What it does not protect against: copies of the content in this thread, which stay until the
 * collector takes them, as those of any answer do.
 *
 * @param start Starts such a thread.
 */
export function createDraftSealing(start: () => Worker, limitMs: number): DraftSealing {
  const ask = (
    request: SealingRequest,
    signal: AbortSignal,
  ): Promise<Result<SealingReply, Failure<'storage-failed'>>> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve(err('storage-failed', 'given up'));
      const thread = start();
      const end = (result: Result<SealingReply, Failure<'storage-failed'>>): void => {
        clearTimeout(limit);
        signal.removeEventListener('abort', giveUp);
        resolve(result);
        void thread.terminate();
      };
      const giveUp = (): void => end(err('storage-failed', 'given up'));
      const limit = setTimeout(() => end(err('storage-failed', 'took too long')), limitMs);
      signal.addEventListener('abort', giveUp, { once: true });
      thread.once('message', (message: unknown) => {
        const reply = sealingReply.safeParse(message);
        end(reply.success ? ok(reply.data) : err('storage-failed', 'reply not understood'));
      });
      thread.once('error', () => end(err('storage-failed', 'thread failed')));
      thread.once('exit', () => end(err('storage-failed', 'thread ended')));
      thread.postMessage(request);
    });

  return {
    async seal(content, code, workFactor, signal) {
      const reply = await ask({ kind: 'seal', content, code, workFactor }, signal);
      if (!reply.ok) return reply;
      return reply.value.kind === 'sealed' ? ok(reply.value.bytes) : err('storage-failed', 'wrong reply');
    },
    async open(sealed, code, signal) {
      const reply = await ask({ kind: 'open', sealed, code }, signal);
      if (!reply.ok) return reply;
      return reply.value.kind === 'opened' ? ok(reply.value.content) : err('storage-failed', 'wrong reply');
    },
  };
}
