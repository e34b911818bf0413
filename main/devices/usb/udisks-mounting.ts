import { execFile } from 'node:child_process';
import type { UsbError } from '../../ports/usb-drives.ts';
import { UdevMonitor } from '../udev-monitor.ts';
import { type PluggedStick, pluggedSticks, type StickVolume } from './plugged-sticks.ts';

const UDISKSCTL = '/usr/bin/udisksctl';
/** Nothing on a visitor's stick can be run, become another account, or pass for a device. */
const MOUNT_OPTIONS = 'noexec,nosuid,nodev';
/** Longest wait for one mounting, milliseconds. A slow stick with a dirty journal takes seconds. */
const MOUNT_LIMIT_MS = 20_000;
/** UDisks2 learns of a stick at the same time as we do and may not know it yet. */
const MOUNT_TRIES = 4;
const BETWEEN_TRIES_MS = 700;
/**
 * A stick is first seen without its partitions, then with them, then with what is on each: so long nothing is said of one
 * on which nothing was recognised yet, milliseconds.
 */
const RECOGNISED_MS = 5_000;
/** A stick that comes is told several times over, once for each partition and each change: one look answers them all, milliseconds. */
const TOLD_MS = 150;
/** Between two looks where udev sends no events, milliseconds. */
const LOOK_AGAIN_MS = 5_000;

/** Whoever makes a plugged-in stick appear below the mount root. */
export interface StickMounting {
  /** Resolves once what is plugged in now was mounted or found unfit. */
  settled(): Promise<void>;
  /** Why a stick that is plugged in has no file system to write to; nothing where none is, or where it has. */
  trouble(): UsbError | undefined;
  close(): void;
}

/** What was made of a stick since it was plugged in. */
interface Acquaintance {
  /** Milliseconds of the steady clock. */
  readonly seenAt: number;
  /** Device files that mounting was tried on, whatever came of it. */
  readonly tried: Set<string>;
  wasMounted: boolean;
}

function mount(volume: StickVolume): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(
      UDISKSCTL,
      [
        ...['mount', '--no-user-interaction'],
        ...['--block-device', volume.device, '--options', MOUNT_OPTIONS],
      ],
      { timeout: MOUNT_LIMIT_MS, killSignal: 'SIGKILL', env: { LC_ALL: 'C' } },
      (error) => resolve(error === null),
    );
  });
}

/**
 * Mounts visitors' sticks through the system's UDisks2 service, below `/media/<account>` on Debian. Each file system of
 * a stick is mounted once for each time it is plugged in: a stick that was unmounted after a copy stays so until it is
 * plugged in anew, because the visitor was told that it may be removed.
 *
 * Only removable USB disks are touched (`sticksIn`). The account needs the rights `filesystem-mount` of UDisks2
 * (`kiosk-config/lockdown/linux/49-borne-usb.rules`); without them every stick is `usb-unreadable`.
 */
export class UDisksMounting implements StickMounting {
  readonly #onChange: () => void;
  readonly #monitor: UdevMonitor;
  readonly #timer: NodeJS.Timeout;
  readonly #known = new Map<string, Acquaintance>();
  #told: NodeJS.Timeout | undefined;
  #trouble: UsbError | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #closed = false;

  /** @param onChange Called when a stick was mounted, or when `trouble` changed. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#monitor = new UdevMonitor('block', () => {
      this.#told ??= setTimeout(() => {
        this.#told = undefined;
        void this.#refresh();
      }, TOLD_MS);
    });
    this.#timer = setInterval(() => {
      if (!this.#monitor.listening) void this.#refresh();
    }, LOOK_AGAIN_MS);
    this.#timer.unref();
    void this.#refresh();
  }

  async settled(): Promise<void> {
    await this.#looking;
  }

  trouble(): UsbError | undefined {
    return this.#trouble;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#told);
    this.#monitor.close();
  }

  #refresh(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#lookAgain = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#lookAgain && !this.#closed) {
      this.#lookAgain = false;
      const sticks = await pluggedSticks();
      const plugs = new Set(sticks.map(({ plug }) => plug));
      for (const plug of this.#known.keys()) if (!plugs.has(plug)) this.#known.delete(plug);
      let mountedNow = false;
      for (const stick of sticks) mountedNow = (await this.#mountAll(stick)) || mountedNow;
      const trouble = this.#troubleOf(sticks);
      const changed = trouble !== this.#trouble;
      this.#trouble = trouble;
      if ((changed || mountedNow) && !this.#closed) this.#onChange();
    }
  }

  /** Mounts what was not tried yet; true where something was mounted. */
  async #mountAll({ plug, volumes }: PluggedStick): Promise<boolean> {
    const known = this.#known.get(plug) ?? this.#meet(plug);
    let mountedNow = false;
    for (const volume of volumes) {
      if (volume.mounted) known.wasMounted = true;
      if (volume.content !== 'file-system' || known.tried.has(volume.device)) continue;
      known.tried.add(volume.device);
      if (!volume.mounted && (await this.#mount(volume))) {
        known.wasMounted = true;
        mountedNow = true;
      }
    }
    return mountedNow;
  }

  #meet(plug: string): Acquaintance {
    const known: Acquaintance = { seenAt: performance.now(), tried: new Set(), wasMounted: false };
    this.#known.set(plug, known);
    // A moment later, so that the wait is over by then.
    setTimeout(() => void this.#refresh(), RECOGNISED_MS + 100).unref();
    return known;
  }

  async #mount(volume: StickVolume): Promise<boolean> {
    for (let tries = 1; tries <= MOUNT_TRIES && !this.#closed; tries += 1) {
      if (await mount(volume)) return true;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
    }
    return false;
  }

  /** What is said of the first stick that nothing could be mounted of. */
  #troubleOf(sticks: readonly PluggedStick[]): UsbError | undefined {
    for (const { plug, volumes } of sticks) {
      const known = this.#known.get(plug);
      if (known === undefined || known.wasMounted) continue;
      if (volumes.some(({ content }) => content === 'encrypted')) return 'usb-encrypted';
      if (performance.now() - known.seenAt >= RECOGNISED_MS) return 'usb-unreadable';
    }
    return undefined;
  }
}
