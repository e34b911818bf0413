import type { EncodedPage } from '../domain/document.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { AssembleError, PrepareError } from '../ports/document-engine.ts';
import { type EngineReply, type EngineRequest, engineReply } from './engine-messages.ts';

/** A running engine process, whatever carries the messages. */
export interface EngineChannel {
  post(message: EngineRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process ended for whatever reason. */
  onExit(listener: () => void): void;
  /** Ends the process at once. */
  kill(): void;
}

export type EngineError = PrepareError | AssembleError;
/** What ends a request. */
export type LastReply = Exclude<EngineReply, { kind: 'ready' | 'first-encoding' }>;
export type Outcome = Result<LastReply, Failure<EngineError>>;

/** One request, with what is to be done with its replies. */
export interface Job {
  readonly request: EngineRequest;
  /** From sending it to its last reply, milliseconds. */
  readonly limitMs: number;
  /** Given a page in its first encoding, before the last reply. */
  readonly onFirst: ((page: EncodedPage) => void) | undefined;
  readonly settle: (outcome: Outcome) => void;
}

export interface EngineConnection {
  /** Runs one job; `done` is called once, with false where the process cannot be used again. */
  run(job: Job, done: (outcome: Outcome, reusable: boolean) => void): void;
  answered(): number;
  /** False from the moment that the process ended, or was told to. */
  alive(): boolean;
  kill(): void;
}

/** Follows one process: waits for `ready`, sends a job, takes its replies, and notices its death. */
export function connect(channel: EngineChannel, startMs: number): EngineConnection {
  let ready = false;
  let dead = false;
  let answered = 0;
  let current:
    | { readonly job: Job; readonly done: (outcome: Outcome, reusable: boolean) => void }
    | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (outcome: Outcome, reusable: boolean): void => {
    clearTimeout(timer);
    const finished = current;
    current = undefined;
    finished?.done(outcome, reusable);
  };
  const limit = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      dead = true;
      channel.kill();
      end(err('engine-timeout'), false);
    }, ms);
  };
  const send = (job: Job): void => {
    limit(job.limitMs);
    channel.post(job.request);
  };

  channel.onMessage((message) => {
    const parsed = engineReply.safeParse(message);
    if (!parsed.success) {
      dead = true;
      channel.kill();
      end(err('engine-failed', 'reply not understood'), false);
      return;
    }
    const reply = parsed.data;
    if (reply.kind === 'ready') {
      ready = true;
      if (current !== undefined) send(current.job);
      return;
    }
    if (current === undefined || reply.id !== current.job.request.id) return;
    if (reply.kind === 'first-encoding') {
      current.job.onFirst?.(reply.page);
      return;
    }
    answered += 1;
    end(ok(reply), true);
  });
  channel.onExit(() => {
    dead = true;
    end(err('engine-failed', 'process ended'), false);
  });

  return {
    run(job, done) {
      current = { job, done };
      if (dead) end(err('engine-failed', 'process ended'), false);
      else if (ready) send(job);
      else limit(startMs);
    },
    answered: () => answered,
    alive: () => !dead,
    kill() {
      dead = true;
      channel.kill();
      end(err('engine-failed', 'cancelled'), false);
    },
  };
}
