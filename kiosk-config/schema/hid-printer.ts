import { z } from 'zod';
import { usbNumber } from './readers.ts';

/** `printer.hid` of `kiosk.yaml`: a receipt printer that Linux shows as a HID device (`/dev/hidraw…`). */
export const hidPrinter = z
  .object({
    vendor_id: usbNumber,
    product_id: usbNumber,
    /** Meaning of its interface, where the device has several. */
    usage_page: usbNumber.optional(),
    /** How bytes lie in its reports: filled up with zeros, or behind a byte that counts them. */
    framing: z.enum(['padded', 'counted']).default('padded'),
  })
  .strict();
