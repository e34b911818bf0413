import { HEADPHONE_CHECKS } from './headphone-checks.ts';
import { HELPER_CHECKS } from './helper-checks.ts';
import type { HardwareCheck } from './lab-bench.ts';
import { PRINTER_CHECKS } from './printer-checks.ts';
import { READER_CHECKS } from './reader-checks.ts';
import { STICK_CHECKS } from './stick-checks.ts';

/** Everything that is found out in the laboratory's machine, in this order. */
export const CHECKS: readonly HardwareCheck[] = [
  ...READER_CHECKS,
  ...HELPER_CHECKS,
  ...STICK_CHECKS,
  ...PRINTER_CHECKS,
  ...HEADPHONE_CHECKS,
];
