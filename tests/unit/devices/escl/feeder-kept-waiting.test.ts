import { expect, test } from 'vitest';
import { startRig } from './scanner-rig.ts';

/**
 * Sixty pages a minute would take a second a page; four times that speed shows the same in a quarter of the time, and is slow enough
 * not to judge what else the machine does.
 */
const PAGE_MS = 250;
const PAGES = 12;

test('the feeder is not made to wait: each page is asked for before it is ready, but for the odd busy moment', async () => {
  const rig = await startRig({ manners: { pageMs: PAGE_MS } });
  await rig.loadFeeder(PAGES);
  const { result } = await rig.scan({ source: 'feeder' });
  expect(result).toEqual({ ok: true, value: { pages: PAGES } });
  const late = rig.device.deliveries.filter(({ askedAt, readyAt }) => askedAt > readyAt);
  expect(late.length).toBeLessThanOrEqual(PAGES / 3);
  await rig.close();
});
