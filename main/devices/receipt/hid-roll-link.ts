import { setTimeout as delay } from 'node:timers/promises';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import { type HidBus, type HidConnection, nodeHidBus } from '../hid/hid-bus.ts';
import type { HidCollection } from '../hid/reader-detection.ts';
import { parseReportDescriptor } from '../hid/report-descriptor.ts';
import { SystemCalls } from '../hid/system-calls.ts';
import { screenName } from '../screen-name.ts';

import { answersIn, type HidFraming, type OutputReport, outputReports } from './hid-report-framing.ts';
import type { RollLink } from './roll-link.ts';
import type { RollListener } from './roll-talk.ts';

/** A receipt printer on HID: its numbers of USB, as `lsusb` prints them, and how it wants its bytes. */
export interface HidPrinter {
  readonly vendorId: number;
  readonly productId: number;
  /** The interface among several of the device, by its meaning. */
  readonly usagePage?: number | undefined;
  readonly framing: HidFraming;
}

/** Longest wait for the system to list or open a device, milliseconds. */
const SYSTEM_MS = 3_000;
/** Between two tries of a report that the printer does not take, milliseconds. */
const AGAIN_MS = 100;
/** Shortest report that bytes are laid in. */
const REPORT_LEAST_BYTES = 2;
/** Devices named to staff where the printer is not among them. */
const NAMED_DEVICES = 6;
/** HID Usage Tables 1.5, Generic Desktop: keyboards and mice are never written to. */
const GENERIC_DESKTOP = 0x01;

type HidLinkError = 'printer-offline' | 'printer-refused' | 'printer-timeout' | 'print-cancelled';

/** A vendor's or product's number as `lsusb` prints it: four hexadecimal digits. */
export function usbNumber(number: number): string {
  return number.toString(16).padStart(4, '0');
}

/** The HID receipt printer of a terminal: opened for each job or question, listed for staff. */
export class HidPrinterPort {
  readonly #printer: HidPrinter;
  readonly #bus: HidBus;
  readonly #calls = new SystemCalls(SYSTEM_MS);

  constructor(printer: HidPrinter, bus: HidBus = nodeHidBus) {
    this.#printer = printer;
    this.#bus = bus;
  }

  /**
   * Opens the printer by its numbers of USB; of several alike, the first by its path.
   *
   * @returns `printer-offline` where it is not plugged in (with what is, for staff), `printer-refused` where the kiosk's
   * account may not open it or it takes no reports, `printer-timeout` where the system does not answer.
   */
  async open(listener: RollListener, signal: AbortSignal): Promise<Result<RollLink, Failure<HidLinkError>>> {
    if (signal.aborted) return err('print-cancelled');
    const listed = await this.#calls.run(() => this.#bus.list());
    if (listed.kind === 'late') return err('printer-timeout', 'list of HID devices');
    if (listed.kind === 'refused') return err('printer-refused', 'list of HID devices');
    const collection = this.#among(listed.value);
    if (collection === undefined) return err('printer-offline', this.#whatIsThere(listed.value));
    const early: Uint8Array[] = [];
    let link: HidLink | undefined;
    let lost = false;
    const opened = await this.#calls.run(
      () =>
        this.#bus.open(
          collection.path,
          (report) => (link === undefined ? early.push(report) : link.take(report)),
          () => {
            lost = true;
            listener.lose();
          },
        ),
      (connection) => void connection.close(),
    );
    if (opened.kind === 'late') return err('printer-timeout', 'opening');
    if (opened.kind === 'refused') return err('printer-refused', 'opening');
    const layout = layoutOf(opened.value);
    if (layout === undefined || lost || signal.aborted) {
      await this.#calls.run(() => opened.value.close());
      if (lost) return err('printer-offline', 'pulled while it was opened');
      return signal.aborted ? err('print-cancelled') : err('printer-refused', 'takes no output reports');
    }
    link = new HidLink(opened.value, layout, this.#printer.framing, listener, () =>
      this.#isThere(collection.path),
    );
    for (const report of early) link.take(report);
    return ok(link);
  }

  /** What the printer calls itself; empty where it is not there. */
  async name(): Promise<string> {
    const listed = await this.#calls.run(() => this.#bus.list());
    return listed.kind === 'done' ? screenName(this.#among(listed.value)?.product ?? '') : '';
  }

  #among(plugged: readonly HidCollection[]): HidCollection | undefined {
    const { vendorId, productId, usagePage } = this.#printer;
    return plugged
      .filter(
        (one) =>
          one.vendorId === vendorId &&
          one.productId === productId &&
          one.usagePage !== GENERIC_DESKTOP &&
          (usagePage === undefined || one.usagePage === usagePage),
      )
      .sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0))[0];
  }

  /** Whether the printer is still plugged in; taken to be while the system does not say. */
  async #isThere(path: string): Promise<boolean> {
    const listed = await this.#calls.run(() => this.#bus.list());
    return listed.kind !== 'done' || listed.value.some((one) => one.path === path);
  }

  #whatIsThere(plugged: readonly HidCollection[]): string {
    const names = plugged
      .filter(({ usagePage }) => usagePage !== GENERIC_DESKTOP)
      .map(
        ({ vendorId, productId, product }) =>
          `${usbNumber(vendorId)}:${usbNumber(productId)} ${screenName(product)}`,
      );
    const there = [...new Set(names)].slice(0, NAMED_DEVICES).join(', ');
    return `on HID there is ${there === '' ? 'nothing but keyboards and mice' : there}`;
  }
}

