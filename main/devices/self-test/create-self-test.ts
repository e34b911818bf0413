import type { PrinterWithFacts, ScannerWithFacts } from '../../ports/device-facts.ts';
import type { Headphones } from '../../ports/headphones.ts';
import type { HidReader } from '../../ports/hid-reader.ts';
import type { ScanSettings, ScanSource } from '../../ports/scanner.ts';
import type { PrinterReport, ScannerReport, SelfTest, VoiceStart } from '../../ports/self-test.ts';
import type { Speech } from '../../ports/speech.ts';
import type { UsbDrives } from '../../ports/usb-drives.ts';
import {
  examinePrinter,
  examineReader,
  examineScanner,
  examineUsb,
  examineVoice,
} from './examine-devices.ts';
import { SELF_TEST_LIMITS, type SelfTestLimits } from './limits.ts';
import { type TestPageFacts, testPage } from './test-page.ts';
import { tryPrint, tryScan, tryStick } from './try-devices.ts';

/** The devices of a terminal, with what the configuration says of each. */
export interface SelfTestOptions {
  readonly scanner: { readonly driver: ScannerWithFacts } & Pick<ScannerReport, 'protocol' | 'address'>;
  readonly printer: { readonly driver: PrinterWithFacts } & Pick<PrinterReport, 'protocol' | 'address'>;
  readonly usb: { readonly driver: UsbDrives; readonly address: string };
  /** Nothing where no reader is configured. */
  readonly readers?: HidReader | undefined;
  readonly voice: {
    readonly driver: Speech;
    readonly start: VoiceStart;
    /** Nothing where headphones are not to start it. */
    readonly headphones: Headphones | undefined;
  };
  /** As visitors' pages are scanned. */
  readonly scan: Omit<ScanSettings, 'source'>;
  readonly place: Omit<TestPageFacts, 'at'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits?: Partial<SelfTestLimits>;
}

function within(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}

/**
 * The self-test of a terminal, for the staff screen and for `npm run devices`: the drivers that visitors use, asked and
 * tried. It does not look at what came out: whether a printed page is legible, only a person can say.
 */
export function createSelfTest(options: SelfTestOptions): SelfTest {
  const limits = { ...SELF_TEST_LIMITS, ...options.limits };
  const { scanner, printer, usb, readers, voice } = options;

  const usualSource = async (signal: AbortSignal): Promise<ScanSource> => {
    const status = await scanner.driver.status(signal);
    // An unknown scanner is tried on the glass: its answer says what is wrong.
    return !status.ok || status.value.sources.includes('platen') ? 'platen' : 'feeder';
  };

  return {
    async examine(signal) {
      const limited = within(signal, limits.examineMs);
      const { driver: scannerDriver, ...scannerConfigured } = scanner;
      const { driver: printerDriver, ...printerConfigured } = printer;
      const [scannerReport, printerReport, voiceReport] = await Promise.all([
        examineScanner(scannerDriver, scannerConfigured, limited),
        examinePrinter(printerDriver, printerConfigured, limited),
        examineVoice(voice.driver, voice.start, voice.headphones),
      ]);
      return [
        scannerReport,
        printerReport,
        examineUsb(usb.driver.presence(), usb.address),
        ...(readers?.presence() ?? []).map(examineReader),
        voiceReport,
      ];
    },

    async scan(signal, source) {
      const limited = within(signal, limits.scanMs);
      const wanted = source ?? (await usualSource(limited));
      return tryScan(scanner.driver, { source: wanted, ...options.scan }, limited);
    },

    print: (signal) =>
      tryPrint(
        printer.driver,
        testPage({ ...options.place, at: options.now() }),
        within(signal, limits.printMs),
      ),

    stick: (signal) => tryStick(usb.driver, within(signal, limits.stickMs)),
  };
}
