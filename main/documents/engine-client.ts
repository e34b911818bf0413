import type { Limits } from '../domain/budget.ts';
import type { PreparedPage, TextLanguage } from '../domain/document.ts';
import type { Reading } from '../domain/reading.ts';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type {
  AssembledFile,
  AssembleError,
  CodeToRead,
  FileEngine,
  PageForAssembly,
  PageToRead,
  PaperReader,
  PrepareError,
  RawFile,
  RawPage,
  TextReader,
} from '../ports/document-engine.ts';
import type { DrawError, PageDrawer } from '../ports/page-drawer.ts';
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

/** Thirty times what a dense A4 page takes on two slow cores, because other programs may want them too; memory of a process that has done an A4 page at 600 dpi. */
export const ENGINE_LIMITS: EngineLimits = {
  startMs: 15_000,
  prepareMs: 30_000,
  assembleMs: 30_000,
  recogniseMs: 90_000,
  requestsPerProcess: 60,
  maxResidentBytes: 450_000_000,
  maxWaiting: 200,
};

type EngineError = PrepareError | AssembleError;
type LastReply = Exclude<EngineReply, { kind: 'ready' | 'preview' }>;
type Outcome = Result<LastReply, Failure<EngineError>>;

interface Job {
  readonly request: EngineRequest;
  readonly limitMs: number;
  readonly onPreview: ((preview: Uint8Array) => void) | undefined;
  readonly settle: (outcome: Outcome) => void;
}

/** What starts its process before it is asked for anything: a visitor is about to scan. */
interface Woken {
  wake(): void;
}

/**
 * The engine over a process that may die. One request at a time; a request that exceeds its time, or is
 * cancelled while it runs, ends the process, because decoding cannot be interrupted otherwise. The next request starts
 * a new one.
 */
