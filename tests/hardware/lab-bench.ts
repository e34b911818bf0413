import type { HidFraming } from '../../main/devices/receipt/hid-report-framing.ts';
import type { RollCondition } from '../simulators/escpos/roll-mechanism.ts';

/** What checks can ask of the machine around them: hands that plug things in and out, and eyes on the other end of the cable. */

/** A HID device on a real USB port. */
export interface HidGadget {
  /** How the checks call it. */
  readonly id: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly product: string;
  /** Its report descriptor. */
  readonly descriptor: readonly number[];
  /** Longest report, bytes. */
  readonly reportBytes: number;
}

/** What a stick is made of. */
export type StickContent =
  | { readonly kind: 'fat32'; readonly label: string; readonly partitioned: boolean }
  /** One file system, without a partition table. */
  | { readonly kind: 'exfat' | 'ext4'; readonly label: string }
  /** Two FAT partitions, the second with more room. */
  | { readonly kind: 'two-partitions' }
  /** The header by which programs know LUKS; behind it nothing. */
  | { readonly kind: 'encrypted' }
  /** Bytes that mean nothing. */
  | { readonly kind: 'noise' };

export interface StickGadget {
  readonly id: string;
  readonly content: StickContent;
  readonly megabytes: number;
  /** Its little lock is shut. */
  readonly writeProtected?: boolean;
}

/** A file found on a stick by mounting its image behind the kiosk's back. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface LabBench {
  /** Resolves once UDisks2 is there: it takes long to start, and readers can do without. */
  disksServiceIsThere(): Promise<void>;
  plugHid(gadget: HidGadget): Promise<void>;
  /** Sends input reports, one after another, as the device. */
  sendReports(id: string, reports: readonly (readonly number[])[]): Promise<void>;
  /** Makes the stick at its first use and plugs it in. */
  plugStick(gadget: StickGadget): Promise<void>;
  /** A printer of the printer class; the kernel gives it a device file. */
  plugPrinter(id: string): Promise<void>;
  /** What the printer got so far. */
  printed(id: string): Promise<readonly number[]>;
  /** Sends bytes as the printer, as answers to DLE EOT come. */
  printerAnswers(id: string, bytes: readonly number[]): Promise<void>;
  /** Sets what the printer's port says of its paper (USB Printing Devices 1.1, 4.2.2). */
  setPaper(id: string, paper: 'loaded' | 'out'): Promise<void>;
  /** Makes the printer work: it prints what it gets on a roll of 48 letters and answers as receipt printers do. */
  loadRoll(id: string): Promise<void>;
  /** A printer on HID that works: what its output reports bring it prints, and answers in input reports. */
  plugHidRoll(gadget: HidGadget, framing: HidFraming): Promise<void>;
  /** Milliseconds that the printer takes for one line. */
  rollPace(id: string, lineMs: number): Promise<void>;
  /** What a person does at the printer. */
  setRoll(id: string, condition: RollCondition, present: boolean): Promise<void>;
  /** Text of each slip that was cut off, and what the printer did not understand. */
  slips(id: string): Promise<{ readonly texts: readonly string[]; readonly mistakes: readonly string[] }>;
  /** Pulls the cable. */
  unplug(id: string): Promise<void>;
  plugAgain(id: string): Promise<void>;
  /** Pulls the cable and takes the device away for good. */
  discard(id: string): Promise<void>;
  /** What is on the first partition of a stick that is unplugged or unmounted. */
  look(id: string): Promise<readonly FoundFile[]>;
  /** Gives the sound card a socket for headphones that tells what is in it. */
  addHeadphoneSocket(): Promise<void>;
  setHeadphoneSocket(plugged: boolean): Promise<void>;
}

/** One thing to find out. It throws where the answer is no; what it returns is worth knowing, or empty. */
export interface HardwareCheck {
  readonly name: string;
  /** Longest run, milliseconds. */
  readonly limitMs?: number;
  /** Waits, outside its own time, until UDisks2 is there. */
  readonly needsDisksService?: boolean;
  readonly run: (bench: LabBench) => Promise<string>;
}

/** For a check that has nothing to add to its name. */
export const NOTHING_TO_ADD = '';
