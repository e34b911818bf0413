import type { EncodedPage } from '../domain/document.ts';
import { err } from '../domain/result.ts';
import {
  connect,
  type EngineChannel,
  type EngineConnection,
  type Job,
  type Outcome,
} from './engine-connection.ts';
import type { EngineRequest } from './engine-messages.ts';

/** Limits of the engine as its client keeps them. Times in milliseconds. */
export interface EngineLimits {
  /** From starting the process to its `ready`. */
  readonly startMs: number;
  /** One page, from sending it to its last reply. */
  readonly prepareMs: number;
  /** One file. */
  readonly assembleMs: number;
  /** The print of one page. */
  readonly recogniseMs: number;
  /** Requests answered by one process before it is replaced. */
  readonly requestsPerProcess: number;
  /** Resident memory after a reply above which the process is replaced, bytes. */
  readonly maxResidentBytes: number;
  /** Requests that may wait for their turn. */
  readonly maxWaiting: number;
}

/** A process that starts before it is asked for anything, and ends when nothing more is to come. */
export interface EngineLife {
  /** Starts the process: a visitor is about to scan. */
  wake(): void;
  /**
   * Ends the process as soon as it has answered what it was asked: the visit is over, and what was decoded for it is still in
   * its memory. The next request, or `wake`, starts a new one.
   */
  rest(): void;
  /** Ends the process at once, for good. */
  close(): Promise<void>;
}

/** Requests to an engine, one after another. */
export interface EngineQueue extends EngineLife {
  /** Asks for one thing. Aborting answers `engine-failed` at once. */
  ask(
    build: (id: number) => EngineRequest,
    limitMs: number,
    signal: AbortSignal,
    onFirst?: (page: EncodedPage) => void,
  ): Promise<Outcome>;
}

/**
 * A process that may die, and the requests that wait for it. One request at a time; a request that exceeds its time, or is
 * cancelled while it runs, ends the process, because decoding cannot be interrupted otherwise. The next request starts
 * a new one.
 */
export function createEngineQueue(spawn: () => EngineChannel, limits: EngineLimits): EngineQueue {
  const waiting: Job[] = [];
  let running: Job | undefined;
  let engine: EngineConnection | undefined;
  let nextId = 0;
  let resting = false;
  let wanted = false;
  let closed = false;

  /** The process, started where there is none or the last one died while nothing was asked of it. */
  const started = (): EngineConnection => {
    if (engine?.alive() !== true) engine = connect(spawn(), limits.startMs);
    return engine;
  };

  const end = (): void => {
    engine?.kill();
    engine = undefined;
    resting = false;
    if (wanted && !closed) started();
    wanted = false;
  };

  const next = (): void => {
    if (running !== undefined || closed) return;
    running = waiting.shift();
    if (running === undefined) return;
    const job = running;
    const connection = started();
    connection.run(job, (outcome, reusable) => {
      running = undefined;
      const over = !reusable || isWorn(connection, outcome, limits) || (resting && waiting.length === 0);
      if (engine === connection && over) end();
      job.settle(outcome);
      next();
    });
  };

  const ask = (
    build: (id: number) => EngineRequest,
    limitMs: number,
    signal: AbortSignal,
    onFirst?: (page: EncodedPage) => void,
  ): Promise<Outcome> => {
    if (signal.aborted || closed) return Promise.resolve(err('engine-failed', 'cancelled'));
    if (waiting.length >= limits.maxWaiting) return Promise.resolve(err('engine-failed', 'queue full'));
    nextId += 1;
    const request = build(nextId);
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        signal.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      const job: Job = { request, limitMs, onFirst, settle };
      const cancel = (): void => {
        const position = waiting.indexOf(job);
        if (position >= 0) {
          waiting.splice(position, 1);
          settle(err('engine-failed', 'cancelled'));
        } else if (running === job) engine?.kill();
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiting.push(job);
      next();
    });
  };

  return {
    ask,
    wake() {
      if (closed) return;
      // What rests still has the last visit in its memory: the next one gets a new process.
      if (resting) wanted = true;
      else started();
    },
    rest() {
      if (running === undefined) end();
      else resting = true;
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(err('engine-failed', 'closed'));
      end();
    },
  };
}

function isWorn(connection: EngineConnection, outcome: Outcome, limits: EngineLimits): boolean {
  if (connection.answered() >= limits.requestsPerProcess) return true;
  return outcome.ok && outcome.value.residentBytes > limits.maxResidentBytes;
}