export function createEngineClient(
  spawn: () => EngineChannel,
  limits: EngineLimits = ENGINE_LIMITS,
): FileEngine & PaperReader & PageDrawer & TextReader & Woken {
  const waiting: Job[] = [];
  let running: Job | undefined;
  let engine: EngineConnection | undefined;
  let nextId = 0;
  let closed = false;

  const next = (): void => {
    if (running !== undefined || closed) return;
    running = waiting.shift();
    if (running === undefined) return;
    const job = running;
    engine ??= connect(spawn(), limits.startMs);
    const connection = engine;
    connection.run(job, (outcome, reusable) => {
      if (engine === connection && (!reusable || isWorn(connection, outcome, limits))) {
        engine = undefined;
        connection.kill();
      }
      running = undefined;
      job.settle(outcome);
      next();
    });
  };

  const ask = (
    build: (id: number) => EngineRequest,
    limitMs: number,
    onPreview: ((preview: Uint8Array) => void) | undefined,
    signal: AbortSignal,
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
      const job: Job = { request, limitMs, onPreview, settle };
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

  const draw = async (
    pdf: Uint8Array,
    page: number,
    dpi: number,
    encoding: 'grey' | 'jpeg',
    signal: AbortSignal,
  ): Promise<Result<Extract<LastReply, { kind: 'drawn' }>['sheet'], Failure<DrawError>>> => {
    const outcome = await ask(
      (id) => ({ kind: 'draw', id, bytes: pdf, page, dpi, encoding }),
      limits.prepareMs,
      undefined,
      signal,
    );
    if (!outcome.ok) return asPrepareError(outcome.error);
    const reply = outcome.value;
    return reply.kind === 'drawn' ? ok(reply.sheet) : asPrepareError(refusal(reply));
  };

  return {
    async drawGrey(pdf, page, dpi, signal) {
      const sheet = await draw(pdf, page, dpi, 'grey', signal);
      if (!sheet.ok) return sheet;
      const { pages, width, height, data } = sheet.value;
      if (data.length !== width * height) return err('engine-failed', 'dots');
      return ok({ pages, width, height, grey: data });
    },
    async drawJpeg(pdf, page, dpi, signal) {
      const sheet = await draw(pdf, page, dpi, 'jpeg', signal);
      return sheet.ok ? ok({ pages: sheet.value.pages, jpeg: sheet.value.data }) : sheet;
    },
    async inspect(bytes: Uint8Array, signal: AbortSignal): Promise<Result<RawFile, Failure<PrepareError>>> {
      const outcome = await ask(
        (id) => ({ kind: 'inspect', id, bytes }),
        limits.prepareMs,
        undefined,
        signal,
      );
      if (!outcome.ok) return asPrepareError(outcome.error);
      const reply = outcome.value;
      return reply.kind === 'inspected' ? ok(reply.file) : asPrepareError(refusal(reply));
    },
    async thumbnail(
      bytes: Uint8Array,
      signal: AbortSignal,
    ): Promise<Result<Uint8Array, Failure<PrepareError>>> {
      const outcome = await ask(
        (id) => ({ kind: 'thumbnail', id, bytes }),
        limits.prepareMs,
        undefined,
        signal,
      );
      if (!outcome.ok) return asPrepareError(outcome.error);
      const reply = outcome.value;
      return reply.kind === 'thumbnail' ? ok(reply.jpeg) : asPrepareError(refusal(reply));
    },
    async prepare(
      raw: RawPage,
      signal: AbortSignal,
      onPreview?: (preview: Uint8Array) => void,
    ): Promise<Result<PreparedPage, Failure<PrepareError>>> {
      const outcome = await ask(
        (id) => ({ kind: 'prepare', id, raw: { ...raw } }),
        limits.prepareMs,
        onPreview,
        signal,
      );
      if (!outcome.ok) return asPrepareError(outcome.error);
      const reply = outcome.value;
      if (reply.kind === 'prepared') return ok(reply.page);
      return asPrepareError(refusal(reply));
    },
    async read(
      page: PageToRead,
      signal: AbortSignal,
    ): Promise<Result<readonly Reading[], Failure<PrepareError>>> {
      const outcome = await ask(
        (id) => ({ kind: 'read', id, page: { ...page } }),
        limits.prepareMs,
        undefined,
        signal,
      );
      if (!outcome.ok) return asPrepareError(outcome.error);
      const reply = outcome.value;
      return reply.kind === 'read' ? ok(reply.readings) : asPrepareError(refusal(reply));
    },
    async readCode(
      code: CodeToRead,
      signal: AbortSignal,
    ): Promise<Result<readonly Reading[], Failure<PrepareError>>> {
      const outcome = await ask(
        (id) => ({ kind: 'read-code', id, code: { ...code } }),
        limits.prepareMs,
        undefined,
        signal,
      );
      if (!outcome.ok) return asPrepareError(outcome.error);
      const reply = outcome.value;
      return reply.kind === 'read' ? ok(reply.readings) : asPrepareError(refusal(reply));
    },
    async recognise(
      { summary, layers, rotation }: Omit<PageForAssembly, 'text'>,
      language: TextLanguage,
      signal: AbortSignal,
    ): Promise<Result<Uint8Array, Failure<'engine-failed' | 'engine-timeout'>>> {
      const outcome = await ask(
        (id) => ({ kind: 'recognise', id, page: { summary, layers, rotation }, language }),
        limits.recogniseMs,
        undefined,
        signal,
      );
      const failure = outcome.ok ? undefined : outcome.error;
      if (outcome.ok && outcome.value.kind === 'recognised') return ok(outcome.value.text);
      return failure?.code === 'engine-timeout'
        ? err('engine-timeout')
        : err('engine-failed', failure?.detail);
    },
    async assemble(
      pages: readonly PageForAssembly[],
      fileLimits: Limits,
      fileName: string,
      title: string,
      signal: AbortSignal,
    ): Promise<Result<AssembledFile, Failure<AssembleError>>> {
      const outcome = await ask(
        (id) => ({
          kind: 'assemble',
          id,
          // Only what the engine needs crosses: a page of the visit may hold more.
          pages: pages.map(({ summary, layers, rotation, text }) => ({ summary, layers, rotation, text })),
          limits: {
            maxBytes: fileLimits.maxBytes,
            maxPages: fileLimits.maxPages,
            enough: fileLimits.enough,
            format: fileLimits.format,
          },
          fileName,
          title,
        }),
        limits.assembleMs,
        undefined,
        signal,
      );
      if (!outcome.ok) return asAssembleError(outcome.error);
      const reply = outcome.value;
      if (reply.kind === 'assembled') {
        return reply.file.bytes.length <= fileLimits.maxBytes
          ? ok(reply.file)
          : err('does-not-fit', 'final length');
      }
      return asAssembleError(refusal(reply));
    },
    wake(): void {
      if (!closed) engine ??= connect(spawn(), limits.startMs);
    },
    async close(): Promise<void> {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(err('engine-failed', 'closed'));
      engine?.kill();
      engine = undefined;
    },
  };
}

/** What a reply that is no success says. A success of the wrong kind is a broken process. */
function refusal(reply: LastReply): Failure {
  if (reply.kind !== 'refused') return { code: 'engine-failed', detail: 'wrong reply' };
  return reply.detail === undefined ? { code: reply.code } : { code: reply.code, detail: reply.detail };
}

function asPrepareError(failure: Failure): Result<never, Failure<PrepareError>> {
  const { code, detail } = failure;
  if (code === 'image-unreadable' || code === 'image-too-large' || code === 'engine-timeout')
    return err(code, detail);
  return err('engine-failed', detail);
}

function asAssembleError(failure: Failure): Result<never, Failure<AssembleError>> {
  const { code, detail } = failure;
  if (code === 'does-not-fit' || code === 'too-many-pages' || code === 'engine-timeout')
    return err(code, detail);
  return err('engine-failed', detail);
}

function isWorn(connection: EngineConnection, outcome: Outcome, limits: EngineLimits): boolean {
  if (connection.answered() >= limits.requestsPerProcess) return true;
  return outcome.ok && outcome.value.residentBytes > limits.maxResidentBytes;
}

interface EngineConnection {
  /** Runs one job; `done` is called once, with false where the process cannot be used again. */
  run(job: Job, done: (outcome: Outcome, reusable: boolean) => void): void;
  answered(): number;
  kill(): void;
}

/** Follows one process: waits for `ready`, sends a job, takes its replies, and notices its death. */
function connect(channel: EngineChannel, startMs: number): EngineConnection {
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
    if (reply.kind === 'preview') {
      current.job.onPreview?.(reply.preview);
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
    kill() {
      dead = true;
      channel.kill();
      end(err('engine-failed', 'cancelled'), false);
    },
  };
}
