import { readerSpecs } from './devices/hid/configured-readers.ts';
import { UsbHidReaders } from './devices/hid/usb-hid-readers.ts';
import { LinuxUsbDrives } from './devices/usb/linux-usb-drives.ts';
import { knownFormat } from './documents/known-format.ts';
import { startKiosk } from './kiosk.ts';

startKiosk({
  usbDrives: ({ usb }) =>
    LinuxUsbDrives.open({
      mountRoot: usb.mount_root,
      mount: usb.mount,
      unmount: usb.unmount,
      recognise: knownFormat,
    }),
  hidReaders: async ({ readers }) =>
    readers.length === 0 ? undefined : UsbHidReaders.open({ readers: readerSpecs(readers) }),
});
