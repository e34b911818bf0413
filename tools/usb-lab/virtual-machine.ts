import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

const QEMU = 'qemu-system-x86_64';
const MEMORY_MB = 2_048;
/** Characters kept of what the kernel and the programs inside say: the end of it. */
const CONSOLE_KEPT = 200_000;
/** Most lines of results accepted, and their length: a machine gone wild must not fill our memory. */
const LINES_MAX = 2_000;
const LINE_MAX = 20_000;

/** Longest wait for the last lines, milliseconds. */
const LAST_LINES_MS = 2_000;

/** What to boot. */
export interface MachineOptions {
  readonly kernel: string;
  readonly initialMemory: string;
  /** Folder of our own for the socket. */
  readonly folder: string;
  readonly limitMs: number;
  /** Each line that the program inside writes to its second serial port. */
  readonly onLine: (line: string) => void;
}

/** How a machine ended. */
export interface MachineEnd {
  readonly reason: 'powered-off' | 'time-limit' | 'not-started';
  readonly console: string;
}

/**
 * Boots a machine whose root is this machine's own, read-only (9p), and waits until it switches itself off or its time is
 * over. Processor and devices are emulated (TCG): no /dev/kvm is asked for. Ended by its process id in every case.
 */
export async function runMachine(options: MachineOptions): Promise<MachineEnd> {
  const socket = path.join(options.folder, 'results.sock');
  const server = await listenForLines(socket, options.onLine);
  const machine = spawn(
    QEMU,
    [
      ...['-accel', 'tcg,thread=multi', '-smp', '2', '-cpu', 'max', '-m', String(MEMORY_MB)],
      ...['-display', 'none', '-monitor', 'none', '-nic', 'none', '-no-reboot'],
      ...['-serial', 'stdio'],
      ...['-chardev', `socket,id=results,path=${socket}`, '-serial', 'chardev:results'],
      ...['-kernel', options.kernel, '-initrd', options.initialMemory],
      ...['-append', 'console=ttyS0 quiet loglevel=2 panic=-1'],
      ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [machine.stdout, machine.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-CONSOLE_KEPT);
    });
  }
  let reason: MachineEnd['reason'] = 'powered-off';
  const end = (): void => {
    machine.kill('SIGKILL');
  };
  const limit = setTimeout(() => {
    reason = 'time-limit';
    end();
  }, options.limitMs);
  process.once('exit', end);
  await new Promise<void>((resolve) => {
    machine.once('error', () => {
      reason = 'not-started';
      resolve();
    });
    machine.once('close', () => resolve());
  });
  clearTimeout(limit);
  process.removeListener('exit', end);
  // What was still on its way when the machine ended.
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, LAST_LINES_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
  });
  return { reason, console: said };
}

/** QEMU connects to us, so that we know of every line at once. */
function listenForLines(socket: string, onLine: (line: string) => void): Promise<Server> {
  let lines = 0;
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    createInterface({ input: connection }).on('line', (line) => {
      lines += 1;
      if (lines <= LINES_MAX) onLine(line.slice(0, LINE_MAX));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => resolve(server));
  });
}
