import { expect, test } from 'vitest';
import type { SlotSource } from '../../../main/ports/platform.ts';
import { createHttpSlots } from '../../../main/sync/http-slots.ts';
import type { ReferencePlatform } from '../../simulators/platform/platform.ts';
import type { PlatformFault } from '../../simulators/platform/platform-faults.ts';
import { codeOf, unwrap } from '../../unit/storage/fictional-dossier.ts';
import { never, runningPlatform } from './terminal.ts';

interface Asked {
  readonly platform: ReferencePlatform;
  readonly slots: SlotSource;
  /** Moves the terminal's clock on. */
  readonly later: (ms: number) => void;
}

async function asked(): Promise<Asked> {
  const platform = await runningPlatform();
  let now = Date.parse('2026-11-21T09:00:00Z');
  const clock = { now: () => now, after: () => () => undefined };
  return {
    platform,
    slots: createHttpSlots({ url: platform.url, terminal: 'borne-essai-1', ca: undefined, clock }),
    later: (ms) => {
      now += ms;
    },
  };
}

const SLOT = {
  id: 'b',
  startsAt: '2026-11-25T09:30:00+01:00',
  place: 'Agence d’essai',
  motifs: ['inscription'],
  phone: null,
};

test('slots come in order of time', async () => {
  const { platform, slots } = await asked();
  platform.offerSlots([SLOT, { ...SLOT, id: 'a', startsAt: '2026-11-24T14:00:00+01:00' }]);
  expect(unwrap(await slots.slots(never)).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('are asked for again after a minute, not before', async () => {
  const { platform, slots, later } = await asked();
  platform.offerSlots([SLOT]);
  unwrap(await slots.slots(never));
  platform.offerSlots([]);
  later(59_000);
  expect(unwrap(await slots.slots(never))).toHaveLength(1);
  later(2_000);
  expect(unwrap(await slots.slots(never))).toEqual([]);
  expect(platform.requests().slots).toBe(2);
});

test.each<[string, PlatformFault, string]>([
  ['a captive portal', { kind: 'garbage' }, 'platform-not-understood'],
  ['a list without end', { kind: 'giant' }, 'platform-not-understood'],
  ['a broken service', { kind: 'status', status: 503 }, 'platform-error'],
  ['a cut connection', { kind: 'drop' }, 'platform-offline'],
])('%s is a failure that the next person does not inherit', async (_what, fault, code) => {
  const { platform, slots } = await asked();
  platform.faults.failNext('slots', fault);
  expect(codeOf(await slots.slots(never))).toBe(code);
  expect(unwrap(await slots.slots(never)).length).toBeGreaterThan(0);
});

test('a platform without rendez-vous offers none', async () => {
  const { platform, slots } = await asked();
  platform.faults.failNext('slots', { kind: 'status', status: 404 });
  expect(unwrap(await slots.slots(never))).toEqual([]);
});

test.each([
  ['no date', { ...SLOT, startsAt: 'mardi' }],
  ['no offset', { ...SLOT, startsAt: '2026-11-25T09:30:00' }],
  ['a place as long as a book', { ...SLOT, place: 'x'.repeat(5_000) }],
  ['no motif', { ...SLOT, motifs: [] }],
])('a slot with %s is not understood', async (_what, slot) => {
  const { platform, slots } = await asked();
  platform.offerSlots([slot]);
  expect(codeOf(await slots.slots(never))).toBe('platform-not-understood');
});
