import type { AddressInfo } from 'node:net';
import net from 'node:net';
import type { PaperSlip } from './escpos-interpreter.ts';
import { type RollCondition, type RollLanguage, type RollManners, RollMechanism } from './roll-mechanism.ts';

export interface EscposSimulatorOptions {
  /** TCP port on 127.0.0.1; chosen by the system where it is 0 or missing. */
  readonly port?: number;
  /** Letters of font A on a line. */
  readonly columns?: number;
  readonly language?: RollLanguage;
}

/** What goes wrong with one connection. */
export type LinkFault =
  /** Closed as soon as it is made. */
  | { readonly kind: 'hang-up' }
  /** Nothing is read and nothing is answered. */
  | { readonly kind: 'dead' }
  /** Everything is carried out so many milliseconds late. */
  | { readonly kind: 'late'; readonly ms: number };

/** A real receipt printer on a raw TCP port, without the metal. Takes one connection at a time. */
export interface EscposSimulator {
  readonly port: number;
  /** What was cut off, oldest first. */
  readonly slips: readonly PaperSlip[];
  /** What was printed since the last cut. */
  readonly slip: PaperSlip;
  /** Mistakes of the sender: commands that this printer does not know. */
  readonly mistakes: readonly string[];
  set(condition: RollCondition, present: boolean): void;
  behave(manners: Partial<RollManners>): void;
  /** The next connection is lost after so many bytes. */
  dropAfter(bytes: number): void;
  /** The next connection goes wrong in this way. */
  failNext(fault: LinkFault): void;
  /** The next `times` connections do. */
  failRepeatedly(fault: LinkFault, times: number): void;
  /** Sends these bytes to whoever is connected. */
  say(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export async function startEscposSimulator(options: EscposSimulatorOptions = {}): Promise<EscposSimulator> {
  let connected: net.Socket | undefined;
  let dropAfter = Number.POSITIVE_INFINITY;
  const say = (bytes: Uint8Array): void => {
    if (connected !== undefined && !connected.destroyed) connected.write(bytes);
  };
  const mechanism = new RollMechanism(options.columns ?? 48, say, options.language);
  const faults: LinkFault[] = [];

  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    if (connected !== undefined) {
      // One at a time: the next one is turned away.
      socket.destroy();
      return;
    }
    const fault = faults.shift();
    if (fault?.kind === 'hang-up') {
      socket.destroy();
      return;
    }
    connected = socket;
    sockets.add(socket);
    let received = 0;
    mechanism.greet();
    socket.on('data', (bytes) => {
      received += bytes.length;
      if (fault?.kind === 'dead') return;
      if (fault?.kind === 'late') setTimeout(() => mechanism.receive(bytes), fault.ms);
      else mechanism.receive(bytes);
      if (received >= dropAfter) {
        dropAfter = Number.POSITIVE_INFINITY;
        mechanism.clear();
        socket.destroy();
      }
    });
    socket.on('close', () => {
      sockets.delete(socket);
      if (connected === socket) connected = undefined;
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    slips: mechanism.slips,
    get slip() {
      return mechanism.slip;
    },
    mistakes: mechanism.mistakes,
    set: (condition, present) => mechanism.set(condition, present),
    behave: (changed) => mechanism.behave(changed),
    failNext: (fault) => {
      faults.push(fault);
    },
    failRepeatedly: (fault, times) => {
      faults.push(...Array.from({ length: times }, () => fault));
    },
    dropAfter: (bytes) => {
      dropAfter = bytes;
    },
    say,
    close: () =>
      new Promise((resolve) => {
        mechanism.stop();
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
