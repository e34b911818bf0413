import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** CUPS's own IPP Everywhere printer, a peer that this project did not write (Debian: cups-ipp-utils). */
export interface EvePrinter {
  /** `ipp://localhost:port/ipp/print` */
  readonly uri: string;
  readonly port: number;
  /** What lies in the tray: the documents received, oldest first. */
  received(): Promise<readonly Uint8Array[]>;
  /** Sheets in the A4 tray, set by the printer's own web page as a person would. */
  loadPaper(sheets: 0 | 5 | 250): Promise<void>;
  close(): Promise<void>;
}

export interface EvePrinterOptions {
  /** `document-format-supported`, PDF where missing. */
  readonly formats?: readonly string[];
  /** Text of a shell script run for each job; its exit code decides. Half a second and success where missing. */
  readonly command?: string;
}

/** No process of a test outlives this, even where the test itself is killed. Seconds. */
const LIFE_SECONDS = '300';
const START_LIMIT_MS = 15_000;

const BUS_CONFIGURATION = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_type="method_call"/><allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/><allow receive_type="method_return"/>
    <allow receive_type="error"/><allow receive_type="signal"/>
  </policy>
</busconfig>
`;

const AVAHI_CONFIGURATION = `[server]
host-name=borne-essai
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
`;

/** A process bounded in time, and what it said. */
export class Bounded {
  readonly #child: ChildProcess;
  said = '';

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.#child = spawn('timeout', [LIFE_SECONDS, command, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.said = `${this.said}${chunk.toString()}`.slice(-20_000);
      });
    }
    this.#child.on('error', (error) => {
      this.said += error.message;
    });
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits until `ready`; fails with what the process said where it ends or takes too long. */
  async until(what: string, ready: () => boolean | Promise<boolean>): Promise<void> {
    const limit = performance.now() + START_LIMIT_MS;
    while (!(await ready())) {
      if (!this.running || performance.now() > limit) throw new Error(`${what}: ${this.said}`);
      await sleep(50);
    }
  }

  /** `timeout` hands the signal on. */
  async stop(): Promise<void> {
    if (!this.running) return;
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGTERM');
    const late = sleep(3_000).then(() => this.#child.kill('SIGKILL'));
    await Promise.race([ended, late]);
  }
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function hasFile(folder: string, name: string): Promise<boolean> {
  return (await readdir(folder)).includes(name);
}

/**
 * Starts the printer with a private D-Bus and a private Avahi on loopback: without DNS-SD it does not start. Needs root, as
 * Avahi does, and no other Avahi on the machine.
 */
export async function startEvePrinter(options: EvePrinterOptions = {}): Promise<EvePrinter> {
  const folder = await mkdtemp(join(tmpdir(), 'borne-eve-'));
  const spool = join(folder, 'spool');
  const socket = join(folder, 'bus');
  await mkdir(spool);
  await mkdir('/run/avahi-daemon', { recursive: true });
  await writeFile(join(folder, 'bus.conf'), BUS_CONFIGURATION(socket));
  await writeFile(join(folder, 'avahi.conf'), AVAHI_CONFIGURATION);
  const command = join(folder, 'print-command');
  // Without a command of its own the printer sleeps 5 to 15 seconds for each job.
  await writeFile(command, options.command ?? '#!/bin/sh\nsleep 0.5\n', { mode: 0o755 });

  const processes: Bounded[] = [];
  const close = async (): Promise<void> => {
    for (const process of processes.reverse()) await process.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const bus = new Bounded('dbus-daemon', [
      `--config-file=${join(folder, 'bus.conf')}`,
      '--nofork',
      '--nopidfile',
    ]);
    processes.push(bus);
    await bus.until('dbus-daemon', () => hasFile(folder, 'bus'));
    const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}`, HOME: folder };
    const avahi = new Bounded(
      'avahi-daemon',
      ['-f', join(folder, 'avahi.conf'), '--no-drop-root', '--no-chroot', '--no-rlimits'],
      env,
    );
    processes.push(avahi);
    await avahi.until('avahi-daemon', () => avahi.said.includes('Server startup complete'));

    const port = await freePort();
    const printer = new Bounded(
      'ippeveprinter',
      [
        // Without a speed (-s) this printer accepts jobs and never ends them.
        ...['-p', String(port), '-n', 'localhost', '-r', 'off', '-s', '60,60', '-K', folder],
        ...['-d', spool, '-k', '-f', (options.formats ?? ['application/pdf']).join(',')],
        ...['-c', command],
        'Imprimante d’essai',
      ],
      env,
    );
    processes.push(printer);
    const answers = async (): Promise<boolean> => {
      try {
        return (await fetch(`http://localhost:${port}/`, { signal: AbortSignal.timeout(2_000) })).ok;
      } catch {
        return false;
      }
    };
    await printer.until('ippeveprinter', answers);

    const loadPaper = async (sheets: 0 | 5 | 250): Promise<void> => {
      // Both trays have to be described, or the printer waits for the other one for ever.
      const trays = new URLSearchParams({
        size1: 'iso_a4_210x297mm',
        type1: 'stationery',
        level1: String(sheets),
        size2: 'na_index-4x6_4x6in',
        type2: 'photographic-glossy',
        level2: '25',
      });
      await fetch(`http://localhost:${port}/media?${trays}`, { signal: AbortSignal.timeout(5_000) });
    };
    await loadPaper(250);
    return {
      uri: `ipp://localhost:${port}/ipp/print`,
      port,
      loadPaper,
      received: async () => {
        const names = (await readdir(spool)).filter((name) => /\.(pdf|pwg|jpg)$/.test(name));
        names.sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
        return Promise.all(names.map((name) => readFile(join(spool, name))));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs one of CUPS's conformance files; its report, whatever the outcome. */
export async function ipptool(
  args: readonly string[],
): Promise<{ readonly passed: boolean; readonly report: string }> {
  try {
    const { stdout } = await promisify(execFile)('ipptool', [...args], {
      timeout: 60_000,
      maxBuffer: 5_000_000,
    });
    return { passed: true, report: stdout };
  } catch (error) {
    const report =
      typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '';
    return { passed: false, report: report === '' ? String(error) : report };
  }
}
