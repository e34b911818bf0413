import fc from 'fast-check';
import { type IppAttribute, response as responseCodec } from 'ipp-encoder';
import { describe, expect, it } from 'vitest';
import { FRAME_LIMITS, frameFault } from '../../../../main/devices/ipp/ipp-frame.ts';
import { decodeResponse } from '../../../../main/devices/ipp/ipp-message.ts';
import { blockedBy, endOf, readJob } from '../../../../main/devices/ipp/job-status.ts';
import { notReady, readPrinter } from '../../../../main/devices/ipp/printer-description.ts';
import { fuzzCases } from '../fuzz-cases.ts';

const REQUEST_ID = 7;

function encoded(groups: readonly { tag: number; attributes: readonly IppAttribute[] }[]): Buffer {
  const message = { version: { major: 2, minor: 0 }, statusCode: 0, requestId: REQUEST_ID, groups };
  return responseCodec.encode(message, Buffer.alloc(responseCodec.encodingLength(message)));
}

/** What a printer says, whole. */
const HONEST = encoded([
  {
    tag: 0x01,
    attributes: [
      { tag: 0x47, name: 'attributes-charset', value: 'utf-8' },
      { tag: 0x48, name: 'attributes-natural-language', value: 'fr' },
      { tag: 0x35, name: 'status-message', value: { lang: 'fr', value: 'tout va bien' } },
    ],
  },
  {
    tag: 0x02,
    attributes: [
      { tag: 0x21, name: 'job-id', value: 12 },
      { tag: 0x36, name: 'job-name', value: { lang: 'fr', value: 'Borne essai' } },
      { tag: 0x23, name: 'job-state', value: 5 },
      { tag: 0x44, name: 'job-state-reasons', value: ['job-printing', 'job-incoming'] },
      { tag: 0x31, name: 'date-time-at-creation', value: new Date('2026-11-21T10:00:00Z') },
    ],
  },
  {
    tag: 0x04,
    attributes: [
      { tag: 0x23, name: 'printer-state', value: 4 },
      { tag: 0x44, name: 'printer-state-reasons', value: ['media-low-warning', 'toner-low'] },
      { tag: 0x22, name: 'printer-is-accepting-jobs', value: true },
      { tag: 0x49, name: 'document-format-supported', value: ['application/pdf', 'image/jpeg'] },
      { tag: 0x30, name: 'printer-input-tray', value: 'mediafeed=29700;mediaxfeed=21000;level=10;' },
      { tag: 0x13, name: 'media-ready', value: '' },
    ],
  },
]);

/** Everything the driver does with an answer. Throws only where the driver would. */
function understand(bytes: Uint8Array): string {
  const response = decodeResponse(bytes, REQUEST_ID);
  if (!response.ok) return response.error.code;
  const printer = readPrinter(response.value.printer);
  const job = readJob(response.value.jobs[0]);
  if (printer.ok) notReady(printer.value);
  if (job.ok) endOf(job.value);
  if (job.ok && printer.ok) blockedBy(job.value, printer.value);
  return 'understood';
}

