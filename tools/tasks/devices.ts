/**
 * `npm run devices -- [--config=FILE] [--scan [--source=platen|feeder]] [--print] [--stick] [--json | --schema]`
 *
 * Looks at the devices that a configuration file names, and tries those that it is told to try, with the drivers that
 * visitors use. Text in French; with `--json` one object of `tools/tasks/devices/desk-report.schema.json`.
 *
 * Exit codes: 0 no device has a problem and every test passed; 1 something is wrong with a device; 2 wrong arguments;
 * 3 the configuration is missing or wrong.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Configuration, readConfiguration } from '../../kiosk-config/schema/read-configuration.ts';
import type { StaffInstructions } from '../../kiosk-config/schema/staff-instructions.ts';
import { type LastFailure, lastFailures } from '../../main/audit/last-failures.ts';
import {
  configuredPrinter,
  configuredScanner,
  printerAddress,
  scannerAddress,
} from '../../main/devices/configured-devices.ts';
import { readerSpecs } from '../../main/devices/hid/configured-readers.ts';
import { UsbHidReaders } from '../../main/devices/hid/usb-hid-readers.ts';
import { paperMakerHere } from '../../main/devices/receipt/paper-maker.ts';
import { readReceiptFonts } from '../../main/devices/receipt/typeface.ts';
import { createSelfTest } from '../../main/devices/self-test/create-self-test.ts';
import { AlsaHeadphones } from '../../main/devices/speech/alsa-headphones.ts';
import { createEspeakSpeech } from '../../main/devices/speech/espeak-speech.ts';
import { LinuxUsbDrives } from '../../main/devices/usb/linux-usb-drives.ts';
import { createEngineClient } from '../../main/documents/engine-client.ts';
import { spawnNodeEngine } from '../../main/documents/node-channel.ts';
import type { ScanSource } from '../../main/ports/scanner.ts';
import type { DeviceReport, SelfTest, TestOutcome } from '../../main/ports/self-test.ts';
import { inRepository } from '../repository.ts';
import { type DeskReport, deskReport, deskReportSchema } from './devices/desk-report.ts';
import { reportText } from './devices/report-text.ts';

const EXIT = { well: 0, trouble: 1, arguments: 2, configuration: 3 } as const;
const USUAL_CONFIG = '/etc/borne/kiosk.yaml';
const USAGE =
  'npm run devices -- [--config=FILE] [--scan [--source=platen|feeder]] [--print] [--stick] [--json | --schema]';

/** What stops the command at once: a sentence and an exit code. */
class Stop extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

interface Order {
  readonly config: string;
  readonly tests: { readonly scan: boolean; readonly print: boolean; readonly stick: boolean };
  readonly source: ScanSource | undefined;
  readonly output: 'text' | 'json' | 'schema';
}

