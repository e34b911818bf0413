import type { LabBench } from '../lab-bench.ts';

/** Names of everything a bench can do. */
export const BENCH_CALLS = [
  'disksServiceIsThere',
  'plugHid',
  'sendReports',
  'plugStick',
  'plugPrinter',
  'printed',
  'printerAnswers',
  'setPaper',
  'loadRoll',
  'plugHidRoll',
  'rollPace',
  'setRoll',
  'slips',
  'unplug',
  'plugAgain',
  'discard',
  'look',
  'addHeadphoneSocket',
  'setHeadphoneSocket',
] as const satisfies readonly (keyof LabBench)[];

export type BenchCall = (typeof BENCH_CALLS)[number];

/** From the kiosk's process to the one that has the hands. */
export type ToHands =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly call: BenchCall;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: 'check';
      readonly name: string;
      readonly passed: boolean;
      readonly milliseconds: number;
      readonly detail: string;
    }
  | { readonly kind: 'note'; readonly text: string };

/** The answer to a call. */
export type FromHands =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };
