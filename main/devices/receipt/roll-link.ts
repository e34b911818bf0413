import net from 'node:net';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import type { RollListener } from './roll-talk.ts';

/** Both ways to a receipt printer, for the length of one job or one question. */
export interface RollLink {
  /** Hands bytes to the system. What arrives is only known by an answer, which the link's listener hears. */
  send(bytes: Uint8Array): void;
  /** Bytes that were handed over and have not left this machine: a question would stand behind them. */
  readonly unsent: number;
  /** The same in the place of whatever was handed over and has not left this machine, where that can be taken back. */
  sendInstead(bytes: Uint8Array): void;
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
  listener: RollListener,
  signal: AbortSignal,
): Promise<Result<RollLink, Failure<'printer-offline' | 'print-cancelled'>>> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(err('print-cancelled'));
      return;
    }
    const socket = net.connect({ host, port });
    const settle = (outcome: Result<RollLink, Failure<'printer-offline' | 'print-cancelled'>>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const onAbort = (): void => settle(err('print-cancelled'));
    const timer = setTimeout(() => settle(err('printer-offline', 'connect')), connectMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', (error) => settle(err('printer-offline', 'code' in error ? String(error.code) : '')));
    socket.once('connect', () => settle(ok(new TcpLink(socket, listener))));
  });
}

class TcpLink implements RollLink {
  readonly #socket: net.Socket;
  readonly #listener: RollListener;

  constructor(socket: net.Socket, listener: RollListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      if (!listener.take(bytes)) socket.destroy();
    });
    socket.on('end', () => listener.lose());
    socket.on('close', () => listener.lose());
    socket.on('error', () => listener.lose());
  }

  send(bytes: Uint8Array): void {
    if (!this.#listener.lost) this.#socket.write(bytes);
  }

  get unsent(): number {
    return this.#socket.writableLength;
  }

  /** The socket's own buffer cannot be emptied. */
  sendInstead(bytes: Uint8Array): void {
    this.send(bytes);
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
}
