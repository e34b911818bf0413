import type { Limits } from '../domain/budget.ts';
import type { EncodedPage, PreparedPage, TextLanguage } from '../domain/document.ts';
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
import type { EngineChannel, LastReply, Outcome } from './engine-connection.ts';
import { createEngineQueue, type EngineLife, type EngineLimits } from './engine-queue.ts';

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

/** Everything that an engine's process can be asked for. */
export type EngineClient = FileEngine & PaperReader & PageDrawer & TextReader & EngineLife;

/** The engine as its ports name it, over the messages of a process that may die. */
export function createEngineClient(
  spawn: () => EngineChannel,
  limits: EngineLimits = ENGINE_LIMITS,
): EngineClient {
  const queue = createEngineQueue(spawn, limits);

  const draw = async (
    pdf: Uint8Array,
    page: number,
    dpi: number,
    encoding: 'grey' | 'jpeg',
    signal: AbortSignal,
  ): Promise<Result<Extract<LastReply, { kind: 'drawn' }>['sheet'], Failure<DrawError>>> => {
    const outcome = await queue.ask(
      (id) => ({ kind: 'draw', id, bytes: pdf, page, dpi, encoding }),
      limits.prepareMs,
      signal,
    );
    const drawn = replyOf(outcome, 'drawn');
    return drawn.ok ? ok(drawn.value.sheet) : asPrepareError(drawn.error);
  };

  return {
    wake: queue.wake,
    rest: queue.rest,
    close: queue.close,
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
      const outcome = await queue.ask((id) => ({ kind: 'inspect', id, bytes }), limits.prepareMs, signal);
      const inspected = replyOf(outcome, 'inspected');
      return inspected.ok ? ok(inspected.value.file) : asPrepareError(inspected.error);
    },
    async thumbnail(
      bytes: Uint8Array,
      signal: AbortSignal,
      page = 0,
    ): Promise<Result<Uint8Array, Failure<PrepareError>>> {
      const outcome = await queue.ask(
        (id) => ({ kind: 'thumbnail', id, bytes, page }),
        limits.prepareMs,
        signal,
      );
      const thumbnail = replyOf(outcome, 'thumbnail');
      return thumbnail.ok ? ok(thumbnail.value.jpeg) : asPrepareError(thumbnail.error);
    },
    async prepare(
      raw: RawPage,
      signal: AbortSignal,
      onFirst?: (page: EncodedPage) => void,
    ): Promise<Result<PreparedPage, Failure<PrepareError>>> {
      const outcome = await queue.ask(
        (id) => ({ kind: 'prepare', id, raw: { ...raw } }),
        limits.prepareMs,
        signal,
        onFirst,
      );
      const prepared = replyOf(outcome, 'prepared');
      return prepared.ok ? ok(prepared.value.page) : asPrepareError(prepared.error);
    },
    async read(
      page: PageToRead,
      signal: AbortSignal,
    ): Promise<Result<readonly Reading[], Failure<PrepareError>>> {
      const outcome = await queue.ask(
        (id) => ({ kind: 'read', id, page: { ...page } }),
        limits.prepareMs,
        signal,
      );
      const read = replyOf(outcome, 'read');
      return read.ok ? ok(read.value.readings) : asPrepareError(read.error);
    },
    async readCode(
      code: CodeToRead,
      signal: AbortSignal,
    ): Promise<Result<readonly Reading[], Failure<PrepareError>>> {
      const outcome = await queue.ask(
        (id) => ({ kind: 'read-code', id, code: { ...code } }),
        limits.prepareMs,
        signal,
      );
      const read = replyOf(outcome, 'read');
      return read.ok ? ok(read.value.readings) : asPrepareError(read.error);
    },
    async recognise(
      { summary, layers, rotation }: Omit<PageForAssembly, 'text'>,
      language: TextLanguage,
      signal: AbortSignal,
    ): Promise<Result<Uint8Array, Failure<'engine-failed' | 'engine-timeout'>>> {
      const outcome = await queue.ask(
        (id) => ({ kind: 'recognise', id, page: { summary, layers, rotation }, language }),
        limits.recogniseMs,
        signal,
      );
      const recognised = replyOf(outcome, 'recognised');
      if (recognised.ok) return ok(recognised.value.text);
      const { code, detail } = recognised.error;
      return code === 'engine-timeout' ? err('engine-timeout') : err('engine-failed', detail);
    },
    async assemble(
      pages: readonly PageForAssembly[],
      fileLimits: Limits,
      fileName: string,
      title: string,
      signal: AbortSignal,
    ): Promise<Result<AssembledFile, Failure<AssembleError>>> {
      const { maxBytes, maxPages, enough, format } = fileLimits;
      const outcome = await queue.ask(
        (id) => ({
          kind: 'assemble',
          id,
          // Only what the engine needs crosses: a page of the visit may hold more.
          pages: pages.map(({ summary, layers, rotation, text }) => ({ summary, layers, rotation, text })),
          limits: { maxBytes, maxPages, enough, format },
          fileName,
          title,
        }),
        limits.assembleMs,
        signal,
      );
      const assembled = replyOf(outcome, 'assembled');
      if (!assembled.ok) return asAssembleError(assembled.error);
      const { file } = assembled.value;
      return file.bytes.length <= maxBytes ? ok(file) : err('does-not-fit', 'final length');
    },
  };
}

/** The reply of the kind that was asked for. What is no success says why; a success of another kind is a broken process. */
function replyOf<Kind extends LastReply['kind']>(
  outcome: Outcome,
  kind: Kind,
): Result<Extract<LastReply, { kind: Kind }>, Failure> {
  if (!outcome.ok) return outcome;
  const reply = outcome.value;
  if (isOfKind(reply, kind)) return ok(reply);
  if (reply.kind !== 'refused') return err('engine-failed', 'wrong reply');
  return err(reply.code, reply.detail);
}

function isOfKind<Kind extends LastReply['kind']>(
  reply: LastReply,
  kind: Kind,
): reply is Extract<LastReply, { kind: Kind }> {
  return reply.kind === kind;
}

function asPrepareError({ code, detail }: Failure): Result<never, Failure<PrepareError>> {
  if (code === 'image-unreadable' || code === 'image-too-large' || code === 'engine-timeout')
    return err(code, detail);
  return err('engine-failed', detail);
}

function asAssembleError({ code, detail }: Failure): Result<never, Failure<AssembleError>> {
  if (code === 'does-not-fit' || code === 'too-many-pages' || code === 'engine-timeout')
    return err(code, detail);
  return err('engine-failed', detail);
}
