import { describe, expect, it } from 'vitest';
import { snapshot as snapshotSchema } from '../../main/contract/snapshot.ts';
import type { StaffTries, WrongTries } from '../../main/ports/staff-tries.ts';
import { TestReaders, TestSelfTest, testStaffDesk } from './staff-fixture.ts';
import { settle, startedVisit } from './visit-fixture.ts';

/** A disk that keeps wrong tries over a restart. */
class RememberedTries implements StaffTries {
  remembered: WrongTries = { wrong: 0, at: 0 };
  readonly written: WrongTries[] = [];

  async remember(tries: WrongTries): Promise<void> {
    this.written.push(tries);
  }

  afterRestart(now: number): this {
    const { wrong, at } = this.written.at(-1) ?? this.remembered;
    this.remembered = { wrong, at: Math.min(at, now) };
    return this;
  }
}

async function atLock(hasPin = true, tries?: StaffTries) {
  const selfTest = new TestSelfTest();
  const readers = new TestReaders();
  const test = await startedVisit({ readers, staff: testStaffDesk(selfTest, hasPin, tries) });
  const staff = test.visit.staff;
  if (staff === undefined) throw new Error('no team’s screen');
  expect(test.visit.showStaff()).toMatchObject({ ok: true });
  return { ...test, selfTest, readers, staff, shown: () => test.view('staff').staff };
}

async function opened() {
  const test = await atLock();
  await test.staff.enter('246810');
  await settle();
  return test;
}

describe('the lock', () => {
  it('opens with the PIN, and shows devices with what to do about them', async () => {
    const test = await opened();
    expect(test.shown()).toMatchObject({
      kind: 'open',
      examining: false,
      waiting: 1,
      devices: [
        {
          report: { device: 'printer', problem: 'printer-media-empty' },
          instruction: 'Que faire : printer-media-empty',
          lastError: { code: 'printer-jam', instruction: 'Que faire : printer-jam' },
        },
      ],
    });
    expect(JSON.stringify(test.snapshot())).not.toContain('a note for technicians');
    expect(test.events).toContainEqual({ event: 'staff-opened', by: 'pin' });
  });

  it('says that a PIN is wrong, and takes the next one', async () => {
    const test = await atLock();
    await test.staff.enter('111111');
    expect(test.shown()).toMatchObject({ kind: 'locked', refused: true, waitSeconds: 0 });
    await test.staff.enter('246810');
    expect(test.shown().kind).toBe('open');
  });

  it('waits after three wrong tries, longer after each further one, and forgets nothing when it is left', async () => {
    const test = await atLock();
    for (const pin of ['111111', '222222', '333333']) await test.staff.enter(pin);
    expect(test.shown()).toMatchObject({ waitSeconds: 30 });
    expect(await test.staff.enter('246810')).toMatchObject({ ok: false });
    test.staff.leave();
    test.visit.showStaff();
    expect(test.shown()).toMatchObject({ kind: 'locked', waitSeconds: 30 });
    await test.clock.advance(29_500);
    expect(test.shown()).toMatchObject({ waitSeconds: 1 });
    await test.clock.advance(1_000);
    await test.staff.enter('444444');
    expect(test.shown()).toMatchObject({ waitSeconds: 60 });
    for (const [event, pushed] of test.snapshots.entries()) {
      expect(snapshotSchema.parse(pushed), `snapshot ${event}`).toEqual(pushed);
    }
  });

  it('gives no new tries to whoever switches the terminal off and on', async () => {
    const disk = new RememberedTries();
    const before = await atLock(true, disk);
    for (const pin of ['111111', '222222', '333333']) await before.staff.enter(pin);
    // Where it starts again the clock stands as it stood: nothing was waited.
    const after = await atLock(true, disk.afterRestart(before.clock.now()));
    expect(after.shown()).toMatchObject({ kind: 'locked', waitSeconds: 30 });
    expect(await after.staff.enter('246810')).toMatchObject({ ok: false });
    await after.clock.advance(31_000);
    await after.staff.enter('246810');
    expect(after.shown().kind).toBe('open');
    await settle();
    expect(disk.written.at(-1)).toEqual({ wrong: 0, at: 0 });
  });

  it('writes a try down as wrong before it looks at it', async () => {
    const disk = new RememberedTries();
    const test = await atLock(true, disk);
    const entered = test.staff.enter('246810');
    expect(disk.written).toMatchObject([{ wrong: 1 }]);
    await entered;
    expect(disk.written.at(-1)).toEqual({ wrong: 0, at: 0 });
  });

  it('never waits more than a quarter of an hour', async () => {
    const test = await atLock();
    for (let tries = 0; tries < 12; tries += 1) {
      test.visit.showStaff();
      await test.staff.enter('111111');
      await test.clock.advance(901_000);
    }
    test.visit.showStaff();
    expect(test.shown()).toMatchObject({ kind: 'locked', waitSeconds: 0 });
  });

  it('leaves by itself when nobody types', async () => {
    const test = await atLock();
    await test.clock.advance(41_000);
    expect(test.snapshot().visit.step).toBe('welcome');
  });

  it('takes no PIN where none is configured; a badge opens it', async () => {
    const test = await atLock(false);
    expect(test.shown()).toMatchObject({ hasPin: false });
    test.readers.present('STAFF');
    await settle();
    expect(test.shown().kind).toBe('open');
  });

  it('is not opened by the badge of a helper, nor by a stranger’s', async () => {
    const test = await atLock();
    test.readers.present('HELPER');
    await settle();
    test.readers.present('SOMEBODY');
    await settle();
    expect(test.shown()).toMatchObject({ kind: 'locked', refused: true });
    expect(test.events).toContainEqual({ event: 'staff-refused', by: 'badge' });
    expect(test.snapshot().helper).toEqual({ kind: 'none' });
  });

  it('is not reached during a visit, and no visit starts behind it', async () => {
    const test = await atLock();
    expect(await test.visit.startVisit('send')).toMatchObject({ ok: false });
    test.staff.leave();
    await test.visit.startVisit('send');
    expect(test.visit.showStaff()).toMatchObject({ ok: false });
  });
});

