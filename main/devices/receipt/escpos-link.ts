import net from 'node:net';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import { answerKind } from './escpos-status.ts';

/** A printer says a byte for each question. One that says more than this at once is none. */
const MAX_WAITING_BYTES = 256;

/** Both ways to a receipt printer, for the length of one job or one question. */
export interface EscposLink {
  /** Hands bytes to the system. What arrives is only known by an answer. */
  send(bytes: Uint8Array): void;
  /** The next answer of this kind, waiting up to `ms`; nothing where none came, the link is lost or `signal` aborted. */
  answer(kind: 'real-time' | 'printed', ms: number, signal: AbortSignal): Promise<number | undefined>;
  /** Throws away answers that came too late for their question. */
  forget(kind: 'real-time' | 'printed'): void;
  /** True once nothing can come any more. */
  readonly lost: boolean;
  /** Sends what was handed over, then closes; cut off after `ms`. */
  close(ms: number): Promise<void>;
}

/**
 * Opens a raw TCP connection (port 9100 by custom). Such printers take one connection at a time: a second one is refused or
 * waits.
 *
 * @returns `printer-offline` where none came about within `connectMs` milliseconds.
 */
export function openTcpLink(
  host: string,
  port: number,
  connectMs: number,
  signal: AbortSignal,
): Promise<Result<EscposLink, Failure<'printer-offline' | 'print-cancelled'>>> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(err('print-cancelled'));
      return;
    }
    const socket = net.connect({ host, port });
    const settle = (outcome: Result<EscposLink, Failure<'printer-offline' | 'print-cancelled'>>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const onAbort = (): void => settle(err('print-cancelled'));
    const timer = setTimeout(() => settle(err('printer-offline', 'connect')), connectMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', (error) => settle(err('printer-offline', 'code' in error ? String(error.code) : '')));
    socket.once('connect', () => settle(ok(new TcpLink(socket))));
  });
}

class TcpLink implements EscposLink {
  readonly #socket: net.Socket;
  readonly #waiting = { 'real-time': [] as number[], printed: [] as number[] };
  #received = 0;
  #lost = false;
  /** Wakes whoever waits for an answer. */
  #wake: () => void = () => undefined;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('end', () => this.#lose());
    socket.on('close', () => this.#lose());
    socket.on('error', () => this.#lose());
  }

  get lost(): boolean {
    return this.#lost;
  }

  send(bytes: Uint8Array): void {
    if (!this.#lost) this.#socket.write(bytes);
  }

  forget(kind: 'real-time' | 'printed'): void {
    this.#waiting[kind].length = 0;
  }

  async answer(kind: 'real-time' | 'printed', ms: number, signal: AbortSignal): Promise<number | undefined> {
    const until = performance.now() + ms;
    for (;;) {
      const byte = this.#waiting[kind].shift();
      if (byte !== undefined) return byte;
      const left = until - performance.now();
      if (this.#lost || signal.aborted || left <= 0) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        signal.addEventListener('abort', done, { once: true });
        this.#wake = done;
      });
    }
  }

  close(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#socket.destroy(), ms);
      this.#socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      if (this.#socket.destroyed) {
        clearTimeout(timer);
        resolve();
        return;
      }
      // Half-closed by `end`; the other side's end, or the limit, closes the rest.
      this.#socket.end();
      this.#socket.resume();
    });
  }

  #take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const kind = answerKind(byte);
      if (kind !== 'other') this.#waiting[kind].push(byte);
      this.#received += 1;
    }
    const kept = this.#waiting['real-time'].length + this.#waiting.printed.length;
    if (kept > MAX_WAITING_BYTES || this.#received > 1_000_000) this.#socket.destroy();
    this.#wake();
  }

  #lose(): void {
    this.#lost = true;
    this.#wake();
  }
}
