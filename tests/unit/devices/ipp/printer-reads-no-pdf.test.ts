import { afterEach, describe, expect, it } from 'vitest';
import { fixedAddress } from '../../../../main/devices/discovery/device-address.ts';
import { createIppReceiptPrinter } from '../../../../main/devices/ipp/ipp-receipt-printer.ts';
import { a4Dots, encodePwgRaster } from '../../../../main/devices/ipp/pwg-raster.ts';
import { ok } from '../../../../main/domain/result.ts';
import type { PageDrawer } from '../../../../main/ports/page-drawer.ts';
import { type IppSimulator, startIppSimulator } from '../../../simulators/ipp/ipp-simulator.ts';
import { NOBODY_DRAWS } from '../page-drawers.ts';
import { DOCUMENT, print, SYSTEM } from './ipp-fixture.ts';

/** Draws a slope of greys a little larger than A4, whatever the PDF. */
function slopeDrawer(pages: number): PageDrawer & { readonly drawn: readonly number[] } {
  const drawn: number[] = [];
  return {
    drawn,
    drawGrey: async (_pdf, page, dpi) => {
      drawn.push(page);
      const { width, height } = a4Dots(dpi);
      const grey = new Uint8Array((width + 1) * (height + 1));
      for (let at = 0; at < grey.length; at += 1) grey[at] = at % 7 === 0 ? at % 256 : 255;
      return ok({ pages, width: width + 1, height: height + 1, grey });
    },
    drawJpeg: async (_pdf, page) => {
      drawn.push(page);
      return ok({ pages, jpeg: Uint8Array.of(0xff, 0xd8, 0xff, page) });
    },
  };
}

const open: IppSimulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function printOn(
  formats: readonly string[],
  drawer: PageDrawer,
): Promise<{ readonly outcome: string; readonly simulator: IppSimulator }> {
  const simulator = await startIppSimulator({ formats });
  open.push(simulator);
  const printer = createIppReceiptPrinter({
    address: fixedAddress(simulator.uri),
    trust: SYSTEM,
    renderPdf: async () => DOCUMENT,
    drawer,
    waits: { lookMs: 20 },
  });
  const { outcome } = await print(printer);
  return { outcome, simulator };
}

describe('a printer that reads no PDF', () => {
  it('is sent one PWG raster with every page', async () => {
    const drawer = slopeDrawer(2);
    const { outcome, simulator } = await printOn(['image/pwg-raster', 'image/jpeg'], drawer);
    expect(outcome).toBe('printed');
    expect(drawer.drawn).toEqual([0, 1]);
    expect(simulator.mechanism.printed.map(({ format }) => format)).toEqual(['image/pwg-raster']);
    const bytes = simulator.mechanism.printed[0]?.document ?? new Uint8Array();
    expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('RaS2');
  });

  it('that takes JPEG alone is sent a page after the other, each printed before the next', async () => {
    const { outcome, simulator } = await printOn(['image/jpeg'], slopeDrawer(3));
    expect(outcome).toBe('printed');
    expect(simulator.mechanism.printed.map(({ document }) => document[3])).toEqual([0, 1, 2]);
  });

  it('is sent nothing where the pages cannot be drawn', async () => {
    const { outcome, simulator } = await printOn(['image/pwg-raster'], NOBODY_DRAWS);
    expect(outcome).toBe('print-aborted');
    expect(simulator.mechanism.printed).toEqual([]);
  });

  it('is sent nothing where there are too many to draw', async () => {
    const { outcome } = await printOn(['image/pwg-raster'], slopeDrawer(21));
    expect(outcome).toBe('printer-format');
  });
});

describe('PWG raster misread', () => {
  /** Reads lines back as PWG 5102.4 section 4.4 says. */
  function unpack(bytes: Uint8Array, width: number, height: number): Uint8Array {
    const lines: number[][] = [];
    let at = 4 + 1_796;
    while (lines.length < height) {
      const times = (bytes[at] ?? 0) + 1;
      at += 1;
      const line: number[] = [];
      while (line.length < width) {
        const code = bytes[at] ?? 0;
        at += 1;
        if (code < 128) {
          for (let run = 0; run <= code; run += 1) line.push(bytes[at] ?? 0);
          at += 1;
        } else {
          for (let literal = 0; literal < 257 - code; literal += 1) line.push(bytes[at + literal] ?? 0);
          at += 257 - code;
        }
      }
      expect(line).toHaveLength(width);
      for (let time = 0; time < times; time += 1) lines.push(line);
    }
    expect(at).toBe(bytes.length);
    return Uint8Array.from(lines.flat());
  }

  it.each([
    ['white', () => 255],
    ['noise', (at: number) => (at * 7_919) % 251],
    ['pairs and loners', (at: number) => [0, 0, 9, 9, 9, 4, 7, 7][at % 8] ?? 0],
    ['lines that repeat', (at: number) => Math.floor(at / 300 / 300) % 2],
  ])('comes back as it was: %s', (_name, dot) => {
    const width = 300;
    const height = 700;
    const grey = Uint8Array.from({ length: width * height }, (_, at) => dot(at));
    const bytes = encodePwgRaster([{ width, height, grey }], 300);
    expect(Buffer.compare(unpack(bytes, width, height), grey)).toBe(0);
  });
});
