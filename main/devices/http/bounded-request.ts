import http from 'node:http';
import type { Result } from '../../domain/result.ts';
import { errorCodeOf, openDeviceConnection } from './device-connection.ts';
import type { DeviceTrust } from './device-trust.ts';

/** How much and how long a device may answer. Every limit is counted, none is a promise of the device. */
export interface RequestLimits {
  /** Until the connection is open and, for https, its certificate is judged. Milliseconds. */
  readonly connectMs: number;
  /** From the request sent until the first byte of the answer's header. Milliseconds. */
  readonly answerMs: number;
  /** Between two reads of the body. Does not stop a device that drips: `totalMs` does. Milliseconds. */
  readonly stallMs: number;
  /** The whole exchange, name look-up to last byte. Milliseconds. */
  readonly totalMs: number;
  /** Bytes of the status line and header fields together. */
  readonly maxHeaderBytes: number;
  /** Bytes of the body. At most about twice that is held for a moment. */
  readonly maxBodyBytes: number;
}

export interface BoundedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly trust: DeviceTrust;
  readonly limits: RequestLimits;
  /** Sent with its length. */
  readonly body?: Uint8Array;
  /** Media type of `body`. */
  readonly contentType?: string;
  /** `Host`, where a device insists on another one than the address says. The connection goes to `url` all the same. */
  readonly host?: string;
  /** The caller acts on the header alone: resolves when it is there, with an empty body. */
  readonly headerOnly?: boolean;
}

/** What a device answered, whatever its status (but never a redirection). */
export interface BoundedResponse {
  readonly status: number;
  /** Media type without parameters, lower case; empty where the device gave none. */
  readonly contentType: string;
  /** `Location`, as sent. */
  readonly location: string | undefined;
  /** `Retry-After`, as sent. */
  readonly retryAfter: string | undefined;
  readonly body: Uint8Array;
}

/**
 * Why there is no answer. Closed; drivers map it to their own codes.
 * `unreachable`: nobody there. `untrusted`: TLS is not what the configuration says. `interrupted`: the connection was
 * lost on the way. `timeout`: too slow. `too-large`: the body is over its limit. `redirected`: sent elsewhere, which is
 * never followed. `malformed`: not HTTP, or a header over its limit. `cancelled`: the caller gave up.
 */
export type RequestFault =
  | 'unreachable'
  | 'untrusted'
  | 'interrupted'
  | 'timeout'
  | 'too-large'
  | 'redirected'
  | 'malformed'
  | 'cancelled';

export interface RequestFailure {
  readonly code: RequestFault;
  /** For the technical log: a system code or a number, no address. */
  readonly detail: string;
}

const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
]);

function faultOfStreamError(error: unknown): RequestFailure {
  const code = errorCodeOf(error);
  // llhttp says with these that the stream ended inside a message: a lost connection, not bad grammar.
  if (code === 'HPE_INVALID_EOF_STATE') return { code: 'interrupted', detail: code };
  // `startsWith` on a closed vocabulary of parser codes, not on text. An endless header is among them.
  if (code.startsWith('HPE_')) return { code: 'malformed', detail: code };
  if (UNREACHABLE_CODES.has(code)) return { code: 'unreachable', detail: code };
  return { code: 'interrupted', detail: code };
}

function mediaTypeOf(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * One HTTP/1.1 exchange with a device, within limits, over a connection of its own.
 *
 * Resolves with the answer whatever its status, except 3xx, which is `redirected`: a device on the local network has
 * no reason to send the terminal elsewhere. Never rejects. Once resolved the connection is closed and no timer is left.
 */
export function boundedRequest(
  request: BoundedRequest,
  signal: AbortSignal,
): Promise<Result<BoundedResponse, RequestFailure>> {
  const { limits, url } = request;
  return new Promise((resolve) => {
    let settled = false;
    let outgoing: http.ClientRequest | undefined;
    let connection: { readonly destroy: () => void } | undefined;
    let phase: NodeJS.Timeout | undefined;

    const finish = (outcome: Result<BoundedResponse, RequestFailure>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(total);
      clearTimeout(phase);
      signal.removeEventListener('abort', onAbort);
      outgoing?.destroy();
      connection?.destroy();
      resolve(outcome);
    };
    const fail = (code: RequestFault, detail: string): void => {
      finish({ ok: false, error: { code, detail } });
    };
    const onAbort = (): void => fail('cancelled', '');
    const enter = (ms: number, code: RequestFault, detail: string): void => {
      clearTimeout(phase);
      phase = setTimeout(() => fail(code, detail), ms);
    };

    const total = setTimeout(() => fail('timeout', 'total'), limits.totalMs);
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });

    const receive = (response: http.IncomingMessage): void => {
      const status = response.statusCode ?? 0;
      response.on('error', (error) => finish({ ok: false, error: faultOfStreamError(error) }));
      if (status >= 300 && status < 400) {
        fail('redirected', String(status));
        return;
      }
      const answer = {
        status,
        contentType: mediaTypeOf(response.headers['content-type']),
        location: response.headers.location,
        retryAfter: response.headers['retry-after'],
      };
      if (request.headerOnly === true) {
        finish({ ok: true, value: { ...answer, body: new Uint8Array(0) } });
        return;
      }
      const promised = Number(response.headers['content-length'] ?? '0');
      if (promised > limits.maxBodyBytes) {
        fail('too-large', `promised ${promised}`);
        return;
      }
      const chunks: Buffer[] = [];
      let received = 0;
      enter(limits.stallMs, 'timeout', 'stall');
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > limits.maxBodyBytes) {
          fail('too-large', `received ${received}`);
          return;
        }
        chunks.push(chunk);
        enter(limits.stallMs, 'timeout', 'stall');
      });
      response.on('aborted', () => fail('interrupted', 'aborted'));
      response.on('end', () => {
        if (!response.complete) {
          fail('interrupted', 'incomplete');
          return;
        }
        finish({ ok: true, value: { ...answer, body: Buffer.concat(chunks, received) } });
      });
    };

    enter(limits.connectMs, 'unreachable', 'connect');
    connection = openDeviceConnection(
      { url, trust: request.trust },
      (socket) => {
        if (settled) {
          socket.destroy();
          return;
        }
        enter(limits.answerMs, 'timeout', 'answer');
        outgoing = http.request({
          // The socket is already open, and for https already judged: this is only the HTTP on top of it.
          createConnection: () => socket,
          method: request.method,
          path: `${url.pathname}${url.search}`,
          maxHeaderSize: limits.maxHeaderBytes,
          headers: {
            Host: request.host ?? url.host,
            Connection: 'close',
            ...(request.contentType === undefined ? {} : { 'Content-Type': request.contentType }),
            ...(request.body === undefined ? {} : { 'Content-Length': String(request.body.byteLength) }),
          },
        });
        outgoing.on('response', receive);
        // A device that switches protocols or opens a tunnel does not speak what it was asked.
        outgoing.on('upgrade', () => fail('malformed', 'upgrade'));
        outgoing.on('error', (error) => finish({ ok: false, error: faultOfStreamError(error) }));
        outgoing.end(request.body);
      },
      fail,
    );
  });
}
