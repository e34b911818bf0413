import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Part of systemd's udev, present on every Debian desktop. */
const PROGRAM = '/usr/bin/udevadm';
/** Shortest time between two starts of the program, milliseconds. */
const RESTART_MS = 30_000;

/** Kernel subsystems that are listened to. */
export type UdevSubsystem = 'block' | 'hidraw';

/** Tells of devices that come and go. */
export interface DeviceMonitor {
  /** False where nobody is told: whoever asks must look for himself from time to time. */
  readonly listening: boolean;
  close(): void;
}

/**
 * Calls `onChange` when a device of one subsystem comes or goes, after udev has finished with it (its rights are set, its
 * file system is known).
 *
 * Node.js cannot listen to the kernel's netlink socket and node-hid reports no arrivals, so `udevadm monitor` listens in
 * our place. Its output is not read: that it says anything is the message. Should Borne be killed, it ends at the next
 * device.
 */
export class UdevMonitor implements DeviceMonitor {
  readonly #subsystem: UdevSubsystem;
  readonly #onChange: () => void;
  #process: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(subsystem: UdevSubsystem, onChange: () => void) {
    this.#subsystem = subsystem;
    this.#onChange = onChange;
    this.#start();
  }

  get listening(): boolean {
    return this.#process !== undefined;
  }

  #start(): void {
    if (this.#closed || !existsSync(PROGRAM)) return;
    const monitor = spawn(PROGRAM, ['monitor', '--udev', `--subsystem-match=${this.#subsystem}`], {
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = monitor;
    const gone = (): void => {
      if (this.#process !== monitor) return;
      this.#process = undefined;
      this.#restart = setTimeout(() => this.#start(), RESTART_MS);
      this.#restart.unref();
      // Something may have come in the moment nobody listened.
      this.#onChange();
    };
    monitor.once('error', gone);
    monitor.once('exit', gone);
    monitor.stdout.on('data', () => this.#onChange());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#restart);
    const monitor = this.#process;
    this.#process = undefined;
    monitor?.kill('SIGKILL');
  }
}
