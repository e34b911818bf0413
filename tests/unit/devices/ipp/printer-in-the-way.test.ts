import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../simulators/ipp/ipp-simulator.ts';
import { bench, DOCUMENT, print, status, until } from './ipp-fixture.ts';

const CONDITIONS: readonly (readonly [Condition, string])[] = [
  ['media-empty', 'printer-media-empty'],
  ['media-jam', 'printer-jam'],
  ['cover-open', 'printer-cover-open'],
  ['toner-empty', 'printer-toner-empty'],
  ['paused', 'printer-paused'],
  ['shutdown', 'printer-offline'],
];

describe('something a person has to put right', () => {
  it.each(CONDITIONS)('%s is told before printing, and gone when it is gone', async (condition, code) => {
    const { simulator, printer } = await bench();
    expect(await status(printer)).toBe('ready');
    simulator.mechanism.set(condition, true);
    expect(await status(printer)).toBe(code);
    simulator.mechanism.set(condition, false);
    expect(await status(printer)).toBe('ready');
  });

  it.each(CONDITIONS)('%s holds the job back, and the job goes on afterwards', async (condition, code) => {
    const { simulator, printer } = await bench();
    simulator.mechanism.set(condition, true);
    const { outcome, said } = await print(printer, undefined, (progress) => {
      if (progress.state === 'waiting') simulator.mechanism.set(condition, false);
    });
    expect(outcome).toBe('printed');
    expect(said).toEqual(expect.arrayContaining(['sent', `waiting ${code}`]));
    expect(said.at(-1)).toBe('printed');
    expect(simulator.mechanism.printed.map((job) => Buffer.from(job.document))).toEqual([
      Buffer.from(DOCUMENT),
    ]);
  });

  it('tells a jam that comes while the sheet is moving', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ ending: 'never' });
    const { outcome, said } = await print(printer, undefined, (progress) => {
      if (progress.state === 'sent' && simulator.mechanism.manners.ending === 'never') {
        simulator.mechanism.set('media-jam', true);
        simulator.mechanism.behave({ ending: 'completed' });
      }
      if (progress.state === 'waiting') simulator.mechanism.set('media-jam', false);
    });
    expect(outcome).toBe('printed');
    expect(said.slice(0, 2)).toEqual(['sent', 'waiting printer-jam']);
  });

  it('tells empty paper though the printer calls it a warning and stays "processing"', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ warnsOnly: true });
    simulator.mechanism.set('media-empty', true);
    expect(await status(printer)).toBe('printer-media-empty');
    const { outcome, said } = await print(printer, undefined, (progress) => {
      if (progress.state === 'waiting') simulator.mechanism.set('media-empty', false);
    });
    expect(outcome).toBe('printed');
    expect(said).toContain('waiting printer-media-empty');
  });

  it('tells a jam though the printer calls it a warning and stays "processing"', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ warnsOnly: true });
    simulator.mechanism.set('media-jam', true);
    const { outcome, said } = await print(printer, undefined, (progress) => {
      if (progress.state === 'waiting') simulator.mechanism.set('media-jam', false);
    });
    expect(outcome).toBe('printed');
    expect(said).toContain('waiting printer-jam');
  });

  it('gives up when nobody comes, and takes the job back', async () => {
    const { simulator, printer } = await bench({}, { blockedMs: 150 });
    simulator.mechanism.set('media-empty', true);
    const { outcome, said, detail } = await print(printer);
    expect(outcome).toBe('printer-media-empty');
    expect(said.at(-1)).toBe('failed printer-media-empty');
    expect(detail).not.toContain('paper may still come out');
    expect(simulator.mechanism.jobs[0]?.state).toBe(7);
    simulator.mechanism.set('media-empty', false);
    await until(() => !simulator.mechanism.busy);
    expect(simulator.mechanism.printed).toEqual([]);
  });
});

describe('a printer that accepts and never prints', () => {
  it('ends in a clear state, and the job is taken back', async () => {
    const { simulator, printer } = await bench({}, { unexplainedMs: 150 });
    simulator.mechanism.behave({ ending: 'never' });
    const { outcome, said } = await print(printer);
    expect(outcome).toBe('printer-timeout');
    expect(said).toEqual(['sent', 'failed printer-timeout']);
    expect(simulator.mechanism.jobs[0]?.state).toBe(7);
  });

  it('ends even where conditions come and go for ever', async () => {
    const { simulator, printer } = await bench({}, { jobMs: 400 });
    simulator.mechanism.behave({ ending: 'never' });
    const { outcome } = await print(printer, undefined, (progress) => {
      simulator.mechanism.set('media-jam', progress.state === 'sent');
    });
    expect(outcome).toBe('printer-timeout');
    expect(simulator.mechanism.jobs[0]?.state).toBe(7);
  });

  it('says that paper may still come out where the job cannot be taken back', async () => {
    const { simulator, printer } = await bench({}, { unexplainedMs: 100, cancelMs: 200 });
    simulator.mechanism.behave({ ending: 'never' });
    simulator.failRepeatedly('cancel-job', { kind: 'ipp-status', status: 0x0500 }, 1_000);
    const { outcome, detail } = await print(printer);
    expect(outcome).toBe('printer-timeout');
    expect(detail).toContain('paper may still come out');
  });
});
