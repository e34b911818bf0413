import { LinuxUsbDrives } from './devices/usb/linux-usb-drives.ts';
import { startKiosk } from './kiosk.ts';

startKiosk({
  usbDrives: ({ usb }) =>
    LinuxUsbDrives.open({ mountRoot: usb.mount_root, mount: usb.mount, unmount: usb.unmount }),
});
