import { afterEach, describe, expect, it, vi } from 'vitest';
import { posReports } from '../../../hardware/hid-gadgets.ts';
import { BADGE, BADGES, BARCODE, type FaultyBus, openRig, type Rig, SCANNER, standing } from './hid-rig.ts';

const WAIT = { timeout: 5_000, interval: 5 };
const CODE = posReports(']Q1', Buffer.from('REPRISE-FICTIVE'))[0] ?? [];
const NONSENSE = [2, 200];
const KEYBOARD = { ...SCANNER, path: '/dev/hidraw1', usagePage: 1, usage: 6 };

let rig: Rig | undefined;
async function open(...args: Parameters<typeof openRig>): Promise<Rig> {
  rig = await openRig(...args);
  return rig;
}
afterEach(async () => {
  await rig?.readers.close();
  rig = undefined;
});
/** Waits until it stands so. */
const stands = (of: Rig, wanted: string, index = 0): Promise<void> =>
  vi.waitFor(() => expect(standing(of, index)).toBe(wanted), WAIT);
const plug = (bus: FaultyBus): void => {
  bus.plugged = [SCANNER];
};

describe('a reader', () => {
  it('that is there at the start is ready, under a name fit for a screen', async () => {
    const { readers } = await open([BARCODE], { prepare: plug });
    expect(readers.presence()).toEqual([{ kind: 'barcode', name: 'Lecteur fictif', state: 'ready' }]);
  });

  it('reads', async () => {
    const { bus, codes } = await open([BARCODE], { prepare: plug });
    bus.send(SCANNER.path, CODE);
    expect(codes).toMatchObject([{ text: 'REPRISE-FICTIVE', symbology: 'qr-code' }]);
  });

  it('that is unplugged is missing, its connection closed, and reads again once the system tells that it is back', async () => {
    const of = await open([BARCODE], { prepare: plug });
    of.bus.pull(SCANNER.path);
    await stands(of, 'reader-missing');
    expect(of.bus.closed).toBe(1);
    of.bus.plugged = [SCANNER];
    of.notice();
    await stands(of, 'ready');
    of.bus.send(SCANNER.path, CODE);
    expect(of.codes).toHaveLength(1);
  });

  it('that comes back is looked for from time to time where the system tells nothing', async () => {
    const of = await open([BARCODE], { events: false });
    expect(standing(of)).toBe('reader-missing');
    of.bus.plugged = [SCANNER];
    await stands(of, 'ready');
  });

  it('that is missing is not looked for where the system tells of it', async () => {
    const of = await open([BARCODE]);
    of.bus.plugged = [SCANNER];
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(of.bus.listed).toBe(1);
  });

  it('that goes away unnoticed by its connection is dropped at the next look', async () => {
    const of = await open([BARCODE], { prepare: plug });
    of.bus.plugged = [];
    of.notice();
    await stands(of, 'reader-missing');
    expect(of.bus.closed).toBe(1);
  });

  it('is not read any more once everything is closed', async () => {
    const { bus, readers, codes } = await open([BARCODE], { prepare: plug });
    await readers.close();
    bus.send(SCANNER.path, CODE);
    expect(codes).toEqual([]);
    expect(bus.closed).toBe(1);
  });

  it('of Honeywell is asked for scanned data reports, and is listened to even where it refuses', async () => {
    const { bus, codes } = await open([BARCODE], {
      prepare: (one) => {
        plug(one);
        one.feature = 'refused';
      },
    });
    expect(bus.features).toEqual([[0xfe, 0x01]]);
    bus.send(SCANNER.path, CODE);
    expect(codes).toHaveLength(1);
  });
});

