import qrcode from 'qrcode-generator';

/** The squares of a QR code, without the quiet zone around it. */
export interface QrModules {
  /** Squares on a side. */
  readonly size: number;
  readonly dark: (row: number, column: number) => boolean;
}

/** White squares that a reader needs on each side (ISO/IEC 18004, 6.3.8). */
export const QUIET_ZONE = 4;

/**
 * A QR code in byte mode, the smallest that holds the UTF-8 bytes of `content` at error correction M: 15 % of it may be
 * torn or smudged.
 */
export function qrModules(content: string): QrModules {
  const code = qrcode(0, 'M');
  // The library writes each character as one byte: it is given the bytes.
  code.addData(Buffer.from(content, 'utf8').toString('latin1'), 'Byte');
  code.make();
  return { size: code.getModuleCount(), dark: (row, column) => code.isDark(row, column) };
}
