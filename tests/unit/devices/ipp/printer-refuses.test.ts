import { describe, expect, it } from 'vitest';
import { fixedAddress } from '../../../../main/devices/discovery/device-address.ts';
import { createIppReceiptPrinter } from '../../../../main/devices/ipp/ipp-receipt-printer.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';
import { bench, DOCUMENT, print, SYSTEM, status } from './ipp-fixture.ts';

describe('a printer that refuses', () => {
  it.each([
    ['client-error-bad-request', 0x0400, 'printer-refused'],
    ['client-error-not-authorized', 0x0403, 'printer-refused'],
    ['client-error-document-format-not-supported', 0x040a, 'printer-format'],
    ['client-error-attributes-or-values-not-supported', 0x040b, 'printer-refused'],
    ['server-error-internal-error', 0x0500, 'printer-refused'],
    ['server-error-operation-not-supported', 0x0501, 'printer-not-ipp'],
    ['server-error-device-error', 0x0504, 'printer-refused'],
    ['server-error-not-accepting-jobs', 0x0506, 'printer-refused'],
    ['server-error-job-canceled', 0x0508, 'print-cancelled'],
    ['a status nobody defined', 0x7abc, 'printer-refused'],
  ])('%s', async (_, ippStatus, code) => {
    const { simulator, printer } = await bench();
    simulator.failNext('print-job', { kind: 'ipp-status', status: ippStatus });
    const { outcome, said } = await print(printer);
    expect(outcome).toBe(code);
    expect(said).toEqual([`failed ${code}`]);
    expect(simulator.mechanism.printed).toEqual([]);
  });

  it.each([
    [400, 'printer-not-ipp'],
    [401, 'printer-refused'],
    [403, 'printer-refused'],
    [404, 'printer-not-ipp'],
    [413, 'printer-refused'],
    [426, 'printer-refused'],
    [500, 'printer-refused'],
    [503, 'printer-busy'],
  ])('HTTP %i', async (httpStatus, code) => {
    const { simulator, printer } = await bench();
    simulator.failRepeatedly('get-printer-attributes', { kind: 'http-status', status: httpStatus }, 2);
    expect(await status(printer)).toBe(code);
    expect((await print(printer)).outcome).toBe(code);
  });

  it('does not take jobs now', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.accepting = false;
    expect(await status(printer)).toBe('printer-refused');
    expect((await print(printer)).outcome).toBe('printer-refused');
    expect(simulator.operations.some(({ operation }) => operation === 'print-job')).toBe(false);
  });

  it('reads nothing that can be made: nothing is sent', async () => {
    const { simulator, printer } = await bench({ formats: ['application/postscript', 'image/urf'] });
    expect(await status(printer)).toBe('printer-format');
    expect((await print(printer)).outcome).toBe('printer-format');
    expect(simulator.operations.some(({ operation }) => operation === 'print-job')).toBe(false);
  });

  it('knows IPP 1.1 only: speaks 1.1', async () => {
    const { printer } = await bench({ versions: ['1.1'] });
    expect(await status(printer)).toBe('ready');
    expect((await print(printer)).outcome).toBe('printed');
  });
});

describe('a busy printer', () => {
  it('is tried again until it takes the job', async () => {
    const { simulator, printer } = await bench();
    simulator.failRepeatedly('print-job', { kind: 'ipp-status', status: 0x0507 }, 3);
    const { outcome, said } = await print(printer);
    expect(outcome).toBe('printed');
    expect(said).toEqual(['waiting printer-busy', 'sent', 'printed']);
    expect(simulator.mechanism.printed).toHaveLength(1);
  });

  it('is not tried for ever', async () => {
    const { simulator, printer } = await bench({}, { busyMs: 100 });
    simulator.failRepeatedly('print-job', { kind: 'ipp-status', status: 0x0507 }, 1_000);
    const { outcome } = await print(printer);
    expect(outcome).toBe('printer-busy');
  });

  it('is left alone when the visitor leaves', async () => {
    const { simulator, printer } = await bench({}, { busyMs: 60_000 });
    simulator.failRepeatedly('print-job', { kind: 'ipp-status', status: 0x0507 }, 1_000);
    const visit = new AbortController();
    const { outcome } = await print(printer, visit.signal, () => visit.abort());
    expect(outcome).toBe('print-cancelled');
  });

  it('prints our job after somebody else’s', async () => {
    const { simulator, printer } = await bench();
    simulator.mechanism.behave({ pageMs: 150 });
    simulator.mechanism.submit({
      name: 'autre',
      user: 'autre',
      format: 'application/pdf',
      document: DOCUMENT,
    });
    const { outcome, said } = await print(printer);
    expect(outcome).toBe('printed');
    expect(said).toContain('waiting printer-busy');
  });
});

describe('a job as it is asked for', () => {
  it('is one-sided, on the A4 that is loaded, without a cover sheet, shrunk to fit', async () => {
    const { simulator, printer } = await bench();
    await print(printer);
    const asked = simulator.operations.find(({ operation }) => operation === 'print-job')?.template;
    expect(asked).toEqual({
      media: ['iso_a4_210x297mm'],
      sides: ['one-sided'],
      'job-sheets': ['none'],
      'print-scaling': ['auto-fit'],
    });
  });

  it('carries no name of a visitor', async () => {
    const { simulator, printer } = await bench();
    await print(printer);
    const [job] = simulator.mechanism.printed;
    expect(job?.user).toBe('borne');
    expect(job?.name).toMatch(/^Borne [0-9a-f-]{36}$/);
  });
});

describe('a printer that is not there', () => {
  it.each([
    ['nobody listens', 'ipp://127.0.0.1:9/ipp/print'],
    ['not an IPP address', 'http://127.0.0.1:9/ipp/print'],
    ['no address at all', 'imprimante'],
  ])('%s', async (_, uri) => {
    const printer = createIppReceiptPrinter({
      address: fixedAddress(uri),
      drawer: NOBODY_DRAWS,
      trust: SYSTEM,
      renderPdf: async () => DOCUMENT,
    });
    expect(await status(printer)).toBe('printer-offline');
    expect((await print(printer)).outcome).toBe('printer-offline');
  });
});
