import { describe, expect, it } from 'vitest';
import { bench, print } from './ipp-fixture.ts';

describe('a job that came to nothing', () => {
  it.each([
    ['aborted', 'print-aborted'],
    ['document-format-error', 'printer-format'],
    // Paper came out; whether it is the receipt nobody knows.
    ['completed-with-errors', 'print-aborted'],
  ] as const)('%s is never called printed', async (ending, code) => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ ending });
    const { outcome, said } = await print(printer);
    expect(outcome).toBe(code);
    expect(said).toEqual(['sent', `failed ${code}`]);
  });

  it('stopped at the device is told as cancelled', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ ending: 'never' });
    const { outcome } = await print(printer, undefined, () => simulator.mechanism.cancelOnDevice());
    expect(outcome).toBe('print-cancelled');
  });

  it('forgotten by the printer is neither printed nor aborted: it is not known', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ forgetsJobs: true, pageMs: 60 });
    const { outcome, detail } = await print(printer);
    expect(outcome).toBe('printer-timeout');
    expect(detail).toContain('no longer knows');
  });
});

describe('the visitor leaves', () => {
  it('cancels the job on the printer', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ ending: 'never' });
    const visit = new AbortController();
    const { outcome, said } = await print(printer, visit.signal, (progress) => {
      if (progress.state === 'sent') visit.abort();
    });
    expect(outcome).toBe('print-cancelled');
    expect(said.at(-1)).toBe('failed print-cancelled');
    expect(simulator.mechanism.jobs[0]?.state).toBe(7);
    expect(simulator.operations.filter(({ operation }) => operation === 'cancel-job')).toHaveLength(1);
  });

  it('cancels a job that waits for paper', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.set('media-empty', true);
    const visit = new AbortController();
    const { outcome } = await print(printer, visit.signal, (progress) => {
      if (progress.state === 'waiting') visit.abort();
    });
    expect(outcome).toBe('print-cancelled');
    expect(simulator.mechanism.busy).toBe(false);
    expect(simulator.mechanism.printed).toEqual([]);
  });

  it('finds and cancels a job whose number had not come back yet', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ ending: 'never' });
    simulator.failNext('print-job', { kind: 'delay', ms: 30_000 });
    const visit = new AbortController();
    simulator.mechanism.onChange(() => visit.abort());
    const { outcome } = await print(printer, visit.signal);
    expect(outcome).toBe('print-cancelled');
    expect(simulator.mechanism.jobs.map((job) => job.state)).toEqual([7]);
  });

  it('sends nothing where they left before', async () => {
    const { simulator, printer } = await bench();
    const { outcome } = await print(printer, AbortSignal.abort());
    expect(outcome).toBe('print-cancelled');
    expect(simulator.operations).toEqual([]);
  });

  it('says printed where the sheet was faster than the cancellation', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ pageMs: 1 });
    const visit = new AbortController();
    simulator.mechanism.onChange(() => {
      if (simulator.mechanism.printed.length > 0) visit.abort();
    });
    const { outcome } = await print(printer, visit.signal);
    expect(outcome).toBe('printed');
  });
});
