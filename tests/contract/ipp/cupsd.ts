import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Bounded, freePort } from './ippeveprinter.ts';

const run = promisify(execFile);

/** A CUPS server of its own on loopback with one raw queue, and what stands for the printer behind it (Debian: cups). */
export interface CupsQueue {
  /** `ipp://localhost:port/printers/essai` */
  readonly uri: string;
  /** What came out at the printer's end, one entry a connection. */
  readonly received: readonly Uint8Array[];
  /** As `cupsdisable` and `cupsenable` do. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** The printer's cable: pulled, nobody listens any more. */
  pull(): Promise<void>;
  close(): Promise<void>;
}

const QUEUE = 'essai';

const SERVER = (port: number, folder: string): string => `LogLevel warn
Listen 127.0.0.1:${port}
Listen ${folder}/cups.sock
Browsing No
DefaultAuthType None
WebInterface No
MaxJobTime 60
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`;

const FILES = (folder: string): string => `ServerRoot ${folder}/root
RequestRoot ${folder}/spool
CacheDir ${folder}/cache
StateDir ${folder}/state
TempDir ${folder}/spool/tmp
ErrorLog ${folder}/error_log
AccessLog ${folder}/access_log
PageLog ${folder}/page_log
SystemGroup root
User lp
Group lp
`;

export async function startCupsQueue(): Promise<CupsQueue> {
  const folder = await mkdtemp(join(tmpdir(), 'borne-cups-'));
  // Its backends run as `lp`.
  await chmod(folder, 0o755);
  const received: Uint8Array[] = [];
  const sockets = new Set<net.Socket>();
  const printer = net.createServer((socket) => {
    sockets.add(socket);
    const parts: Buffer[] = [];
    socket.on('data', (bytes) => parts.push(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => received.push(Buffer.concat(parts)));
  });
  await new Promise<void>((resolve) => printer.listen(0, '127.0.0.1', resolve));
  const printerAddress = printer.address();
  const printerPort = typeof printerAddress === 'object' && printerAddress !== null ? printerAddress.port : 0;
  const pull = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      printer.close(() => resolve());
    });

  // It ends without a word where one of its folders is missing.
  for (const name of ['root', 'spool/tmp', 'cache', 'state'])
    await mkdir(join(folder, name), { recursive: true });
  const port = await freePort();
  await writeFile(join(folder, 'cupsd.conf'), SERVER(port, folder));
  await writeFile(join(folder, 'cups-files.conf'), FILES(folder));
  const server = new Bounded('cupsd', [
    '-f',
    ...['-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')],
  ]);
  const close = async (): Promise<void> => {
    await server.stop();
    await pull();
    await rm(folder, { recursive: true, force: true });
  };
  const admin = async (command: string, ...args: readonly string[]): Promise<void> => {
    await run(command, ['-h', `127.0.0.1:${port}`, ...args], { timeout: 20_000 });
  };
  try {
    await server.until('cupsd', async () => {
      try {
        return (await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) })).status > 0;
      } catch {
        return false;
      }
    });
    await admin('lpadmin', '-p', QUEUE, '-E', '-v', `socket://127.0.0.1:${printerPort}`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    uri: `ipp://localhost:${port}/printers/${QUEUE}`,
    received,
    pause: () => admin('cupsdisable', QUEUE),
    resume: () => admin('cupsenable', QUEUE),
    pull,
    close,
  };
}
