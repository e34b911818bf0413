import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { err, type Failure, ok, type Result } from '../domain/result.ts';

export interface HttpQuestion {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

export interface HttpLimits {
  /** Longest silence of the connection, milliseconds: while connecting, sending or receiving. */
  readonly silenceMs: number;
  /** Longest time from the question to the end of the answer, milliseconds. */
  readonly totalMs: number;
  /** Longest body of an answer. */
  readonly maxAnswerBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `platform-error` is, here, a connection that cannot be trusted or set up: certificate, TLS, protocol. */
export type HttpError =
  | 'platform-offline'
  | 'platform-timeout'
  | 'platform-error'
  | 'platform-not-understood';

/** Sends bounded questions to one platform. Redirections are not followed: their status is the answer. */
export type AskHttp = (
  question: HttpQuestion,
  limits: HttpLimits,
  signal: AbortSignal,
) => Promise<Result<HttpAnswer, Failure<HttpError>>>;

/** The network does not lead to the platform, or not to the end of the exchange (codes of Node.js and of the system). */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
]);

function connectionFailure(error: unknown): Failure<HttpError> {
  const code =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
      ? error.code
      : 'unknown';
  if (NOT_REACHED.has(code)) return { code: 'platform-offline', detail: code };
  if (code === 'ETIMEDOUT') return { code: 'platform-timeout', detail: code };
  // Codes of Node.js's HTTP parser.
  if (/^HPE_/.test(code)) return { code: 'platform-not-understood', detail: code };
  return { code: 'platform-error', detail: code };
}

/**
 * A client for one platform. `ca` is the content of a PEM file that replaces the default authorities; without it Node's
 * own list is used, which is not the operating system's: a private authority must be configured.
 *
 * One connection per request, on purpose: a kept connection that died in the night would fail the first try of the
 * morning. TLS sessions are resumed, so that this costs one round trip.
 */
export function createBoundedHttp(ca: string | undefined): AskHttp {
  const plain = new HttpAgent({ keepAlive: false });
  const secure = new HttpsAgent({
    keepAlive: false,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
  });

  return (question, limits, signal) =>
    new Promise((resolve) => {
      const isSecure = question.url.protocol === 'https:';
      const request = (isSecure ? httpsRequest : httpRequest)(question.url, {
        method: question.method,
        headers: {
          ...question.headers,
          ...(question.body === undefined ? {} : { 'content-length': String(question.body.length) }),
        },
        agent: isSecure ? secure : plain,
      });

      const settle = (result: Result<HttpAnswer, Failure<HttpError>>): void => {
        clearTimeout(total);
        signal.removeEventListener('abort', onAbort);
        resolve(result);
        // After the promise: the error that this may raise finds it settled already.
        if (!result.ok) request.destroy();
      };
      const onAbort = (): void => settle(err('platform-offline', 'cancelled'));
      const total = setTimeout(() => settle(err('platform-timeout', 'total')), limits.totalMs);

      request.setTimeout(limits.silenceMs, () => settle(err('platform-timeout', 'silence')));
      request.on('error', (error) => settle({ ok: false, error: connectionFailure(error) }));
      request.on('response', (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > limits.maxAnswerBytes) settle(err('platform-not-understood', 'answer too long'));
          else chunks.push(chunk);
        });
        response.on('error', (error) => settle({ ok: false, error: connectionFailure(error) }));
        response.on('end', () => {
          settle(
            ok({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          );
        });
      });

      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      request.end(question.body);
    });
}
