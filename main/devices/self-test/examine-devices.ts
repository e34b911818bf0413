import type { ErrorCode } from '../../domain/error-code.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { PrinterWithFacts, ScannerWithFacts } from '../../ports/device-facts.ts';
import type { Headphones } from '../../ports/headphones.ts';
import type { ReaderPresence } from '../../ports/hid-reader.ts';
import type {
  DeviceState,
  PrinterReport,
  ReaderReport,
  ScannerReport,
  UsbReport,
  VoiceReport,
  VoiceStart,
} from '../../ports/self-test.ts';
import type { Speech } from '../../ports/speech.ts';
import type { UsbPresence } from '../../ports/usb-drives.ts';

/** What there is to say of a device in trouble, in the order of a report. */
interface Trouble {
  readonly state: DeviceState;
  readonly problem: ErrorCode | null;
  readonly detail: string | null;
}

const READY: Trouble = { state: 'ready', problem: null, detail: null };

/** Codes that mean that the configured device itself was not reached. */
const UNREACHED: ReadonlySet<ErrorCode> = new Set([
  'scanner-offline',
  'scanner-timeout',
  'scanner-untrusted',
  'printer-offline',
  'printer-untrusted',
  'printer-timeout',
]);

function troubleOf(failure: Failure): Trouble {
  return {
    state: UNREACHED.has(failure.code) ? 'unreachable' : 'trouble',
    problem: failure.code,
    detail: failure.detail ?? null,
  };
}

/** A device that did not answer is not asked a second time. */
function unreached<Value>(answer: Result<Value>): answer is Extract<Result<Value>, { readonly ok: false }> {
  return !answer.ok && UNREACHED.has(answer.error.code);
}

/** Asks a scanner what it is and how it is. Moves nothing. */
export async function examineScanner(
  scanner: ScannerWithFacts,
  configured: Pick<ScannerReport, 'protocol' | 'address'>,
  signal: AbortSignal,
): Promise<ScannerReport> {
  const status = await scanner.status(signal);
  const facts = unreached(status) ? status : await scanner.facts(signal);
  // A call that was given no more time says `scan-cancelled`; nobody cancelled anything.
  const asked = (failure: Failure): Failure =>
    failure.code === 'scan-cancelled' ? { ...failure, code: 'scanner-timeout' } : failure;
  const trouble = !status.ok
    ? troubleOf(asked(status.error))
    : facts.ok
      ? READY
      : troubleOf(asked(facts.error));
  return {
    device: 'scanner',
    ...configured,
    ...trouble,
    makeAndModel: facts.ok ? facts.value.makeAndModel : '',
    feederProblem: status.ok ? (status.value.feederProblem ?? null) : null,
    feederLoaded: status.ok && status.value.feederLoaded !== 'unknown' ? status.value.feederLoaded : null,
    sources: facts.ok ? facts.value.sources : [],
  };
}

/** Asks a printer what it is and how it is. Prints nothing. */
export async function examinePrinter(
  printer: PrinterWithFacts,
  configured: Pick<PrinterReport, 'protocol' | 'address'>,
  signal: AbortSignal,
): Promise<PrinterReport> {
  const status = await printer.status(signal);
  const facts = unreached(status) ? status : await printer.facts(signal);
  return {
    device: 'printer',
    ...configured,
    ...(status.ok ? READY : troubleOf(status.error)),
    makeAndModel: facts.ok ? facts.value.makeAndModel : '',
    mediaTypes: facts.ok ? facts.value.mediaTypes : [],
    columns: facts.ok ? facts.value.columns : null,
    mediaLow: status.ok && status.value.mediaLow,
  };
}

/** What the stick's socket holds, from what the driver already knows. */
export function examineUsb(presence: UsbPresence, address: string): UsbReport {
  const common = { device: 'usb', address, makeAndModel: '', detail: null } as const;
  switch (presence.kind) {
    case 'none':
      return { ...common, state: 'absent', problem: null, stick: null };
    case 'ready': {
      const { label, freeBytes } = presence;
      return { ...common, state: 'ready', problem: null, stick: { label, freeBytes } };
    }
    case 'unusable':
      return { ...common, state: 'trouble', problem: presence.reason, stick: null };
  }
}

/** One configured reader, from what the driver already knows. */
export function examineReader(presence: ReaderPresence): ReaderReport {
  const unusable = presence.state === 'unusable';
  return {
    device: 'reader',
    kind: presence.kind,
    address: 'USB',
    makeAndModel: presence.name,
    state: !unusable ? 'ready' : presence.reason === 'reader-missing' ? 'absent' : 'trouble',
    problem: unusable ? presence.reason : null,
    detail: null,
  };
}

/** The voice, and what starts it. Nothing is said aloud. */
export async function examineVoice(
  speech: Speech,
  start: VoiceStart,
  headphones: Headphones | undefined,
): Promise<VoiceReport> {
  const languages = await speech.languages();
  const silent = languages.length === 0;
  return {
    device: 'voice',
    address: '',
    makeAndModel: '',
    state: silent ? 'trouble' : 'ready',
    problem: silent ? 'voice-failed' : null,
    detail: null,
    start,
    headphones: headphones?.presence() ?? 'unknown',
    languages,
  };
}
