import { mkdirSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The kernel's composition of USB devices (Linux, Documentation/usb/gadget_configfs.rst). */
const GADGETS = '/sys/kernel/config/usb_gadget';
/** As many cables as `dummy_hcd` was asked for. */
const PORTS = 8;
const ENGLISH = '0x409';
const CONFIGURATION = join('configs', 'c.1');

export interface GadgetIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
}

const taken = new Set<number>();

/** One USB device, and the cable that it hangs on. */
export class Gadget {
  readonly #folder: string;
  readonly #function: string;
  #port: number | undefined;

  /** @param functionName Kind and instance of its only function, such as `hid.reader`. */
  constructor(id: string, identity: GadgetIdentity, functionName: string) {
    this.#folder = join(GADGETS, id);
    this.#function = functionName;
    const text = join(this.#folder, 'strings', ENGLISH);
    mkdirSync(this.#folder);
    mkdirSync(text);
    writeFileSync(join(this.#folder, 'idVendor'), `${identity.vendorId}`);
    writeFileSync(join(this.#folder, 'idProduct'), `${identity.productId}`);
    writeFileSync(join(text, 'manufacturer'), identity.manufacturer);
    writeFileSync(join(text, 'product'), identity.product);
    writeFileSync(join(text, 'serialnumber'), `LAB-${id}`);
    mkdirSync(join(this.#folder, CONFIGURATION));
    mkdirSync(this.attributes);
  }

  /** Folder of the function's settings; they are fixed by `compose`. */
  get attributes(): string {
    return join(this.#folder, 'functions', this.#function);
  }

  compose(): void {
    symlinkSync(this.attributes, join(this.#folder, CONFIGURATION, this.#function));
  }

  plug(): void {
    const port = Array.from({ length: PORTS }, (_, index) => index).find((index) => !taken.has(index));
    if (port === undefined) throw new Error('no port is left');
    writeFileSync(join(this.#folder, 'UDC'), `dummy_udc.${port}`);
    taken.add(port);
    this.#port = port;
  }

  unplug(): void {
    if (this.#port === undefined) return;
    writeFileSync(join(this.#folder, 'UDC'), '\n');
    taken.delete(this.#port);
    this.#port = undefined;
  }

  /** Takes the composition apart; the function's own file must be closed. */
  remove(): void {
    this.unplug();
    unlinkSync(join(this.#folder, CONFIGURATION, this.#function));
    rmdirSync(join(this.#folder, CONFIGURATION));
    rmdirSync(this.attributes);
    rmdirSync(join(this.#folder, 'strings', ENGLISH));
    rmdirSync(this.#folder);
  }
}
