import assert from 'node:assert/strict';
import { AlsaHeadphones } from '../../main/devices/speech/alsa-headphones.ts';
import type { HardwareCheck } from './lab-bench.ts';
import { soon, timed } from './soon.ts';

/** A plug is noticed within this, emulated as the machine is, milliseconds. */
const NOTICED_MS = 15_000;

/** Programs start some twenty times slower here. */
const LIMITS = { lookMs: 15_000, settledMs: 150, bytes: 1_000_000, cards: 8 };

export const HEADPHONE_CHECKS: readonly HardwareCheck[] = [
  {
    name: 'headphones are noticed when they are plugged into a sound card of the kernel, and when they are pulled out',
    limitMs: 90_000,
    run: async (bench) => {
      const headphones = await AlsaHeadphones.open({ limits: LIMITS });
      try {
        assert.equal(headphones.presence(), 'unknown', 'no socket yet');
        const becomes = (wanted: string): Promise<true> =>
          soon(
            `headphones ${wanted}`,
            NOTICED_MS,
            () => (headphones.presence() === wanted ? true : undefined),
            () => headphones.presence(),
          );
        await bench.addHeadphoneSocket();
        await becomes('unplugged');
        await bench.setHeadphoneSocket(true);
        const inMs = await timed(() => becomes('plugged'));
        await bench.setHeadphoneSocket(false);
        const outMs = await timed(() => becomes('unplugged'));
        return `noticed ${inMs} ms after the plug went in, ${outMs} ms after it was pulled out`;
      } finally {
        await headphones.close();
      }
    },
  },
  {
    name: 'headphones that were plugged in before the terminal started are known at once',
    limitMs: 60_000,
    run: async (bench) => {
      await bench.setHeadphoneSocket(true);
      const headphones = await AlsaHeadphones.open({ limits: LIMITS });
      await headphones.close();
      assert.equal(headphones.presence(), 'plugged');
      return '';
    },
  },
];
