import net from 'node:net';

/** The cable of a device: cut, connections die and new ones are refused, as when the device is switched off. */
export interface Cable {
  /** Loopback port at this end; the same for as long as the desk stands. */
  readonly port: number;
  readonly on: boolean;
  switchOff(): Promise<void>;
  switchOn(): Promise<void>;
}

/** Runs a cable from `port` (chosen by the system where it is 0) to a device's own port, both on 127.0.0.1. */
export async function layCable(devicePort: number, port: number): Promise<Cable> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(devicePort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      // What goes wrong at one end ends the other; the client's driver is who has to cope.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const own = address.port;
  return {
    port: own,
    get on() {
      return server.listening;
    },
    async switchOff() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async switchOn() {
      if (!server.listening) await listen(own);
    },
  };
}
