import { ProgramMonitor } from './program-monitor.ts';

/** Part of systemd's udev, present on every Debian desktop. */
const PROGRAM = '/usr/bin/udevadm';

/** Kernel subsystems that are listened to. */
export type UdevSubsystem = 'block' | 'hidraw' | 'sound';

/**
 * Calls `onChange` when a device of one subsystem comes or goes, after udev has finished with it (its rights are set, its
 * file system is known).
 *
 * Node.js cannot listen to the kernel's netlink socket and node-hid reports no arrivals, so `udevadm monitor` listens in
 * our place. Should Borne be killed, it ends at the next device.
 */
export class UdevMonitor extends ProgramMonitor {
  constructor(subsystem: UdevSubsystem, onChange: () => void) {
    super({ path: PROGRAM, args: ['monitor', '--udev', `--subsystem-match=${subsystem}`] }, onChange);
  }
}
