import { type FileReader, Upload } from 'tus-js-client';
import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../domain/result.ts';
import type { Acknowledgement, Platform, PlatformError } from '../ports/platform.ts';
import type { SealedDossier } from '../ports/sealed-queue.ts';
import { type AskHttp, createBoundedHttp, type HttpLimits } from './bounded-http.ts';
import { statusFailure } from './platform-status.ts';
import { TusTransport } from './tus-transport.ts';

export interface HttpPlatformLimits {
  /** For questions: an acknowledgement, a call for help. */
  readonly question: HttpLimits;
  /** For each request of an upload, of at most `chunkBytes`. The platform checks the whole dossier in the last one. */
  readonly upload: HttpLimits;
  readonly chunkBytes: number;
}

export const DEFAULT_PLATFORM_LIMITS: HttpPlatformLimits = {
  question: { silenceMs: 10_000, totalMs: 20_000, maxAnswerBytes: 16_384 },
  upload: { silenceMs: 60_000, totalMs: 600_000, maxAnswerBytes: 16_384 },
  chunkBytes: 1_048_576,
};

export interface HttpPlatformOptions {
  /** Root of the platform's service. `https`, or `http` on the loopback interface. */
  readonly url: string;
  /** Identifier of this terminal. */
  readonly terminal: string;
  /** Content of the PEM file of the platform's certificate authority, where it is a private one. */
  readonly ca: string | undefined;
  readonly limits: HttpPlatformLimits;
}

/** `GET /dossiers/:reference`: what the platform stored. */
const acknowledgementSchema = z.object({
  reference: z.string().max(64),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  acknowledgement: z.string().regex(/^[\w.\-/]{1,64}$/),
  receivedAt: z.iso.datetime({ offset: true }),
});

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads the sealed bytes from the queue piece by piece; tus-js-client wants `size` on the piece itself. */
function sealedReader(length: number, read: (offset: number, length: number) => Uint8Array): FileReader {
  return {
    openFile: () =>
      Promise.resolve({
        size: length,
        slice: (start: number, end: number) => {
          const value = read(start, Math.min(end, length) - start);
          return Promise.resolve({
            value: Object.assign(value, { size: value.length }),
            done: end >= length,
          });
        },
        close: () => undefined,
      }),
  };
}

class HttpPlatform implements Platform {
  readonly #ask: AskHttp;
  readonly #base: URL;
  readonly #terminal: string;
  readonly #limits: HttpPlatformLimits;

  constructor(base: URL, options: HttpPlatformOptions) {
    this.#ask = createBoundedHttp(options.ca);
    this.#base = base;
    this.#terminal = options.terminal;
    this.#limits = options.limits;
  }

  async acknowledgement(
    dossier: SealedDossier,
    signal: AbortSignal,
  ): Promise<Result<Acknowledgement | undefined, Failure<PlatformError>>> {
    const answer = await this.#ask(
      {
        method: 'GET',
        url: this.#address('dossiers', dossier.reference),
        headers: { accept: 'application/json' },
      },
      this.#limits.question,
      signal,
    );
    if (!answer.ok) return answer;
    if (answer.value.status === 404) return ok(undefined);
    if (answer.value.status !== 200) return { ok: false, error: statusFailure(answer.value.status) };
    const stored = acknowledgementSchema.safeParse(parseJson(answer.value.body));
    if (!stored.success || stored.data.reference !== dossier.reference) {
      return err('platform-not-understood', 'acknowledgement');
    }
    if (stored.data.sha256 !== dossier.sha256) return err('platform-hash-mismatch', 'acknowledgement');
    return ok({ number: stored.data.acknowledgement, receivedAt: stored.data.receivedAt });
  }

  upload(
    dossier: SealedDossier,
    read: (offset: number, length: number) => Uint8Array,
    onUploadUrl: (url: string | undefined) => void,
    signal: AbortSignal,
  ): Promise<Result<undefined, Failure<PlatformError>>> {
    const transport = new TusTransport({
      ask: this.#ask,
      limits: this.#limits.upload,
      origin: this.#base.origin,
      length: dossier.length,
      signal,
    });
    return new Promise((resolve) => {
      // The content is read by `fileReader`; the client only wants something that is there.
      const upload = new Upload(Buffer.alloc(0), {
        endpoint: this.#address('depots').href,
        uploadUrl: dossier.uploadUrl ?? null,
        metadata: { reference: dossier.reference, sha256: dossier.sha256 },
        chunkSize: this.#limits.chunkBytes,
        // Its own fingerprint takes two scans that share 64 kB for one. Ours cannot; and the address is kept in our
        // own database, beside the dossier, never in the client's file.
        fingerprint: () => Promise.resolve(`${dossier.reference}-${dossier.sha256}`),
        storeFingerprintForResuming: false,
        removeFingerprintOnSuccess: true,
        // The outbox owns the retries: the client's give up after nine seconds.
        retryDelays: null,
        uploadDataDuringCreation: false,
        fileReader: sealedReader(dossier.length, read),
        httpStack: transport,
        // Called before the first byte leaves: a crash after it finds the upload again.
        onUploadUrlAvailable: () => {
          if (upload.url !== null && upload.url !== dossier.uploadUrl) onUploadUrl(upload.url);
        },
        onSuccess: () => settle(ok(undefined)),
        onError: () => {
          if (transport.uploadUnusable) onUploadUrl(undefined);
          const failure = transport.failure ?? { code: 'platform-not-understood', detail: 'upload' };
          settle({ ok: false, error: failure });
        },
      });
      const settle = (result: Result<undefined, Failure<PlatformError>>): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = (): void => {
        void upload.abort();
        settle(err('platform-offline', 'cancelled'));
      };
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      upload.start();
    });
  }

  async callForHelp(signal: AbortSignal): Promise<Result<undefined, Failure<PlatformError>>> {
    const answer = await this.#ask(
      { method: 'POST', url: this.#address('terminals', this.#terminal, 'help'), headers: {} },
      this.#limits.question,
      signal,
    );
    if (!answer.ok) return answer;
    const { status } = answer.value;
    // Exactly the statuses of the protocol: a captive portal answers 200 to anything.
    return status === 202 || status === 204 ? ok(undefined) : { ok: false, error: statusFailure(status) };
  }

  #address(...path: readonly string[]): URL {
    const url = new URL(this.#base);
    const root = url.pathname.replace(/\/+$/, '');
    url.pathname = [root, ...path.map(encodeURIComponent)].join('/');
    return url;
  }
}

/**
 * The central platform over HTTP: tus 1.0 at `/depots`, `GET /dossiers/:reference`, `POST /terminals/:terminal/help`.
 *
 * `config-invalid` for an address that is not a URL, carries a password, or is plain `http` beyond the loopback
 * interface: the dossiers are sealed, but an acknowledgement forged on the way would have them erased here.
 */
export function createHttpPlatform(
  options: HttpPlatformOptions,
): Result<Platform, Failure<'config-invalid'>> {
  if (!URL.canParse(options.url)) return err('config-invalid', 'platform url');
  const base = new URL(options.url);
  const allowed = base.protocol === 'https:' || (base.protocol === 'http:' && LOOPBACK.test(base.hostname));
  if (!allowed || base.username !== '' || base.password !== '') return err('config-invalid', 'platform url');
  return ok(new HttpPlatform(base, options));
}
