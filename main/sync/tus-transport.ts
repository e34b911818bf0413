import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import type { Failure } from '../domain/result.ts';
import type { PlatformError } from '../ports/platform.ts';
import type { AskHttp, HttpAnswer, HttpLimits } from './bounded-http.ts';
import { statusFailure } from './platform-status.ts';

/** Raised to make tus-js-client stop. It says nothing: what happened is in `TusTransport.failure`. */
class TransferStopped extends Error {}

export interface TusTransportOptions {
  readonly ask: AskHttp;
  readonly limits: HttpLimits;
  /** Uploads must stay at this origin: an address elsewhere comes from a mistake or from someone in between. */
  readonly origin: string;
  /** Length of the upload. */
  readonly length: number;
  /** No request is begun once this is aborted; the client itself ends the one under way. */
  readonly signal: AbortSignal;
}

/** Statuses by which a server says that it no longer has an upload (tus 1.0, HEAD): a new one is opened. */
const UPLOAD_GONE: ReadonlySet<number> = new Set([403, 404, 410]);

function header(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

/** A header that must be a whole number of bytes; anything else is `undefined`. */
function byteCount(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/**
 * The HTTP of one tus upload. It replaces the client's own, which reads answers of any length, waits for ever on a
 * connection cut in the middle of one, and lets a server that never advances its offset loop for ever.
 *
 * It also remembers why the upload failed, by status and by code: the client's `DetailedError` carries the address and
 * the body of the answer in its message and is looked at by nobody.
 */
export class TusTransport implements HttpStack {
  readonly #options: TusTransportOptions;
  #failure: Failure<PlatformError> | undefined;
  #uploadUnusable = false;

  constructor(options: TusTransportOptions) {
    this.#options = options;
  }

  /** Why the last request was not answered as it should. */
  get failure(): Failure<PlatformError> | undefined {
    return this.#failure;
  }

  /** The upload itself is at fault, not the way to it: it must be forgotten and started from zero. */
  get uploadUnusable(): boolean {
    return this.#uploadUnusable;
  }

  getName(): string {
    return 'Borne';
  }

  createRequest(method: string, address: string): HttpRequest {
    const headers: Record<string, string> = {};
    const stop = new AbortController();
    return {
      getMethod: () => method,
      getURL: () => address,
      setHeader: (name, value) => {
        headers[name.toLowerCase()] = value;
      },
      getHeader: (name) => headers[name.toLowerCase()],
      setProgressHandler: () => undefined,
      send: (body: unknown) => this.#send(method, address, headers, body, stop.signal),
      abort: () => {
        stop.abort();
        return Promise.resolve();
      },
      getUnderlyingObject: () => undefined,
    };
  }

  async #send(
    method: string,
    address: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
    stopped: AbortSignal,
  ): Promise<HttpResponse> {
    // The client forgets an abort that comes while it prepares its first request.
    if (this.#options.signal.aborted) throw this.#stop({ code: 'platform-offline', detail: 'cancelled' });
    const url = new URL(address);
    if (url.origin !== this.#options.origin) {
      this.#uploadUnusable = true;
      throw this.#stop({ code: 'platform-not-understood', detail: 'upload on another host' });
    }
    const answer = await this.#options.ask(
      { method, url, headers, body: body instanceof Uint8Array ? body : undefined },
      this.#options.limits,
      stopped,
    );
    if (!answer.ok) throw this.#stop(answer.error);
    this.#check(method, headers, answer.value);
    return {
      getStatus: () => answer.value.status,
      getHeader: (name) => header(answer.value, name),
      // Never read by the protocol; kept away from error messages.
      getBody: () => '',
      getUnderlyingObject: () => undefined,
    };
  }

  #check(method: string, headers: Readonly<Record<string, string>>, answer: HttpAnswer): void {
    const success = answer.status >= 200 && answer.status < 300;
    if (method === 'HEAD') {
      if (UPLOAD_GONE.has(answer.status)) return;
      // The client would open a second upload after any failure here, even where the first is only out of reach.
      if (!success) throw this.#stop(statusFailure(answer.status));
      const offset = byteCount(header(answer, 'Upload-Offset'));
      const length = byteCount(header(answer, 'Upload-Length'));
      // The client takes "offset equals length" as success without asking whose length it is.
      if (offset === undefined || length !== this.#options.length || offset > length) {
        this.#uploadUnusable = true;
        throw this.#stop({ code: 'platform-not-understood', detail: 'offset or length of the upload' });
      }
      return;
    }
    if (!success) {
      this.#failure = statusFailure(answer.status);
      return;
    }
    if (method === 'PATCH') {
      const from = byteCount(headers['upload-offset']) ?? 0;
      const to = byteCount(header(answer, 'Upload-Offset'));
      if (to === undefined || to <= from || to > this.#options.length) {
        this.#uploadUnusable = true;
        throw this.#stop({ code: 'platform-not-understood', detail: 'offset does not advance' });
      }
    }
  }

  #stop(failure: Failure<PlatformError>): TransferStopped {
    this.#failure = failure;
    return new TransferStopped();
  }
}
