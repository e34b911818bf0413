import { z } from 'zod';

/** Numbers of USB, as `lsusb` prints them: `0x0c2e` in YAML. */
export const usbNumber = z.number().int().min(0).max(0xffff);
const byteNumber = z.number().int().min(0).max(4_095);

/** A reader that sends what it reads as barcode reports (HID POS mode). Without numbers, whichever is plugged in. */
const barcodeReader = z
  .object({
    kind: z.literal('barcode'),
    vendor_id: usbNumber.optional(),
    product_id: usbNumber.optional(),
  })
  .strict()
  .refine(({ vendor_id, product_id }) => product_id === undefined || vendor_id !== undefined, {
    error: 'product_id demande aussi vendor_id',
    path: ['product_id'],
  });

/** How a badge reader writes a badge's number into its reports, as its manual says. */
const badgeReport = z
  .object({
    /** Length of a report, its number included where it has one. */
    bytes: z.number().int().min(1).max(4_096),
    report_id: z.number().int().min(1).max(255).optional(),
    /** First byte of the badge's number, counted from 0. */
    start: byteNumber,
    /** Bytes of the badge's number; the most of them where `length_at` names the byte that says how many. */
    length: z.number().int().min(1).max(64),
    length_at: byteNumber.optional(),
    encoding: z.enum(['hex', 'ascii']),
  })
  .strict()
  .refine(({ bytes, start, length }) => start + length <= bytes, {
    error: 'start et length dépassent la longueur bytes',
    path: ['length'],
  })
  .refine(({ bytes, length_at }) => length_at === undefined || length_at < bytes, {
    error: 'length_at dépasse la longueur bytes',
    path: ['length_at'],
  });

const badgeReader = z
  .object({
    kind: z.literal('badge'),
    vendor_id: usbNumber,
    product_id: usbNumber.optional(),
    /** Meaning of its interface, where it has several. */
    usage_page: usbNumber.optional(),
    usage: usbNumber.optional(),
    report: badgeReport,
  })
  .strict();

/** `readers` of `kiosk.yaml`: the terminal's barcode and badge readers. */
export const readers = z.array(z.discriminatedUnion('kind', [barcodeReader, badgeReader])).max(4);
