import { startKiosk } from '../../../main/kiosk.ts';
import { FolderHidReaders } from '../hid/desk-readers.ts';
import { FolderUsbDrives } from '../usb/folder-usb-drives.ts';
import { readersFolder } from './desk-configuration.ts';

/**
 * The kiosk of the simulated desk: the shipped application in everything but the sticks and the
 * readers, which are folders. What is on the wire
 * (scanner, printer, platform) is simulated there, so the shipped drivers run unmodified. `usb.mount_root` of the
 * configuration is the folder that holds the sticks.
 */

/** What a test driver puts on the command line to attach. The shipped application refuses both, and has no such list. */
const DRIVER_SWITCHES: ReadonlySet<string> = new Set(['--inspect=0', '--remote-debugging-port=0']);
process.argv = process.argv.filter((argument) => !DRIVER_SWITCHES.has(argument));

startKiosk({
  usbDrives: ({ usb }) => FolderUsbDrives.open(usb.mount_root),
  hidReaders: ({ usb }) => FolderHidReaders.open(readersFolder(usb.mount_root)),
});
