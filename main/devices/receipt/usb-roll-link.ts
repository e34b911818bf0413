import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { RollLink } from './roll-link.ts';
import type { RollListener } from './roll-talk.ts';

/** Bytes of one write: what usblp hands to the device at once (Linux, drivers/usb/class/usblp.c, USBLP_BUF_SIZE). */
const WRITE_BYTES = 8_192;
/** Between two tries of a transfer that the device does not take or has nothing for, milliseconds. */
const AGAIN_MS = 20;
const READ_BYTES = 64;

/** The driver's answers to a file opened without blocking: no room, or nothing to read, for now. */
const NOT_NOW = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

/**
 * Opens a printer of the USB printer class by its device file (`/dev/usb/lp0`, Linux). Without blocking: a printer that is
 * out of paper would hold a blocked call, and a thread of this process with it, until somebody brings some.
 *
 * @returns `printer-offline` where it is not plugged in, `printer-refused` where the kiosk's account may not use it,
 * `printer-busy` where another program does.
 */
export async function openUsbLink(
  device: string,
  listener: RollListener,
  signal: AbortSignal,
): Promise<
  Result<RollLink, Failure<'printer-offline' | 'printer-refused' | 'printer-busy' | 'print-cancelled'>>
> {
  if (signal.aborted) return err('print-cancelled');
  try {
    return ok(
      new UsbLink(await open(device, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY), listener),
    );
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EACCES' || code === 'EPERM') return err('printer-refused', code);
    return err(code === 'EBUSY' ? 'printer-busy' : 'printer-offline', code);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

class UsbLink implements RollLink {
  readonly #file: FileHandle;
  readonly #listener: RollListener;
  readonly #closing = new AbortController();
  #outgoing: Uint8Array[] = [];
  #writing: Promise<void> | undefined;
  readonly #reading: Promise<void>;

  constructor(file: FileHandle, listener: RollListener) {
    this.#file = file;
    this.#listener = listener;
    this.#reading = this.#read();
  }

  send(bytes: Uint8Array): void {
    if (this.#listener.lost) return;
    this.#outgoing.push(bytes);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  get unsent(): number {
    return this.#outgoing.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  sendInstead(bytes: Uint8Array): void {
    this.#outgoing = [];
    this.send(bytes);
  }

  async close(ms: number): Promise<void> {
    // What was handed over still goes out, up to the limit; a pulled cable ends it at once.
    if (this.#writing !== undefined) await Promise.race([this.#writing, delay(ms)]);
    this.#closing.abort();
    await Promise.all([this.#writing, this.#reading]);
    await this.#file.close().catch(() => undefined);
  }

  async #write(): Promise<void> {
    for (let bytes = this.#outgoing[0]; bytes !== undefined; bytes = this.#outgoing[0]) {
      const queue = this.#outgoing;
      const part = bytes.subarray(0, WRITE_BYTES);
      const written = await this.#transfer(() =>
        this.#file.write(part).then(({ bytesWritten }) => bytesWritten),
      );
      if (written === undefined) return;
      if (written === bytes.length) queue.shift();
      else queue[0] = bytes.subarray(written);
    }
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      const read = await this.#transfer(() =>
        this.#file.read(buffer, 0, READ_BYTES, null).then(({ bytesRead }) => bytesRead),
      );
      if (read === undefined) return;
      if (!this.#listener.take(buffer.subarray(0, read))) return this.#listener.lose();
    }
  }

  /** Tries until the device takes or gives something; nothing where the link was closed or the cable pulled. */
  async #transfer(action: () => Promise<number>): Promise<number | undefined> {
    while (!this.#closing.signal.aborted) {
      try {
        const bytes = await action();
        if (bytes > 0) return bytes;
      } catch (error) {
        if (!NOT_NOW.has(codeOf(error))) {
          this.#listener.lose();
          return undefined;
        }
      }
      await delay(AGAIN_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
    return undefined;
  }
}
