import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { ScannerWithFacts, SourceFacts } from '../../ports/device-facts.ts';
import type { ScanError, ScannedPage, Scanner, ScanSettings, ScanSource } from '../../ports/scanner.ts';
import { clampResolution } from '../scan-resolution.ts';
import { MAX_PAGE_BYTES, scannedBytes } from '../scanned-bytes.ts';
import { type DeviceOptions, modeName, parseDeviceOptions, sidesArgs, sourceName } from './device-options.ts';
import { NO_DOCS, scanErrorOf } from './sane-status.ts';
import { type ScanimageEnd, type ScanimageProcess, startScanimage } from './scanimage-process.ts';
import { type SignsOfLife, signsOfLife } from './signs-of-life.ts';
import { SANE_WAITS, type SaneWaits } from './waits.ts';

/** One SANE scanner of the desk, as configured. */
export interface SaneScannerOptions {
  /** SANE's name of the device, as `scanimage -L` prints it, for instance `fujitsu:fi-7160:1234`. */
  readonly device: string;
  /**
   * A folder in memory (tmpfs), for this driver alone: feeder pages pass through it, because scanimage writes files in
   * batch mode. Emptied before and after each scan. On a machine that swaps to a plain disk it does not keep pages off it.
   */
  readonly memoryFolder: string;
  /** The device's own names of its sources, where they cannot be told from its option list. */
  readonly sources?: Partial<Record<ScanSource, string>>;
  /** Absolute path of scanimage. */
  readonly program?: string;
  /** SANE's configuration folder, where it is not the system's. */
  readonly configFolder?: string;
  /** Waits that differ from `SANE_WAITS` for this device. */
  readonly timeouts?: Partial<SaneWaits>;
}

type ScanFailure = Failure<ScanError>;

/** Largest area asked for, millimetres: the width of letter paper, the length of A4. */
const SCAN_AREA_MM = { width: 215.9, height: 297.18 } as const;
/** Bytes of an option list, and of the file names that a batch prints between two pages. */
const MAX_TEXT_BYTES = 64 * 1024;
/** Pages of one job: ends a device whose feeder is never empty. */
const MAX_PAGES_PER_JOB = 500;

/** What a wait for scanimage ended with. */
type Waited<Value> = Value | 'timeout' | 'cancelled';

/** Waits for `promise`, at most `ms`, at most until `signal`. */
async function within<Value>(
  promise: Promise<Value>,
  ms: number,
  signal: AbortSignal,
): Promise<Waited<Value>> {
  if (signal.aborted) return 'cancelled';
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const limit = new Promise<'timeout' | 'cancelled'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), ms);
    onAbort = () => resolve('cancelled');
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const outcome = await Promise.race([promise, limit]);
  clearTimeout(timer);
  if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  return outcome;
}

/** The code for an end that was not a success. */
function failureOf(end: ScanimageEnd): Result<never, ScanFailure> {
  if (end.kind === 'not-started') return err('scanner-refused', 'scanimage cannot be started');
  if (end.kind === 'killed') return err('scanner-interrupted', 'scanimage was killed');
  return err(scanErrorOf(end.status), `scanimage: status ${end.status}`);
}

/** Collects output up to a limit; over it, `onOverflow` is called and nothing more is kept. */
function collector(
  limit: number,
  onOverflow: () => void,
): { readonly add: (chunk: Buffer) => void; readonly bytes: () => Buffer; readonly over: () => boolean } {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add: (chunk) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else onOverflow();
    },
    bytes: () => Buffer.concat(chunks),
    over: () => length > limit,
  };
}

/**
 * A scanner that SANE drives, through the `scanimage` program: for devices without eSCL. Glass and feeder, one side or both, JPEG
 * pages (scanimage compresses at quality 75), one job at a time.
 *
 * The glass comes through a pipe. The feeder is one batch, so that the device is not closed between sheets; scanimage
 * waits for our answer before each sheet, so that a page is kept before the next one moves.
 */
