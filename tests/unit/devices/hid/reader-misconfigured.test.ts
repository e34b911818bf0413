import { describe, expect, it } from 'vitest';
import { parse as readYamlText } from 'yaml';
import { readers } from '../../../../kiosk-config/schema/readers.ts';
import { readerSpecs } from '../../../../main/devices/hid/configured-readers.ts';

const report = '{ bytes: 16, start: 1, length: 7, encoding: hex }';

describe('readers in kiosk.yaml', () => {
  it('become what the driver wants', () => {
    const configured = readers.parse(
      readYamlText(`
- kind: barcode
- kind: barcode
  vendor_id: 0x0c2e
- kind: badge
  vendor_id: 0x072f
  product_id: 0x2200
  usage_page: 0xff00
  report: { bytes: 16, report_id: 3, start: 2, length: 10, length_at: 1, encoding: ascii }
- kind: badge
  vendor_id: 0x072f
  report: ${report}
`),
    );
    expect(readerSpecs(configured)).toEqual([
      { kind: 'barcode' },
      { kind: 'barcode', device: { vendorId: 0x0c2e } },
      {
        kind: 'badge',
        device: { vendorId: 0x072f, productId: 0x2200 },
        usagePage: 0xff00,
        report: {
          bytes: 16,
          reportId: 3,
          start: 2,
          length: { kind: 'counted', at: 1, most: 10 },
          encoding: 'ascii',
        },
      },
      {
        kind: 'badge',
        device: { vendorId: 0x072f },
        report: { bytes: 16, start: 1, length: { kind: 'fixed', bytes: 7 }, encoding: 'hex' },
      },
    ]);
  });

  it.each([
    ['a kind that does not exist', '- kind: laser'],
    ['a product without its maker', '- { kind: barcode, product_id: 0x2200 }'],
    ['a badge reader without its numbers', `- { kind: badge, report: ${report} }`],
    ['a badge reader without its report', '- { kind: badge, vendor_id: 0x072f }'],
    ['a number that USB does not have', '- { kind: barcode, vendor_id: 0x10000 }'],
    [
      'a badge longer than its report',
      '- { kind: badge, vendor_id: 1, report: { bytes: 8, start: 4, length: 5, encoding: hex } }',
    ],
    [
      'a length outside of the report',
      '- { kind: badge, vendor_id: 1, report: { bytes: 8, start: 1, length: 5, length_at: 8, encoding: hex } }',
    ],
    ['more readers than a terminal has', Array.from({ length: 5 }, () => '- kind: barcode').join('\n')],
  ])('are refused with %s', (_what, text) => {
    expect(readers.safeParse(readYamlText(text)).success).toBe(false);
  });
});
