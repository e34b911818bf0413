import net from 'node:net';
import tls from 'node:tls';

export interface RawServer {
  readonly url: URL;
  readonly connections: number;
  /** Everything clients sent, as text. */
  readonly received: string;
  close(): Promise<void>;
}

/** A server on loopback that does with each connection what it is told, below HTTP. */
export async function startRawServer(
  onConnection: (socket: net.Socket) => void,
  secure?: { readonly key: string; readonly cert: string },
): Promise<RawServer> {
  let connections = 0;
  let received = '';
  const sockets = new Set<net.Socket>();
  const listener = (socket: net.Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (data) => {
      received += data.toString('latin1');
    });
    onConnection(socket);
  };
  const server = secure === undefined ? net.createServer(listener) : tls.createServer(secure, listener);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: new URL(`${secure === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}/`),
    get connections() {
      return connections;
    },
    get received() {
      return received;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
