import { constants } from 'node:os';
import type { UsbError } from '../../ports/usb-drives.ts';

/** Codes of Linux that Node.js has no name for (`include/uapi/asm-generic/errno.h`). */
const EUCLEAN = 117;
const EREMOTEIO = 121;
const ENOMEDIUM = 123;

/**
 * What a failed system call on a stick means. A stick that is pulled answers differently by file system: EIO from the
 * kernel's own, ECONNABORTED then ENOTCONN from a FUSE one whose device went away. EIO is also what a dying stick
 * answers: the two cannot be told apart here.
 */
const MEANING: ReadonlyMap<number, UsbError> = new Map([
  [constants.errno.ENOSPC, 'usb-full'],
  [constants.errno.EDQUOT, 'usb-full'],
  [constants.errno.EFBIG, 'usb-full'],
  [constants.errno.EROFS, 'usb-read-only'],
  [constants.errno.EACCES, 'usb-read-only'],
  [constants.errno.EPERM, 'usb-read-only'],
  [constants.errno.EIO, 'usb-pulled'],
  [constants.errno.ENODEV, 'usb-pulled'],
  [constants.errno.ENXIO, 'usb-pulled'],
  [constants.errno.ENOENT, 'usb-pulled'],
  [constants.errno.ENOTCONN, 'usb-pulled'],
  [constants.errno.ECONNABORTED, 'usb-pulled'],
  [constants.errno.ESTALE, 'usb-pulled'],
  [EREMOTEIO, 'usb-pulled'],
  [ENOMEDIUM, 'usb-pulled'],
  [constants.errno.EBUSY, 'usb-busy'],
  [EUCLEAN, 'usb-unreadable'],
]);

/** Number of the system error that `error` carries (positive), or nothing where it is not one. */
export function errnoOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errno' in error)) return undefined;
  return typeof error.errno === 'number' ? Math.abs(error.errno) : undefined;
}

/** The code for a failed system call on a stick; nothing where `error` is no system error, hence a bug. */
export function usbErrorOf(error: unknown): UsbError | undefined {
  const errno = errnoOf(error);
  if (errno === undefined) return undefined;
  return MEANING.get(errno) ?? 'usb-unreadable';
}
