import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../simulators/ipp/ipp-simulator.ts';
import { bench, print, status } from './ipp-fixture.ts';

/** Answers that are no answers, and what they are called. */
const BROKEN: readonly (readonly [string, Fault, string])[] = [
  ['silence', { kind: 'silence' }, 'printer-timeout'],
  ['hanging up', { kind: 'hang-up' }, 'printer-offline'],
  ['a lost answer', { kind: 'lose-answer' }, 'printer-offline'],
  ['half an answer', { kind: 'truncate' }, 'printer-not-ipp'],
  ['an answer to another request', { kind: 'other-request-id' }, 'printer-not-ipp'],
  ['an answer without end', { kind: 'endless-body' }, 'printer-not-ipp'],
  [
    'a page for people',
    { kind: 'answer', contentType: 'text/html', body: '<h1>Imprimante</h1>' },
    'printer-not-ipp',
  ],
  [
    'IPP by name only',
    { kind: 'answer', contentType: 'application/ipp', body: 'bonjour' },
    'printer-not-ipp',
  ],
  ['nothing', { kind: 'answer', contentType: 'application/ipp', body: '' }, 'printer-not-ipp'],
  ['a redirection', { kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'printer-not-ipp'],
  // The length of the first value's name becomes negative for a decoder that reads signed numbers.
  ['a negative length', { kind: 'corrupt', at: 10, byte: 0xff }, 'printer-not-ipp'],
];

describe('a question answered with something else', () => {
  it.each(BROKEN)('%s', async (_, fault, code) => {
    const { simulator, printer } = await bench();
    simulator.failNext('get-printer-attributes', fault);
    expect(await status(printer)).toBe(code);
    expect(await status(printer)).toBe('ready');
  });

  it('takes no longer than the caller gave', async () => {
    const { simulator, printer } = await bench({}, { answerMs: 60_000 });
    simulator.failNext('get-printer-attributes', { kind: 'silence' });
    expect(await status(printer, AbortSignal.timeout(50))).toBe('printer-timeout');
  });
});

describe('a document whose answer is lost', () => {
  const carriedOut: readonly (readonly [string, Fault])[] = [
    ['the connection is lost', { kind: 'lose-answer' }],
    ['half of it arrives', { kind: 'truncate' }],
    ['it is for another request', { kind: 'other-request-id' }],
    ['it takes too long', { kind: 'delay', ms: 20_000 }],
    ['it is damaged', { kind: 'corrupt', at: 10, byte: 0xff }],
  ];
  it.each(carriedOut)('is found again and printed once: %s', async (_, fault) => {
    const { simulator, printer } = await bench();
    simulator.failNext('print-job', fault);
    const { outcome, said } = await print(printer);
    expect(outcome).toBe('printed');
    expect(said.at(-1)).toBe('printed');
    expect(simulator.mechanism.printed).toHaveLength(1);
  });

  it('is not called sent where the printer does not know it', async () => {
    const { simulator, printer } = await bench();
    simulator.failNext('print-job', { kind: 'hang-up' });
    const { outcome, said, detail } = await print(printer);
    expect(outcome).toBe('printer-offline');
    expect(said).toEqual(['failed printer-offline']);
    expect(detail).not.toContain('paper may still come out');
  });

  it('is not called harmless where the printer cannot be asked', async () => {
    const { simulator, printer } = await bench({}, { cancelMs: 200 });
    simulator.failNext('print-job', { kind: 'lose-answer' });
    simulator.failRepeatedly('get-jobs', { kind: 'hang-up' }, 1_000);
    const { outcome, detail } = await print(printer);
    expect(outcome).toBe('printer-offline');
    expect(detail).toContain('paper may still come out');
  });
});

describe('a wire cut while the job runs', () => {
  it('is outlived when it comes back', async () => {
    const { simulator, printer } = await bench({}, { silentMs: 5_000 });
    simulator.failRepeatedly('get-job-attributes', { kind: 'hang-up' }, 5);
    expect((await print(printer)).outcome).toBe('printed');
  });

  it.each(BROKEN)('is not waited for endlessly: %s', async (_, fault, code) => {
    const { simulator, printer } = await bench({}, { answerMs: 500, silentMs: 200, cancelMs: 300 });
    simulator.mechanism.behave({ ending: 'never' });
    simulator.failRepeatedly('get-job-attributes', fault, 10_000);
    const { outcome, detail } = await print(printer);
    expect(outcome).toBe(code);
    expect(detail).toContain('cancellation accepted, not yet seen');
    expect(simulator.mechanism.jobs[0]?.state).toBe(7);
  });

  it('is not waited for endlessly where only the printer’s state is missing', async () => {
    const { simulator, printer } = await bench({}, { silentMs: 150 });
    simulator.mechanism.behave({ ending: 'never' });
    const { outcome } = await print(printer, undefined, (progress) => {
      if (progress.state === 'sent') {
        simulator.failRepeatedly('get-printer-attributes', { kind: 'ipp-status', status: 0x0500 }, 10_000);
      }
    });
    expect(outcome).toBe('printer-refused');
  });
});
