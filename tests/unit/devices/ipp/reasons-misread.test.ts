import { describe, expect, it } from 'vitest';
import { notReady, readPrinter } from '../../../../main/devices/ipp/printer-description.ts';
import { PRINTER_REASONS, readReason, readReasons } from '../../../../main/devices/ipp/printer-reasons.ts';

const PDF = 'application/pdf';
const A4_EMPTY = 'type=a;mediafeed=29700;mediaxfeed=21000;maxcapacity=250;level=0;status=0;name=main;';
const A4_FULL = 'type=a;mediafeed=21000;mediaxfeed=29700;maxcapacity=250;level=200;status=0;name=two;';
const A4_UNKNOWN = 'type=a;mediafeed=29700;mediaxfeed=21000;maxcapacity=250;level=-3;status=0;name=main;';
const PHOTO_EMPTY = 'type=a;mediafeed=15240;mediaxfeed=10160;maxcapacity=20;level=0;status=0;name=photo;';

function problem(
  state: number,
  reasons: readonly string[],
  trays: readonly string[] = [],
): string | undefined {
  const printer = readPrinter({
    'printer-state': [state],
    'printer-state-reasons': reasons,
    'printer-input-tray': trays,
    'document-format-supported': [PDF],
  });
  if (!printer.ok) throw new Error(printer.error.detail);
  return notReady(printer.value);
}

describe('printer-state-reasons misread', () => {
  it('names each keyword once', () => {
    const names = PRINTER_REASONS.map((row) => row.keyword);
    expect(new Set(names).size).toBe(names.length);
  });

  it('takes a reason without a suffix for an error', () => {
    expect(readReason('media-jam')).toMatchObject({ code: 'printer-jam', severity: 'error' });
    expect(readReason('configuration-change-error')).toBeUndefined();
    expect(readReason('media-path-input-jam-error')).toMatchObject({
      code: 'printer-jam',
      severity: 'error',
    });
  });

  it('does not take the end of a keyword for its suffix', () => {
    expect(readReason('input-media-tray-feed-error')).toMatchObject({
      code: 'printer-jam',
      severity: 'error',
    });
    expect(readReason('input-media-tray-feed-error-warning')).toMatchObject({ severity: 'warning' });
  });

  it('puts the error before the warning, whatever the order of the device', () => {
    const [worst] = readReasons(['toner-empty-report', 'media-empty-warning', 'cover-open-error']);
    expect(worst).toMatchObject({ code: 'printer-cover-open' });
  });

  it.each([
    [3, ['none'], undefined],
    [3, ['media-low-warning', 'toner-low-report'], undefined],
    [3, ['toner-empty-warning'], undefined],
    [3, ['something-nobody-knows-error'], undefined],
    [4, ['none'], undefined],
    [3, ['media-empty'], 'printer-media-empty'],
    [5, ['media-empty-report'], 'printer-media-empty'],
    [5, ['none'], 'printer-paused'],
    [5, ['paused'], 'printer-paused'],
    [3, ['door-open-error'], 'printer-cover-open'],
    [3, ['marker-toner-missing-error'], 'printer-toner-empty'],
    [3, ['offline-error'], 'printer-offline'],
  ])('state %i with %j', (state, reasons, expected) => {
    expect(problem(state, reasons)).toBe(expected);
  });

  it.each([
    ['its only A4 tray is empty', [A4_EMPTY], 'printer-media-empty'],
    [
      'its A4 tray is empty, photo paper is there',
      [A4_EMPTY, PHOTO_EMPTY.replace('level=0', 'level=9')],
      'printer-media-empty',
    ],
    ['another A4 tray is full', [A4_EMPTY, A4_FULL], undefined],
    ['only the photo tray is empty', [A4_FULL, PHOTO_EMPTY], undefined],
    ['its A4 tray does not know', [A4_UNKNOWN], undefined],
    ['it describes no tray', [], undefined],
    ['it describes trays in a way of its own', ['level', '=;=', 'mediafeed=x;level=0'], undefined],
  ])('empty paper put lightly: %s', (_, trays, expected) => {
    expect(problem(3, ['media-empty-report'], trays)).toBe(expected);
  });
});
