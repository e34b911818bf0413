import { constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { HidFraming } from '../../../main/devices/receipt/hid-report-framing.ts';
import { readLine } from '../../simulators/escpos/escpos-interpreter.ts';
import { type RollCondition, RollMechanism } from '../../simulators/escpos/roll-mechanism.ts';
import type { FoundFile, HidGadget, LabBench, StickGadget } from '../lab-bench.ts';
import { Gadget } from './gadget.ts';
import { run } from './programs.ts';
import { addHeadphoneSocket, setHeadphoneSocket } from './sound-card.ts';
import { filesOf, makeImage } from './stick-image.ts';

/** Images lie in memory. */
const IMAGES = '/run/lab-images';
const OPEN_LIMIT_MS = 10_000;
const LOOK_MS = 50;
const PRINTER_END = '/dev/g_printer0';
/** GADGET_SET_PRINTER_STATUS (Linux, include/uapi/linux/usb/g_printer.h), with the port's status as its argument. */
const SET_STATUS = `
import fcntl, os, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDWR), 0xC0016722, int(sys.argv[2]))
`;
/** No error, selected; the same with "paper empty". */
const PAPER = { loaded: 0x18, out: 0x38 } as const;

interface Plugged {
  readonly gadget: Gadget;
  /** The device's end of the cable, where it has one. */
  end: FileHandle | undefined;
  readonly stick: StickGadget | undefined;
  readonly received: Uint8Array[];
  /** What prints behind the printer's end. */
  mechanism?: RollMechanism;
}

/** Input report of the printer on HID. */
const HID_ANSWER_BYTES = 32;
/** The kernel keeps a few output reports for the printer; then the host waits. */
const HID_LOOK_MS = 5;

/** Letters on a line of the roll. */
const ROLL_COLUMNS = 48;

function imageOf(id: string): string {
  return join(IMAGES, `${id}.img`);
}

function pause(ms = LOOK_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Opens a device file that the kernel is about to make. */
async function openSoon(path: string, flags: number): Promise<FileHandle> {
  const until = performance.now() + OPEN_LIMIT_MS;
  for (;;) {
    try {
      return await open(path, flags);
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await pause();
  }
}

/** The bench as root does it: USB devices made of the kernel's own gadget functions. */
export class Hands implements LabBench {
  readonly #plugged = new Map<string, Plugged>();
  readonly #disksService: Promise<void>;

  constructor(disksService: Promise<void>) {
    this.#disksService = disksService;
  }

  async disksServiceIsThere(): Promise<void> {
    await this.#disksService;
  }

  async plugHid(device: HidGadget): Promise<void> {
    await this.#plugHid(device, constants.O_RDWR);
  }

  async #plugHid(device: HidGadget, flags: number): Promise<Plugged> {
    const gadget = new Gadget(device.id, { ...device, manufacturer: 'Laboratoire' }, `hid.${device.id}`);
    const set = (attribute: string, value: string | Uint8Array): void =>
      writeFileSync(join(gadget.attributes, attribute), value);
    set('protocol', '0');
    set('subclass', '0');
    set('report_length', `${device.reportBytes}`);
    set('report_desc', Uint8Array.from(device.descriptor));
    gadget.compose();
    gadget.plug();
    const [, minor = ''] = readFileSync(join(gadget.attributes, 'dev'), 'utf8').trim().split(':');
    const end = await openSoon(`/dev/hidg${minor}`, flags);
    const plugged: Plugged = { gadget, end, stick: undefined, received: [] };
    this.#plugged.set(device.id, plugged);
    return plugged;
  }

  async sendReports(id: string, reports: readonly (readonly number[])[]): Promise<void> {
    const { end } = this.#get(id);
    if (end === undefined) throw new Error(`${id} sends no reports`);
    for (const report of reports) await end.write(Uint8Array.from(report));
  }

  async plugStick(stick: StickGadget): Promise<void> {
    mkdirSync(IMAGES, { recursive: true });
    makeImage(imageOf(stick.id), stick.content, stick.megabytes);
    const identity = { vendorId: 0x0781, productId: 0x5567, manufacturer: 'SanDisk', product: 'Cruzer' };
    const gadget = new Gadget(stick.id, identity, `mass_storage.${stick.id}`);
    const lun = join(gadget.attributes, 'lun.0');
    writeFileSync(join(lun, 'removable'), '1');
    writeFileSync(join(lun, 'ro'), stick.writeProtected === true ? '1' : '0');
    writeFileSync(join(lun, 'inquiry_string'), 'SanDisk Cruzer');
    writeFileSync(join(lun, 'file'), imageOf(stick.id));
    gadget.compose();
    gadget.plug();
    this.#plugged.set(stick.id, { gadget, end: undefined, stick, received: [] });
  }

  async plugPrinter(id: string): Promise<void> {
    const identity = { vendorId: 0x04b8, productId: 0x0e15, manufacturer: 'EPSON', product: 'TM-T20' };
    const gadget = new Gadget(id, identity, `printer.${id}`);
    writeFileSync(join(gadget.attributes, 'pnp_string'), 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;');
    gadget.compose();
    gadget.plug();
    const plugged: Plugged = { gadget, end: undefined, stick: undefined, received: [] };
    this.#plugged.set(id, plugged);
    await this.#turnOn(plugged);
  }

  async #turnOn(printer: Plugged): Promise<void> {
    const end = await openSoon(PRINTER_END, constants.O_RDWR | constants.O_NONBLOCK);
    printer.end = end;
    void this.#receive(printer, end);
  }

  async #receive(printer: Plugged, end: FileHandle): Promise<void> {
    const buffer = new Uint8Array(8_192);
    while (printer.end === end) {
      try {
        const { bytesRead } = await end.read(buffer, 0, buffer.length, null);
        const bytes = Uint8Array.from(buffer.subarray(0, bytesRead));
        printer.received.push(bytes);
        printer.mechanism?.receive(bytes);
      } catch {
        // Nothing has come yet, or the end was closed.
        await pause();
      }
    }
  }

  async #turnOff(plugged: Plugged): Promise<void> {
    const end = plugged.end;
    plugged.end = undefined;
    await end?.close();
  }

  async printed(id: string): Promise<readonly number[]> {
    return [...Buffer.concat(this.#get(id).received)];
  }

  async printerAnswers(id: string, bytes: readonly number[]): Promise<void> {
    await this.#get(id).end?.write(Uint8Array.from(bytes));
  }

  async setPaper(id: string, paper: 'loaded' | 'out'): Promise<void> {
    const printer = this.#get(id);
    // The kernel gives the printer's end to one program at a time.
    await this.#turnOff(printer);
    run('python3', ['-c', SET_STATUS, PRINTER_END, `${PAPER[paper]}`]);
    await this.#turnOn(printer);
  }

  async loadRoll(id: string): Promise<void> {
    const printer = this.#get(id);
    // One answer after another: the kernel takes one transfer at a time.
    let said = Promise.resolve();
    printer.mechanism = new RollMechanism(ROLL_COLUMNS, (bytes) => {
      said = said.then(() => this.#say(printer, bytes));
    });
  }

  async plugHidRoll(device: HidGadget, framing: HidFraming): Promise<void> {
    const printer = await this.#plugHid(device, constants.O_RDWR | constants.O_NONBLOCK);
    let said = Promise.resolve();
    printer.mechanism = new RollMechanism(ROLL_COLUMNS, (bytes) => {
      for (const byte of bytes) {
        const report = new Uint8Array(HID_ANSWER_BYTES);
        report.set(framing === 'counted' ? [1, byte] : [byte]);
        said = said.then(() => this.#say(printer, report));
      }
    });
    if (printer.end !== undefined) void this.#receiveReports(printer, printer.end, framing);
  }

  /** Written after the configuration's words, not with the driver's own code. */
  async #receiveReports(printer: Plugged, end: FileHandle, framing: HidFraming): Promise<void> {
    const buffer = Buffer.alloc(4_096);
    while (printer.end === end) {
      try {
        const { bytesRead } = await end.read(buffer, 0, buffer.length, null);
        const report = Uint8Array.from(buffer.subarray(0, bytesRead));
        printer.received.push(report);
        const length = report[0] ?? 0;
        printer.mechanism?.receive(framing === 'counted' ? report.subarray(1, 1 + length) : report);
      } catch {
        // Nothing has come yet, or the cable was pulled.
        await pause(HID_LOOK_MS);
      }
    }
  }

  /** An answer that the other end does not fetch is tried again for a while, then lost. */
  async #say(printer: Plugged, bytes: Uint8Array): Promise<void> {
    for (let tries = 0; tries < 20 && printer.end !== undefined; tries += 1) {
      try {
        await printer.end.write(bytes);
        return;
      } catch {
        await pause();
      }
    }
  }

  async rollPace(id: string, lineMs: number): Promise<void> {
    this.#roll(id).behave({ lineMs });
  }

  async setRoll(id: string, condition: RollCondition, present: boolean): Promise<void> {
    this.#roll(id).set(condition, present);
  }

  async slips(
    id: string,
  ): Promise<{ readonly texts: readonly string[]; readonly mistakes: readonly string[] }> {
    const roll = this.#roll(id);
    return {
      texts: roll.slips.map((slip) => slip.lines.map(readLine).join('\n')),
      mistakes: [...roll.mistakes],
    };
  }

  #roll(id: string): RollMechanism {
    const { mechanism } = this.#get(id);
    if (mechanism === undefined) throw new Error(`${id} has no roll`);
    return mechanism;
  }

  async unplug(id: string): Promise<void> {
    this.#get(id).gadget.unplug();
  }

  async plugAgain(id: string): Promise<void> {
    this.#get(id).gadget.plug();
  }

  async discard(id: string): Promise<void> {
    const plugged = this.#get(id);
    plugged.mechanism?.stop();
    plugged.gadget.unplug();
    await this.#turnOff(plugged);
    plugged.gadget.remove();
    this.#plugged.delete(id);
  }

  async look(id: string): Promise<readonly FoundFile[]> {
    const { stick } = this.#get(id);
    if (stick === undefined) throw new Error(`${id} is no stick`);
    return filesOf(imageOf(id), stick.content);
  }

  async addHeadphoneSocket(): Promise<void> {
    addHeadphoneSocket();
  }

  async setHeadphoneSocket(plugged: boolean): Promise<void> {
    setHeadphoneSocket(plugged);
  }

  #get(id: string): Plugged {
    const plugged = this.#plugged.get(id);
    if (plugged === undefined) throw new Error(`nothing is called ${id}`);
    return plugged;
  }
}