describe('the open screen', () => {
  it('runs one test at a time and keeps its outcome', async () => {
    const test = await opened();
    expect(test.staff.run('print')).toMatchObject({ ok: true });
    expect(test.staff.run('scan')).toMatchObject({ ok: false });
    expect(test.shown()).toMatchObject({ running: 'print' });
    test.selfTest.finish({
      test: 'print',
      passed: false,
      problem: 'printer-jam',
      detail: 'x',
      durationMs: 12,
    });
    await settle();
    expect(test.shown()).toMatchObject({
      running: null,
      outcomes: [
        { outcome: { passed: false, problem: 'printer-jam' }, instruction: 'Que faire : printer-jam' },
      ],
    });
    expect(test.events).toContainEqual({ event: 'staff-tested', test: 'print', outcome: 'failed' });
  });

  it('leaves by itself after three minutes, but not while a test runs', async () => {
    const test = await opened();
    test.staff.run('scan');
    await test.clock.advance(400_000);
    expect(test.shown()).toMatchObject({ running: 'scan' });
    test.selfTest.finish({ test: 'print', passed: true, durationMs: 1 });
    await settle();
    await test.clock.advance(181_000);
    expect(test.snapshot().visit.step).toBe('welcome');
  });

  it('cancels the test on its device when it is left, and shows nothing of it to the next person', async () => {
    const test = await opened();
    test.staff.run('print');
    test.staff.leave();
    await settle();
    expect(test.selfTest.aborted).toBe(1);
    expect(test.snapshot().visit.step).toBe('welcome');
    await test.staff.enter('246810');
    expect(test.snapshot().visit.step).toBe('welcome');
  });

  it('is not there on a terminal that names no team', async () => {
    const test = await startedVisit();
    expect(test.snapshot().kiosk.staff).toBe(false);
    expect(test.visit.showStaff()).toMatchObject({ ok: false });
  });
});