function readArguments(args: readonly string[]): Order {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        scan: { type: 'boolean', default: false },
        source: { type: 'string' },
        print: { type: 'boolean', default: false },
        stick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        schema: { type: 'boolean', default: false },
      },
    });
    const { scan, print, stick, source } = values;
    if (source !== undefined && source !== 'platen' && source !== 'feeder') {
      throw new TypeError('--source wants platen or feeder');
    }
    return {
      config: path.resolve(values.config ?? USUAL_CONFIG),
      tests: { scan, print, stick },
      source,
      output: values.schema ? 'schema' : values.json ? 'json' : 'text',
    };
  } catch (error) {
    throw new Stop(EXIT.arguments, `${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
}

function readConfig(file: string): Configuration {
  const configuration = readConfiguration(file, inRepository('kiosk-config'));
  if (configuration.ok) return configuration.value;
  const problems = configuration.problems.map(({ file: where, line, sentence }) =>
    line === 0 ? `${where} : ${sentence}` : `${where}, ligne ${line} : ${sentence}`,
  );
  throw new Stop(EXIT.configuration, problems.join('\n'));
}

/** Opens the devices that the configuration names; `close` lets them go. */
async function openDevices({
  profile,
}: Configuration): Promise<{ readonly selfTest: SelfTest; close(): Promise<void> }> {
  const { scanner, printer, usb: usbProfile, readers } = profile;
  const fonts = readReceiptFonts(inRepository('assets', 'fonts'));
  const usb = await LinuxUsbDrives.open({
    mountRoot: usbProfile.mount_root,
    mount: usbProfile.mount,
    unmount: usbProfile.unmount,
  });
  const hid = readers.length === 0 ? undefined : await UsbHidReaders.open({ readers: readerSpecs(readers) });
  const headphones = profile.voice.start === 'key' ? undefined : await AlsaHeadphones.open();
  const engine = createEngineClient(() =>
    spawnNodeEngine(inRepository('main', 'documents', 'engine-process.ts')),
  );
  const selfTest = createSelfTest({
    scanner: {
      driver: configuredScanner(scanner),
      protocol: scanner.kind,
      address: scannerAddress(scanner),
    },
    printer: {
      driver: configuredPrinter(printer, {
        papers: paperMakerHere(fonts),
        drawer: engine,
      }),
      protocol: printer.kind,
      address: printerAddress(printer),
    },
    usb: { driver: usb, address: usbProfile.mount_root },
    readers: hid,
    voice: { driver: createEspeakSpeech(), start: profile.voice.start, headphones },
    scan: { dpi: scanner.dpi, colour: scanner.colour },
    place: { terminal: profile.terminal, site: profile.site },
    now: () => Date.now(),
  });
  return {
    selfTest,
    close: async () => {
      await engine.close();
      await usb.close();
      await hid?.close();
      await headphones?.close();
    },
  };
}

async function runTests(selfTest: SelfTest, order: Order, signal: AbortSignal): Promise<TestOutcome[]> {
  const outcomes: TestOutcome[] = [];
  if (order.tests.scan) outcomes.push(await selfTest.scan(signal, order.source));
  if (order.tests.print) outcomes.push(await selfTest.print(signal));
  if (order.tests.stick) outcomes.push(await selfTest.stick(signal));
  return outcomes;
}

function problemOf(report: DeviceReport): DeviceReport['problem'] {
  return report.problem ?? (report.device === 'scanner' ? report.feederProblem : null);
}

/** Low paper is no problem of a printer that prints, and wants to be known. */
function instructionFor(report: DeviceReport, instructions: StaffInstructions): string | null {
  const low = report.device === 'printer' && report.mediaLow ? 'printer-media-low' : null;
  const code = problemOf(report) ?? low;
  return code === null ? null : instructions[code];
}

function summary(
  order: Order,
  { profile, instructions }: Configuration,
  reports: readonly DeviceReport[],
  outcomes: readonly TestOutcome[],
): DeskReport {
  const failures = lastFailures(path.join(profile.data_dir, 'audit', 'audit.jsonl'));
  // Parsed on the way out: what does not fit the published schema is a bug, and is not printed.
  return deskReport.parse({
    version: 1,
    at: new Date().toISOString(),
    terminal: profile.terminal,
    site: profile.site,
    config: order.config,
    devices: reports.map((report) => {
      return {
        report,
        instruction: instructionFor(report, instructions),
        lastError: withInstruction(failures[report.device], instructions),
        detail: report.detail,
      };
    }),
    tests: outcomes.map((outcome) => ({
      outcome,
      instruction: outcome.passed ? null : instructions[outcome.problem],
      detail: outcome.passed ? null : outcome.detail,
    })),
    well: reports.every((report) => problemOf(report) === null) && outcomes.every(({ passed }) => passed),
  });
}

function withInstruction(
  failure: LastFailure | undefined,
  instructions: StaffInstructions,
): (LastFailure & { readonly instruction: string }) | null {
  return failure === undefined ? null : { ...failure, instruction: instructions[failure.code] };
}

async function run(order: Order): Promise<number> {
  if (order.output === 'schema') {
    console.log(JSON.stringify(deskReportSchema(), null, 2));
    return EXIT.well;
  }
  const configuration = readConfig(order.config);
  const stopped = new AbortController();
  // Ctrl+C ends a test as the end of a visit would: the job is cancelled on the device.
  process.once('SIGINT', () => stopped.abort());
  const { selfTest, close } = await openDevices(configuration);
  try {
    const reports = await selfTest.examine(stopped.signal);
    const outcomes = await runTests(selfTest, order, stopped.signal);
    const report = summary(order, configuration, reports, outcomes);
    console.log(order.output === 'json' ? JSON.stringify(report, null, 2) : reportText(report));
    return report.well ? EXIT.well : EXIT.trouble;
  } finally {
    await close();
  }
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
