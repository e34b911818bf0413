import { describe, expect, it } from 'vitest';
import { TestReaders, TestSelfTest, testStaffDesk } from './staff-fixture.ts';
import { scannedCv, settle, sheet, startedVisit } from './visit-fixture.ts';

async function withReaders() {
  const readers = new TestReaders();
  const test = await startedVisit({ readers, staff: testStaffDesk(new TestSelfTest()) });
  const present = async (id: string): Promise<void> => {
    readers.present(id);
    await settle();
  };
  return { ...test, readers, present };
}

describe('a badge', () => {
  it('of a helper says during a visit that somebody helps; presented again, that they left', async () => {
    const test = await withReaders();
    await scannedCv(test, [sheet()]);
    await test.present('HELPER');
    expect(test.snapshot().helper).toEqual({ kind: 'present' });
    expect(test.view('scan').pages).toHaveLength(1);
    await test.present('HELPER');
    expect(test.snapshot().helper).toEqual({ kind: 'none' });
  });

  it('of staff helps during a visit and does not open the team’s screen over it', async () => {
    const test = await withReaders();
    await scannedCv(test, [sheet()]);
    await test.present('STAFF');
    expect(test.snapshot().visit.step).toBe('scan');
    expect(test.snapshot().helper).toEqual({ kind: 'present' });
  });

  it('of staff opens the team’s screen on the welcome screen', async () => {
    const test = await withReaders();
    await test.present('STAFF');
    expect(test.view('staff').staff.kind).toBe('open');
  });

  it('of nobody changes nothing', async () => {
    const test = await withReaders();
    await scannedCv(test, [sheet()]);
    const before = test.snapshot();
    await test.present('TRANSPORT-CARD');
    expect(test.snapshot()).toEqual(before);
  });

  it('presented before the visit counts for it, and ends with it', async () => {
    const test = await withReaders();
    await test.present('HELPER');
    await test.visit.startVisit('send');
    await test.clock.advance(30_000);
    expect(test.snapshot().helper).toEqual({ kind: 'present' });
    await test.visit.end();
    expect(test.snapshot().helper).toEqual({ kind: 'none' });
  });

  it('presented before no visit is forgotten', async () => {
    const test = await withReaders();
    await test.present('HELPER');
    await test.clock.advance(121_000);
    expect(test.snapshot().helper).toEqual({ kind: 'none' });
  });

  it('never reaches the log with its number', async () => {
    const test = await withReaders();
    await scannedCv(test, [sheet()]);
    await test.present('HELPER');
    expect(JSON.stringify(test.events)).not.toContain('HELPER');
    expect(test.events).toContainEqual({ event: 'helper-present' });
  });

  it('left by the button of the sheet', async () => {
    const test = await withReaders();
    await scannedCv(test, [sheet()]);
    await test.present('HELPER');
    test.visit.helperLeft();
    expect(test.snapshot().helper).toEqual({ kind: 'none' });
  });
});

describe('a code held before the reader', () => {
  it('is told to who listens, whatever the step, and counts as somebody being there', async () => {
    const test = await withReaders();
    const codes: string[] = [];
    const stop = test.visit.onCode(({ text }) => codes.push(text));
    test.readers.read('reprise:K7WX');
    await test.visit.startVisit('send');
    await test.clock.advance(55_000);
    test.readers.read('DC04...');
    await test.clock.advance(55_000);
    expect(codes).toEqual(['reprise:K7WX', 'DC04...']);
    expect(test.snapshot().idle).toEqual({ kind: 'active' });
    stop();
    test.readers.read('late');
    expect(codes).toHaveLength(2);
  });
});

describe('a reader', () => {
  it('that only types like a keyboard is told to staff, and back when it is set right', async () => {
    const test = await withReaders();
    test.readers.become([
      { kind: 'barcode', name: 'Douchette', state: 'unusable', reason: 'reader-types-keys' },
    ]);
    expect(test.snapshot().staffNotes).toEqual([
      { code: 'reader-types-keys', instruction: 'Que faire : reader-types-keys', since: null },
    ]);
    test.readers.become([{ kind: 'barcode', name: 'Douchette', state: 'ready' }]);
    expect(test.snapshot().staffNotes).toEqual([]);
  });
});