describe('answers from a device that may send anything', () => {
  it('understands the honest one', () => {
    const response = decodeResponse(HONEST, REQUEST_ID);
    if (!response.ok) throw new Error(response.error.detail);
    expect(readJob(response.value.jobs[0])).toMatchObject({
      ok: true,
      value: { id: 12, name: 'Borne essai', state: 5, reasons: ['job-printing', 'job-incoming'] },
    });
    expect(readPrinter(response.value.printer)).toMatchObject({
      ok: true,
      value: { accepting: true, stopped: false, formats: ['application/pdf', 'image/jpeg'], mediaReady: [] },
    });
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(['printer-not-ipp', 'understood']).toContain(understand(bytes));
      }),
      fuzzCases('IPP', 4_000),
    );
  });

  it('survives any bytes behind an honest header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(['printer-not-ipp', 'understood']).toContain(
          understand(Buffer.concat([HONEST.subarray(0, 8), bytes])),
        );
      }),
      fuzzCases('IPP', 4_000),
    );
  });

  it('survives an honest answer with bytes changed, taken away or put in', () => {
    const change = fc.record({
      at: fc.nat({ max: HONEST.byteLength - 1 }),
      remove: fc.nat({ max: 4 }),
      insert: fc.uint8Array({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        let bytes: Buffer = HONEST;
        for (const { at, remove, insert } of changes) {
          bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
        }
        expect(['printer-not-ipp', 'understood']).toContain(understand(bytes));
      }),
      fuzzCases('IPP', 4_000),
    );
  });

  it('survives sound attributes with absurd values', () => {
    const value = fc.oneof(
      fc.record({
        tag: fc.constantFrom(0x21, 0x23),
        value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      }),
      fc.record({ tag: fc.constant(0x22), value: fc.boolean() }),
      fc.record({
        tag: fc.constantFrom(0x10, 0x13, 0x30, 0x34, 0x37, 0x41, 0x42, 0x44, 0x4a, 0x7f),
        value: fc.string({ maxLength: 40 }),
      }),
    );
    const name = fc.constantFrom(
      'printer-state',
      'printer-state-reasons',
      'printer-is-accepting-jobs',
      'printer-input-tray',
      'document-format-supported',
      'job-id',
      'job-name',
      'job-state',
      'job-state-reasons',
      '__proto__',
      'constructor',
    );
    const attribute = fc.record({ name, value }).map(({ name, value }) => ({ name, ...value }));
    const group = fc.record({
      tag: fc.constantFrom(0x01, 0x02, 0x04, 0x05),
      attributes: fc.array(attribute, { maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), (groups) => {
        // Every value is sound on the wire, so nothing may be refused as "not IPP".
        expect(understand(encoded(groups))).toBe('understood');
      }),
      fuzzCases('IPP', 4_000),
    );
  });

  it('cuts off at every length without a word lost', () => {
    for (let length = 0; length < HONEST.byteLength; length += 1) {
      expect(understand(HONEST.subarray(0, length))).toBe('printer-not-ipp');
    }
  });

  it.each([
    ['a negative name length', [0x04, 0x44, 0xff, 0xf0]],
    ['a negative value length', [0x04, 0x44, 0x00, 0x01, 0x61, 0xff, 0xf0]],
    ['a number of the wrong length', [0x04, 0x21, 0x00, 0x01, 0x61, 0x00, 0x02, 0x00, 0x01, 0x03]],
    ['a truth of two bytes', [0x04, 0x22, 0x00, 0x01, 0x61, 0x00, 0x02, 0x00, 0x01, 0x03]],
    ['a value before any name', [0x04, 0x44, 0x00, 0x00, 0x00, 0x01, 0x61, 0x03]],
    ['a value before any group', [0x44, 0x00, 0x01, 0x61, 0x00, 0x01, 0x61, 0x03]],
    [
      'a language longer than its value',
      [0x04, 0x35, 0x00, 0x01, 0x61, 0x00, 0x04, 0x00, 0x09, 0x00, 0x00, 0x03],
    ],
    ['a reserved tag', [0x00, 0x03]],
    ['a tag that reads as negative', [0x04, 0x80, 0x00, 0x01, 0x61, 0x00, 0x00, 0x03]],
    ['no end', [0x04]],
  ])('refuses %s', (_, body) => {
    expect(understand(Buffer.concat([HONEST.subarray(0, 8), Buffer.from(body)]))).toBe('printer-not-ipp');
  });

  it('refuses more than anybody needs: bytes, values, groups', () => {
    const header = HONEST.subarray(0, 8);
    const value = Buffer.from([0x44, 0, 1, 0x61, 0, 1, 0x61]);
    const values = Buffer.concat(Array.from({ length: FRAME_LIMITS.values + 1 }, () => value));
    expect(frameFault(Buffer.concat([header, Buffer.from([4]), values, Buffer.from([3])]))).toBe(
      'too many values',
    );
    const groups = Buffer.alloc(FRAME_LIMITS.groups + 1, 4);
    expect(frameFault(Buffer.concat([header, groups, Buffer.from([3])]))).toBe('too many groups');
    expect(frameFault(Buffer.alloc(FRAME_LIMITS.bytes + 1))).toBe('too many bytes');
  });

  it('refuses the answer to another request', () => {
    expect(decodeResponse(HONEST, REQUEST_ID + 1)).toMatchObject({ ok: false });
  });
});
