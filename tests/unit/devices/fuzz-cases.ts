import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** What a device, or something in its place, can send us. */
export type FuzzedSurface = 'eSCL' | 'discovery' | 'IPP' | 'ESC/POS status' | 'Star status' | 'HID' | 'SANE';

/** How many times the usual number of cases; `npm run fuzz:devices` asks for more. */
const SCALE = Number(process.env['FUZZ_SCALE'] ?? '1');
/** File that takes a line for each property that held: the surface, a tab, the cases really run. */
const LEDGER = process.env['FUZZ_LEDGER'];

/** Parameters of a property that is given `usual` cases in the normal run, and counted. */
export function fuzzCases<Ts>(surface: FuzzedSurface, usual: number): fc.Parameters<Ts> {
  return {
    numRuns: Math.ceil(usual * SCALE),
    reporter: (details) => {
      if (details.failed) throw new Error(fc.defaultReportMessage(details));
      if (LEDGER !== undefined) appendFileSync(LEDGER, `${surface}\t${details.numRuns}\n`);
    },
  };
}
