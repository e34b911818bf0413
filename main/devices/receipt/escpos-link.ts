import net from 'node:net';
import { err, type Failure, ok, type Result } from '../../domain/result.ts';
import { type AnswerKind, EscposAnswers } from './escpos-answers.ts';

/** Both ways to a receipt printer, for the length of one job or one question. */
export interface EscposLink {
  /** Hands bytes to the system. What arrives is only known by an answer. */
  send(bytes: Uint8Array): void;
  /** The same in the place of whatever was handed over and has not left this machine, where that can be taken back. */
  sendInstead(bytes: Uint8Array): void;
  /** The next answer of this kind, waiting up to `ms`; nothing where none came, the link is lost or `signal` aborted. */
  answer(kind: AnswerKind, ms: number, signal: AbortSignal): Promise<number | undefined>;
  /** Throws away answers that came too late for their question. */
  forget(kind: AnswerKind): void;
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
  readonly #answers = new EscposAnswers();

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      if (!this.#answers.take(bytes)) socket.destroy();
    });
    socket.on('end', () => this.#answers.lose());
    socket.on('close', () => this.#answers.lose());
    socket.on('error', () => this.#answers.lose());
  }

  get lost(): boolean {
    return this.#answers.lost;
  }

  send(bytes: Uint8Array): void {
    if (!this.lost) this.#socket.write(bytes);
  }

  /** The socket's own buffer cannot be emptied. */
  sendInstead(bytes: Uint8Array): void {
    this.send(bytes);
  }

  forget(kind: AnswerKind): void {
    this.#answers.forget(kind);
  }

  answer(kind: AnswerKind, ms: number, signal: AbortSignal): Promise<number | undefined> {
    return this.#answers.next(kind, ms, signal);
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
