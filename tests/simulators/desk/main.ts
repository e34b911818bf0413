import { startKiosk } from '../../../main/kiosk.ts';
import { FolderUsbDrives } from '../usb/folder-usb-drives.ts';

/**
 * The kiosk of the simulated desk: the shipped application in everything but the sticks, which are folders. What is on the wire
 * (scanner, printer, platform) is simulated there, so the shipped drivers run unmodified. `usb.mount_root` of the
 * configuration is the folder that holds the sticks.
 */
startKiosk({ usbDrives: ({ usb }) => FolderUsbDrives.open(usb.mount_root) });