interface Layout {
  readonly output: OutputReport;
  readonly numbered: boolean;
}

/** The longest report that the device takes: others are for its settings. */
function layoutOf({ descriptor }: HidConnection): Layout | undefined {
  const reports = descriptor === undefined ? undefined : parseReportDescriptor(descriptor);
  if (reports === undefined) return undefined;
  const [longest] = [...reports.outputs].sort(([, one], [, other]) => other - one);
  if (longest === undefined || longest[1] < REPORT_LEAST_BYTES) return undefined;
  return { output: { reportId: longest[0], bytes: longest[1] }, numbered: reports.numbered };
}

class HidLink implements RollLink {
  readonly #connection: HidConnection;
  readonly #layout: Layout;
  readonly #framing: HidFraming;
  readonly #isThere: () => Promise<boolean>;
  readonly #listener: RollListener;
  readonly #closing = new AbortController();
  #outgoing: Uint8Array[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    connection: HidConnection,
    layout: Layout,
    framing: HidFraming,
    listener: RollListener,
    isThere: () => Promise<boolean>,
  ) {
    this.#connection = connection;
    this.#layout = layout;
    this.#framing = framing;
    this.#listener = listener;
    this.#isThere = isThere;
  }

  take(report: Uint8Array): void {
    if (!this.#listener.take(answersIn(report, this.#layout.numbered, this.#framing))) this.#listener.lose();
  }

  send(bytes: Uint8Array): void {
    if (this.#listener.lost) return;
    this.#outgoing.push(...outputReports(bytes, this.#layout.output, this.#framing));
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  get unsent(): number {
    return this.#outgoing.length * this.#layout.output.bytes;
  }

  sendInstead(bytes: Uint8Array): void {
    this.#outgoing = [];
    this.send(bytes);
  }

  async close(ms: number): Promise<void> {
    const limit = delay(ms, undefined, { ref: false });
    // What was handed over still goes out, up to the limit; a report that the device does not take holds the system longer.
    if (this.#writing !== undefined) await Promise.race([this.#writing, limit]);
    this.#closing.abort();
    await Promise.race([this.#connection.close().catch(() => undefined), limit]);
  }

  async #write(): Promise<void> {
    for (let report = this.#outgoing[0]; report !== undefined; report = this.#outgoing[0]) {
      if (this.#listener.lost || this.#closing.signal.aborted) return;
      const queue = this.#outgoing;
      try {
        await this.#connection.sendOutput(report);
        queue.shift();
      } catch {
        // Which of both it was is not said: a printer whose buffer is full is tried again, one that is gone is lost.
        if (!(await this.#isThere())) this.#listener.lose();
        await delay(AGAIN_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }
}
