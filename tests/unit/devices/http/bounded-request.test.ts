import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type BoundedRequest,
  boundedRequest,
  type RequestFault,
} from '../../../../main/devices/http/bounded-request.ts';
import { type RawServer, startRawServer } from './raw-server.ts';

const LIMITS = {
  connectMs: 1_000,
  answerMs: 300,
  stallMs: 200,
  totalMs: 1_500,
  maxHeaderBytes: 4_096,
  maxBodyBytes: 10_000,
};
const never = new AbortController().signal;
const servers: RawServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(onConnection: (socket: Socket) => void): Promise<RawServer> {
  const server = await startRawServer(onConnection);
  servers.push(server);
  return server;
}

/** Answers each request with these bytes once it has arrived, and closes. */
const answering =
  (bytes: string) =>
  (socket: Socket): void => {
    socket.once('data', () => socket.end(bytes));
  };

/** Answers each request with these bytes and leaves the connection open. */
const beginning =
  (bytes: string) =>
  (socket: Socket): void => {
    socket.once('data', () => {
      socket.write(bytes);
    });
  };

const get = (url: URL, more: Partial<BoundedRequest> = {}): BoundedRequest => ({
  method: 'GET',
  url,
  trust: { kind: 'system' },
  limits: LIMITS,
  ...more,
});

describe('an answer within the limits', () => {
  test('comes back with status, media type, location, retry-after and body', async () => {
    const server = await serve(
      answering(
        'HTTP/1.1 503 Busy\r\nContent-Type: Text/XML; charset=utf-8\r\nRetry-After: 7\r\nLocation: /there\r\nContent-Length: 2\r\n\r\nhi',
      ),
    );
    const answer = await boundedRequest(get(server.url), never);
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 503, contentType: 'text/xml', retryAfter: '7', location: '/there' },
    });
    expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe('hi');
  });

  test('sends the body with its length and type, and the host it was told', async () => {
    const server = await serve(answering('HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n'));
    const body = Buffer.from('<a/>');
    await boundedRequest(
      get(server.url, { method: 'POST', body, contentType: 'text/xml', host: 'localhost' }),
      never,
    );
    expect(server.received).toContain('POST / HTTP/1.1');
    expect(server.received).toContain('Content-Length: 4');
    expect(server.received).toContain('Host: localhost\r\n');
    expect(server.received.endsWith('<a/>')).toBe(true);
  });

  test('is complete with the header where only the header is wanted, even if the body never comes', async () => {
    const server = await serve((socket) => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 201 Created\r\nLocation: /job\r\nContent-Length: 99\r\n\r\n'),
      );
    });
    const answer = await boundedRequest(get(server.url, { headerOnly: true }), never);
    expect(answer).toMatchObject({ ok: true, value: { status: 201, location: '/job' } });
  });
});

type Behaviour = ((socket: Socket) => void) | undefined;
const WRONG: readonly (readonly [name: string, code: RequestFault, behaviour: Behaviour])[] = [
  ['nobody listens', 'unreachable', undefined],
  [
    'a redirection elsewhere',
    'redirected',
    answering('HTTP/1.1 302 Found\r\nLocation: http://example.invalid/\r\n\r\n'),
  ],
  ['a redirection to itself', 'redirected', answering('HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n')],
  [
    'ten gigabytes promised',
    'too-large',
    answering('HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n'),
  ],
  ['one byte too many', 'too-large', answering(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(10_001)}`)],
  ['a header without end', 'malformed', answering(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)],
  ['something that is not HTTP', 'malformed', answering('220 mail.example.invalid ESMTP\r\n')],
  ['a negative length', 'malformed', answering('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n')],
  [
    'two lengths',
    'malformed',
    answering('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
  ],
  [
    'a protocol switch',
    'malformed',
    answering('HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
  ['an end before the answer', 'interrupted', answering('')],
  [
    'an end in the middle of the body',
    'interrupted',
    answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
  ],
  [
    'an end in the middle of a chunk',
    'interrupted',
    answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf'),
  ],
  ['a device that never answers', 'timeout', () => undefined],
  [
    'a device that stops in the middle',
    'timeout',
    beginning('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
  ],
];

describe('an answer over a limit', () => {
  test.each(WRONG)('%s is %s', async (_name, code, behaviour) => {
    const server = await serve(behaviour ?? (() => undefined));
    if (behaviour === undefined) await server.close();
    const answer = await boundedRequest(get(server.url), never);
    expect(answer).toMatchObject({ ok: false, error: { code } });
  });

  test('a drip slower than the whole limit ends with the whole limit', async () => {
    const server = await serve((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 40);
        socket.on('close', () => clearInterval(drip));
      });
    });
    const answer = await boundedRequest(get(server.url), never);
    expect(answer).toMatchObject({ ok: false, error: { code: 'timeout', detail: 'total' } });
  });

  test('endless chunks stop at the limit and the connection is closed', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      void serve((socket) => {
        socket.on('close', () => resolve());
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
          const more = (): void => {
            if (socket.destroyed) return;
            sent += 1_024;
            socket.write(`400\r\n${'z'.repeat(1_024)}\r\n`, () => setImmediate(more));
          };
          more();
        });
      }).then(async (server) => {
        const answer = await boundedRequest(get(server.url), never);
        expect(answer).toMatchObject({ ok: false, error: { code: 'too-large' } });
      });
    });
    await closed;
    expect(sent).toBeLessThan(20_000_000);
  });

  test('informational answers without end do not outlast the whole limit', async () => {
    const server = await serve((socket) => {
      const more = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 20);
      socket.on('close', () => clearInterval(more));
    });
    const answer = await boundedRequest(get(server.url), never);
    expect(answer).toMatchObject({ ok: false, error: { code: 'timeout' } });
  });

  test('a scheme that is neither http nor https reaches nothing', async () => {
    const answer = await boundedRequest(get(new URL('ftp://127.0.0.1/')), never);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });
});

describe('cancelling', () => {
  test('before the start sends nothing', async () => {
    const server = await serve(() => undefined);
    const answer = await boundedRequest(get(server.url), AbortSignal.abort());
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(server.connections).toBe(0);
  });

  test('while waiting closes the connection', async () => {
    const controller = new AbortController();
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const server = await serve((socket) => {
      socket.on('close', closed);
      socket.once('data', () => controller.abort());
    });
    expect(await boundedRequest(get(server.url), controller.signal)).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    await gone;
  });

  test('a hundred answers leave no listener on the signal', async () => {
    const server = http.createServer((_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    for (let n = 0; n < 100; n += 1) {
      await boundedRequest(get(new URL(`http://127.0.0.1:${port}/`)), signal);
    }
    expect(listeners).toBe(0);
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