describe('a reader that cannot be opened', () => {
  it('is refused, and opened by itself once it can be', async () => {
    const of = await open([BARCODE], {
      prepare: (bus) => {
        plug(bus);
        bus.opening = 'refused';
      },
    });
    expect(standing(of)).toBe('reader-refused');
    of.bus.opening = 'works';
    await stands(of, 'ready');
  });

  it('because the system hangs is given up; what it opens in the end is closed again', async () => {
    const of = await open([BARCODE], {
      prepare: (bus) => {
        plug(bus);
        bus.opening = 'hangs';
      },
    });
    expect(standing(of)).toBe('reader-refused');
    of.bus.release();
    await vi.waitFor(() => expect(of.bus.closed).toBe(1), WAIT);
  });

  it.each(['refuses', 'hangs'] as const)('because the list of devices %s', async (listing) => {
    const of = await open([BARCODE], {
      prepare: (bus) => {
        plug(bus);
        bus.listing = listing;
      },
    });
    expect(standing(of)).toBe('reader-refused');
    of.bus.listing = 'answers';
    of.bus.release();
    await stands(of, 'ready');
  });

  it('because it types like a keyboard is not opened at all', async () => {
    const of = await open([BARCODE], {
      prepare: (bus) => {
        bus.plugged = [KEYBOARD];
      },
    });
    expect(standing(of)).toBe('reader-types-keys');
    expect(of.bus.opened).toBe(0);
  });
});

describe('a reader that misbehaves', () => {
  it('once is forgiven; three times in a row it is said, until it is understood again', async () => {
    const of = await open([BARCODE], { prepare: plug });
    of.bus.send(SCANNER.path, NONSENSE);
    of.bus.send(SCANNER.path, NONSENSE);
    of.bus.send(SCANNER.path, CODE);
    of.bus.send(SCANNER.path, NONSENSE);
    expect(of.told).toEqual([]);
    of.bus.send(SCANNER.path, NONSENSE);
    of.bus.send(SCANNER.path, NONSENSE);
    expect(standing(of)).toBe('reader-not-understood');
    of.bus.send(SCANNER.path, CODE);
    expect(standing(of)).toBe('ready');
    expect(of.told.map(([presence]) => presence?.state)).toEqual(['unusable', 'ready']);
  });

  it('by sending without end is closed for a while, then tried again', async () => {
    const of = await open([BARCODE], { prepare: plug });
    for (let sent = 0; sent < 2_000; sent += 1) of.bus.send(SCANNER.path, NONSENSE);
    expect(standing(of)).toBe('reader-flooding');
    expect(of.bus.closed).toBe(1);
    await stands(of, 'ready');
    expect(of.bus.opened).toBe(2);
  });

  it('by sending the longest code there is, is not taken for one that floods', async () => {
    const of = await open([BARCODE], { prepare: plug });
    for (const report of posReports(']Q1', Buffer.alloc(7_089, '7'))) of.bus.send(SCANNER.path, report);
    expect(standing(of)).toBe('ready');
    expect(of.codes.map(({ bytes }) => bytes.length)).toEqual([7_089]);
  });
});

describe('a badge', () => {
  const plugBadges = (bus: FaultyBus): void => {
    bus.plugged = [BADGES];
  };
  const badge = (first: number): Uint8Array =>
    Uint8Array.from({ length: 16 }, (_, at) => (at < 7 ? first : 0));

  it('that lies on the reader counts once; another one at once; the same again after it was lifted', async () => {
    const { bus, badges } = await open([BADGE], { prepare: plugBadges });
    for (const report of [badge(1), badge(1), badge(2), badge(1), badge(0), badge(1)]) {
      bus.send(BADGES.path, report);
    }
    expect(badges.map(({ id }) => id.slice(0, 2))).toEqual(['01', '02', '01', '01']);
  });

  it('that was away long enough counts again, where the reader does not say that it was lifted', async () => {
    const { bus, badges } = await open([BADGE], { prepare: plugBadges, waits: { badgeAwayMs: 1 } });
    bus.send(BADGES.path, badge(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    bus.send(BADGES.path, badge(1));
    expect(badges).toHaveLength(2);
  });

  it('reader and a barcode reader do not get each other’s reports', async () => {
    const of = await open([BARCODE, BADGE], {
      prepare: (bus) => {
        bus.plugged = [BADGES, SCANNER];
      },
    });
    expect([standing(of, 0), standing(of, 1)]).toEqual(['ready', 'ready']);
    of.bus.send(BADGES.path, badge(9));
    of.bus.send(SCANNER.path, CODE);
    expect([of.codes.length, of.badges.length]).toEqual([1, 1]);
  });
});