export function createSaneScanner(options: SaneScannerOptions): ScannerWithFacts {
  const waits: SaneWaits = { ...SANE_WAITS, ...options.timeouts };
  let known: DeviceOptions | undefined;
  let scanning = false;

  const start = (
    args: readonly string[],
    onOutput: (chunk: Buffer) => void,
    life?: SignsOfLife,
  ): ScanimageProcess =>
    startScanimage({
      program: options.program ?? '/usr/bin/scanimage',
      args: ['-d', options.device, ...args],
      configFolder: options.configFolder,
      killGraceMs: waits.killGraceMs,
      onOutput,
      onProgress: life?.beat,
    });

  /** Runs scanimage to its end and gives back what it printed. */
  const collect = async (
    args: readonly string[],
    maxBytes: number,
    ms: number,
    signal: AbortSignal,
    life?: SignsOfLife,
  ): Promise<Result<Buffer, ScanFailure>> => {
    const output = collector(maxBytes, () => run.stop());
    const run = start(args, output.add, life);
    run.endInput();
    const ended = life === undefined ? run.ended : Promise.race([run.ended, life.stalled]);
    const end = await within(ended, ms, signal);
    life?.rest();
    if (end === 'timeout' || end === 'cancelled') {
      run.stop();
      await run.ended;
      return err(end === 'timeout' ? 'scanner-timeout' : 'scan-cancelled');
    }
    if (output.over()) return err('scanner-page-too-large', `more than ${maxBytes} bytes`);
    return end.kind === 'exit' && end.status === 0 ? ok(output.bytes()) : failureOf(end);
  };

  const readOptions = async (signal: AbortSignal): Promise<Result<DeviceOptions, ScanFailure>> => {
    if (known !== undefined) return ok(known);
    const list = await collect(['-A'], MAX_TEXT_BYTES, waits.questionMs, signal);
    if (!list.ok) {
      // Status 1 here is a device that cannot be opened: no option was set that could have been wrong.
      return list.error.code === 'scanner-refused' ? err('scanner-offline', list.error.detail) : list;
    }
    const parsed = parseDeviceOptions(list.value.toString('utf8'));
    if (parsed.ok) known = parsed.value;
    return parsed;
  };

  const nameOf = (source: ScanSource, device: DeviceOptions): string | undefined =>
    options.sources?.[source] ?? sourceName(source, device.sources);
  const hasSource = (source: ScanSource, device: DeviceOptions): boolean =>
    nameOf(source, device) !== undefined || (source === 'platen' && device.sources.length === 0);

  const settingsArgs = (
    settings: ScanSettings,
    device: DeviceOptions,
  ): { readonly args: readonly string[]; readonly dpi: number } => {
    const feeder = settings.source === 'feeder';
    const bothSides = feeder && settings.bothSides === true;
    // A source of its own for both sides, where there is one; the configured name keeps its say.
    const twoSided = bothSides && options.sources?.feeder === undefined;
    const source =
      (twoSided ? sourceName('feeder', device.sources, true) : undefined) ?? nameOf(settings.source, device);
    const sides = feeder ? sidesArgs(bothSides, device) : [];
    const mode = modeName(settings.colour, device.modes);
    const dpi =
      device.resolutions === undefined ? settings.dpi : clampResolution(settings.dpi, device.resolutions);
    const length = (name: string, limit: number, longest: number | undefined): string[] =>
      longest === undefined ? [] : [name, String(Math.min(limit, longest))];
    const longOption = (name: string, limit: number, longest: number | undefined): string[] =>
      longest === undefined ? [] : [`${name}=${Math.min(limit, longest)}`];
    const { width, height } = SCAN_AREA_MM;
    return {
      dpi,
      args: [
        // The source first: other options depend on it.
        ...(source === undefined ? [] : [`--source=${source}`]),
        ...sides,
        ...(mode === undefined ? [] : [`--mode=${mode}`]),
        ...(device.resolutions === undefined ? [] : [`--resolution=${dpi}`]),
        ...longOption('--page-width', width, device.pageWidthMm),
        ...longOption('--page-height', height, device.pageHeightMm),
        ...(device.widthMm === undefined ? [] : ['-l', '0']),
        ...(device.heightMm === undefined ? [] : ['-t', '0']),
        ...length('-x', width, device.widthMm),
        ...length('-y', height, device.heightMm),
        '--format=jpeg',
      ],
    };
  };

  const scanGlass = async (
    args: readonly string[],
    dpi: number,
    onPage: (page: ScannedPage) => Promise<void>,
    signal: AbortSignal,
  ): Promise<Result<{ readonly pages: number }, ScanFailure>> => {
    const bytes = await collect(args, MAX_PAGE_BYTES, waits.pageMs, signal, signsOfLife(waits.stallMs));
    if (!bytes.ok) return bytes;
    const page = scannedBytes(bytes.value, 'image/jpeg', dpi, 'scanner-interrupted');
    if (!page.ok) return page;
    await onPage(page.value);
    return ok({ pages: 1 });
  };

  const scanFeeder = async (
    args: readonly string[],
    dpi: number,
    onPage: (page: ScannedPage) => Promise<void>,
    signal: AbortSignal,
  ): Promise<Result<{ readonly pages: number }, ScanFailure>> => {
    const folder = path.join(options.memoryFolder, 'borne-feeder');
    const pageFile = (number: number): string => path.join(folder, `page-${number}.jpg`);
    if (!(await emptyFolder(folder))) return err('scanner-refused', 'the folder in memory cannot be used');

    // A page is there when its file name is printed as a line of its own.
    let printed = '';
    let onPrinted: () => void = () => undefined;
    const life = signsOfLife(waits.stallMs);
    const run = start(
      [...args, `--batch=${path.join(folder, 'page-%d.jpg')}`, '--batch-print', '--batch-prompt'],
      (chunk) => {
        printed = (printed + chunk.toString('utf8')).slice(-MAX_TEXT_BYTES);
        onPrinted();
      },
      life,
    );
    const pagePrinted = (number: number): Promise<'page'> =>
      new Promise((resolve) => {
        onPrinted = () => {
          if (printed.split('\n').includes(pageFile(number))) resolve('page');
        };
        onPrinted();
      });

    try {
      for (let pages = 0; pages < MAX_PAGES_PER_JOB; pages += 1) {
        run.answerPrompt();
        const outcome = await within(
          Promise.race([pagePrinted(pages + 1), run.ended, life.stalled]),
          waits.pageMs,
          signal,
        );
        life.rest();
        if (outcome === 'cancelled') return err('scan-cancelled');
        if (outcome === 'timeout') return err('scanner-timeout', `page ${pages + 1}`);
        if (outcome !== 'page') {
          const over = outcome.kind === 'exit' && (outcome.status === 0 || outcome.status === NO_DOCS);
          if (over && pages > 0) return ok({ pages });
          return over ? err('scanner-feeder-empty', 'no page') : failureOf(outcome);
        }
        const page = await readPage(pageFile(pages + 1), dpi);
        if (!page.ok) return page;
        await onPage(page.value);
        if (signal.aborted) return err('scan-cancelled');
      }
      return err('scanner-interrupted', `more than ${MAX_PAGES_PER_JOB} pages`);
    } finally {
      run.endInput();
      if ((await within(run.ended, 0, new AbortController().signal)) === 'timeout') run.stop();
      await run.ended;
      await rm(folder, { recursive: true, force: true });
    }
  };

  const status: Scanner['status'] = async (signal) => {
    if (scanning) return err('scanner-busy', 'a job of this terminal is under way');
    // The list is read anew: it is the only way to know that the device is still there.
    known = undefined;
    const device = await readOptions(signal);
    if (!device.ok) return device;
    const sources = (['platen', 'feeder'] as const).filter((source) => hasSource(source, device.value));
    return ok({ sources, feederLoaded: 'unknown' });
  };

  const facts: ScannerWithFacts['facts'] = async (signal) => {
    if (scanning) return err('scanner-busy', 'a job of this terminal is under way');
    const device = await readOptions(signal);
    if (!device.ok) return device;
    const sources = (['platen', 'feeder'] as const).filter((source) => hasSource(source, device.value));
    // SANE's option list names no maker: the device's own name, which is configured, is all there is.
    return ok({ makeAndModel: '', sources: sources.map((source) => sourceFacts(source, device.value)) });
  };

  const scan: Scanner['scan'] = async (settings, onPage, signal) => {
    if (scanning) return err('scanner-busy', 'a job of this terminal is under way');
    scanning = true;
    try {
      const device = await readOptions(signal);
      if (!device.ok) return device;
      if (!hasSource(settings.source, device.value)) return err('scanner-refused', `no ${settings.source}`);
      const { args, dpi } = settingsArgs(settings, device.value);
      const outcome = await (settings.source === 'platen' ? scanGlass : scanFeeder)(
        args,
        dpi,
        onPage,
        signal,
      );
      if (!outcome.ok) known = undefined;
      return outcome;
    } finally {
      scanning = false;
    }
  };

  return { status, scan, facts };
}

/** The option list shows the limits of the device's first source only; they are given for each. */
function sourceFacts(source: ScanSource, device: DeviceOptions): SourceFacts {
  const { resolutions } = device;
  return {
    source,
    bothSides: false,
    widthMm: device.widthMm === undefined ? null : Math.round(device.widthMm),
    heightMm: device.heightMm === undefined ? null : Math.round(device.heightMm),
    resolutions: resolutions ?? null,
    colours: (['colour', 'grey'] as const).filter((colour) => modeName(colour, device.modes) !== undefined),
    mediaTypes: ['image/jpeg'],
  };
}

/** An empty folder that only we can read; false where it cannot be made. */
async function emptyFolder(folder: string): Promise<boolean> {
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

/** Reads a page that scanimage has finished, and removes it. A file that is not there any more is a page lost. */
async function readPage(file: string, dpi: number): Promise<Result<ScannedPage, ScanFailure>> {
  try {
    if ((await stat(file)).size > MAX_PAGE_BYTES) return err('scanner-page-too-large');
    const bytes = await readFile(file);
    await rm(file, { force: true });
    return scannedBytes(bytes, 'image/jpeg', dpi, 'scanner-interrupted');
  } catch {
    return err('scanner-interrupted', 'the page cannot be read');
  }
}
