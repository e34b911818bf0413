import type { ErrorCode } from '../domain/error-code.ts';
import type { Clock } from '../ports/clock.ts';
import type { HidReader, ReaderPresence } from '../ports/hid-reader.ts';
import type { ReceiptPrinter } from '../ports/receipt-printer.ts';
import type { Scanner } from '../ports/scanner.ts';
import type { UsbDrives, UsbPresence } from '../ports/usb-drives.ts';

/** How often a device is asked how it is, milliseconds. Devices tell nothing by themselves over HTTP and IPP. */
const ASK_INTERVAL_MS = 5_000;
/** How long a device may take to answer. Does not protect against one that answers something wrong. */
const ASK_LIMIT_MS = 4_000;

export interface Desk {
  readonly scanner: { readonly problem: ErrorCode | null; readonly feeder: boolean };
  /** `mediaLow`: it prints, and its paper will soon run out. */
  readonly printer: { readonly problem: ErrorCode | null; readonly mediaLow: boolean };
  readonly usb: UsbPresence;
  /** Since when each is as it is, ISO 8601 of the terminal's clock. */
  readonly since: { readonly scanner: string; readonly printer: string; readonly usb: string };
  readonly readers: readonly ReaderPresence[];
}

/** The one state of the desk: what is ready and what is missing, kept up to date by itself. */
export class DeskWatch {
  readonly #clock: Clock;
  readonly #scanner: Scanner;
  readonly #printer: ReceiptPrinter;
  readonly #usb: UsbDrives;
  readonly #onChange: () => void;
  #desk: Desk;
  #scannerBusy = false;
  #stopped = false;
  readonly #cancels = new Map<'scanner' | 'printer', () => void>();
  readonly #unwatchUsb: () => void;
  readonly #unwatchReaders: () => void;

  constructor(
    clock: Clock,
    devices: {
      readonly scanner: Scanner;
      readonly printer: ReceiptPrinter;
      readonly usb: UsbDrives;
      readonly readers?: HidReader | undefined;
    },
    onChange: () => void,
  ) {
    this.#clock = clock;
    this.#scanner = devices.scanner;
    this.#printer = devices.printer;
    this.#usb = devices.usb;
    this.#onChange = onChange;
    const since = this.#time();
    this.#desk = {
      scanner: { problem: 'scanner-offline', feeder: false },
      printer: { problem: 'printer-offline', mediaLow: false },
      usb: devices.usb.presence(),
      since: { scanner: since, printer: since, usb: since },
      readers: devices.readers?.presence() ?? [],
    };
    this.#unwatchUsb = this.#usb.watch((usb) => this.#become({ ...this.#desk, usb }));
    this.#unwatchReaders =
      devices.readers?.watch((readers) => this.#become({ ...this.#desk, readers })) ?? (() => undefined);
  }

  get desk(): Desk {
    return this.#desk;
  }

  /** Asks both devices once, then again and again. Resolves after the first answers. */
  async start(): Promise<void> {
    await Promise.all([this.#askScanner(), this.#askPrinter()]);
  }

  /** While a scan runs the device is not asked: some answer a status request with an aborted job. */
  scannerBusy(busy: boolean): void {
    this.#scannerBusy = busy;
  }

  stop(): void {
    this.#stopped = true;
    this.#unwatchUsb();
    this.#unwatchReaders();
    for (const cancel of this.#cancels.values()) cancel();
  }

  async #askScanner(): Promise<void> {
    if (!this.#scannerBusy) {
      const answer = await this.#scanner.status(AbortSignal.timeout(ASK_LIMIT_MS));
      if (this.#stopped) return;
      const scanner = answer.ok
        ? { problem: null, feeder: answer.value.sources.includes('feeder') }
        : { problem: answer.error.code, feeder: this.#desk.scanner.feeder };
      this.#become({ ...this.#desk, scanner });
    }
    this.#again('scanner', () => void this.#askScanner());
  }

  async #askPrinter(): Promise<void> {
    const answer = await this.#printer.status(AbortSignal.timeout(ASK_LIMIT_MS));
    if (this.#stopped) return;
    const printer = answer.ok
      ? { problem: null, mediaLow: answer.value.mediaLow }
      : { problem: answer.error.code, mediaLow: false };
    this.#become({ ...this.#desk, printer });
    this.#again('printer', () => void this.#askPrinter());
  }

  #again(device: 'scanner' | 'printer', ask: () => void): void {
    if (this.#stopped) return;
    this.#cancels.set(device, this.#clock.after(ASK_INTERVAL_MS, ask));
  }

  #time(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  #become(changed: Desk): void {
    const before = this.#desk;
    const now = this.#time();
    const since = {
      scanner: changed.scanner.problem === before.scanner.problem ? before.since.scanner : now,
      printer: printerState(changed) === printerState(before) ? before.since.printer : now,
      usb: stickState(changed.usb) === stickState(before.usb) ? before.since.usb : now,
    };
    const desk = { ...changed, since };
    const same = JSON.stringify(desk) === JSON.stringify(before);
    this.#desk = desk;
    if (!same) this.#onChange();
  }
}

function printerState({ printer }: Desk): string {
  return `${printer.problem} ${printer.mediaLow}`;
}

/** What of a stick counts as a change of its state: its room does not. */
function stickState(usb: UsbPresence): string {
  if (usb.kind === 'unusable') return usb.reason;
  return usb.kind === 'ready' ? `ready ${usb.label}` : usb.kind;
}
