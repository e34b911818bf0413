import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { createEsclScanner, type EsclScannerOptions } from '../../../../main/devices/escl/escl-scanner.ts';
import type { EsclWaits } from '../../../../main/devices/escl/waits.ts';
import type { Failure, Result } from '../../../../main/domain/result.ts';
import type { ScanError, ScannedPage, Scanner, ScanSettings } from '../../../../main/ports/scanner.ts';
import {
  type EsclSimulator,
  type EsclSimulatorOptions,
  startEsclSimulator,
} from '../../../simulators/escl/escl-simulator.ts';
import { sheetOf } from '../../../simulators/escl/fictional-sheet.ts';

/** Waits of a device that is on the same machine: a fault shows within a second, a busy machine is not a fault. */
export const QUICK: EsclWaits = {
  connectMs: 2_000,
  questionMs: 1_500,
  postMs: 1_500,
  postAfterCancelMs: 1_000,
  deleteMs: 1_000,
  pageMs: 1_500,
  pileMs: 3_000,
  stallMs: 500,
  pageTransferMs: 2_500,
  busyMs: 500,
  warmUpMs: 1_500,
  pollMs: 20,
  retryAfterMinMs: 10,
  retryAfterMaxMs: 50,
  nextSheetMs: 400,
  lastPageDoubtMs: 60,
};

export interface ScanRun {
  readonly result: Result<{ readonly pages: number }, Failure<ScanError>>;
  readonly pages: readonly ScannedPage[];
}

export interface ScannerRig {
  readonly device: EsclSimulator;
  readonly scanner: Scanner;
  /** Small JPEGs, all different: what the n-th sheet looks like. */
  readonly jpeg: (n: number) => Promise<Buffer>;
  /** Puts `count` different sheets into the feeder; returns their bytes. */
  readonly loadFeeder: (count: number) => Promise<Buffer[]>;
  readonly scan: (settings?: Partial<ScanSettings>, signal?: AbortSignal) => Promise<ScanRun>;
  /** How often a method was called on a path that matches. */
  readonly count: (method: string, path: RegExp) => number;
  readonly close: () => Promise<void>;
}

const JPEGS = new Map<number, Promise<Buffer>>();

/** A small fictional page; the same number gives the same bytes. */
export function smallJpeg(n: number): Promise<Buffer> {
  const known = JPEGS.get(n);
  if (known !== undefined) return known;
  const made = sharp({
    create: {
      width: 64,
      height: 90,
      channels: 3,
      background: { r: (n * 40) % 256, g: 120, b: (n * 97) % 256 },
    },
  })
    .jpeg()
    .toBuffer();
  JPEGS.set(n, made);
  return made;
}

/** A simulated scanner with one sheet on the glass, and the shipped driver pointed at it. */
export async function startRig(
  simulator: EsclSimulatorOptions = {},
  driver: Partial<EsclScannerOptions> = {},
): Promise<ScannerRig> {
  const device = await startEsclSimulator(simulator);
  device.mechanism.placeOnGlass(sheetOf(await smallJpeg(0)));
  const scanner = createEsclScanner({
    url: device.url,
    ...driver,
    timeouts: { ...QUICK, ...driver.timeouts },
  });
  return {
    device,
    scanner,
    jpeg: smallJpeg,
    loadFeeder: async (count) => {
      const sheets = await Promise.all(Array.from({ length: count }, (_, index) => smallJpeg(index + 1)));
      device.mechanism.load(...sheets.map(sheetOf));
      return sheets;
    },
    scan: async (settings = {}, signal = new AbortController().signal) => {
      const pages: ScannedPage[] = [];
      const result = await scanner.scan(
        { source: 'platen', dpi: 300, colour: 'colour', ...settings },
        async (page) => {
          pages.push(page);
        },
        signal,
      );
      return { result, pages };
    },
    count: (method, path) =>
      device.requests.filter((request) => request.method === method && path.test(request.path)).length,
    close: () => device.close(),
  };
}

/** Short name of a page's content, for comparisons that fail readably. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
