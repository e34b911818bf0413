import type { BarcodeSymbology } from '../../ports/hid-reader.ts';

/** Code characters of ISO/IEC 15424, table 1. Case matters. */
const FAMILIES: Readonly<Record<string, BarcodeSymbology>> = {
  A: 'code-39',
  C: 'code-128',
  E: 'ean-upc',
  F: 'codabar',
  G: 'code-93',
  I: 'interleaved-2-of-5',
  L: 'pdf417',
  Q: 'qr-code',
  U: 'maxicode',
  d: 'data-matrix',
  e: 'gs1-databar',
  z: 'aztec',
};

/** The code family that an identifier such as `]Q1` names; `unknown` where the reader gave none. */
export function symbologyOf(aim: string): BarcodeSymbology {
  if (aim === '') return 'unknown';
  return FAMILIES[aim.charAt(1)] ?? 'other';
}
