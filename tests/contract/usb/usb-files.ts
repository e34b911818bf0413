import { createHash, randomBytes } from 'node:crypto';
import type { LinuxUsbDrives } from '../../../main/devices/usb/linux-usb-drives.ts';
import type { UsbFile, UsbPresence } from '../../../main/ports/usb-drives.ts';

export function usbFile(name: string, bytes: Uint8Array): UsbFile {
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function someFile(name: string, length: number): UsbFile {
  return usbFile(name, randomBytes(length));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Resolves once the presence is as asked; fails after ten seconds. */
export function presenceIs(
  drives: LinuxUsbDrives,
  isRight: (presence: UsbPresence) => boolean,
): Promise<UsbPresence> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`presence stayed ${JSON.stringify(drives.presence())}`));
    }, 10_000);
    const look = (presence: UsbPresence): void => {
      if (!isRight(presence)) return;
      clearTimeout(limit);
      stop();
      resolve(presence);
    };
    const stop = drives.watch(look);
    look(drives.presence());
  });
}
