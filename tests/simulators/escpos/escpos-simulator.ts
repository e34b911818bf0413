import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { EscposInterpreter, type PaperSlip } from './escpos-interpreter.ts';

/** What a person can see or do at a receipt printer. */
export type RollCondition =
  | 'media-empty'
  | 'media-near-end'
  | 'cover-open'
  | 'cutter-stuck'
  | 'broken'
  | 'head-hot'
  | 'offline';

/** Habits of real printers. */
export interface RollManners {
  /** Milliseconds for one line. */
  readonly lineMs: number;
  /** Cheap ones answer no question at all. */
  readonly answers: boolean;
  /** Executes everything but never says that it is done. */
  readonly saysWhenPrinted: boolean;
  /** Sends its state by itself until told not to (GS a). */
  readonly chatters: boolean;
}

const ORDINARY: RollManners = { lineMs: 1, answers: true, saysWhenPrinted: true, chatters: false };

export interface EscposSimulatorOptions {
  /** TCP port on 127.0.0.1; chosen by the system where it is 0 or missing. */
  readonly port?: number;
  /** Letters of font A on a line. */
  readonly columns?: number;
}

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
  /** Sends these bytes to whoever is connected. */
  say(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** Conditions in which nothing moves. */
const HALTING: readonly RollCondition[] = [
  'media-empty',
  'cover-open',
  'cutter-stuck',
  'broken',
  'head-hot',
  'offline',
];
const DLE = 0x10;
const EOT = 0x04;
const DC4 = 0x14;
const CLEAR_LENGTH = 10;

export async function startEscposSimulator(options: EscposSimulatorOptions = {}): Promise<EscposSimulator> {
  const conditions = new Set<RollCondition>();
  const interpreter = new EscposInterpreter(options.columns ?? 48);
  const slips: PaperSlip[] = [];
  const mistakes: string[] = [];
  let manners = ORDINARY;
  let connected: net.Socket | undefined;
  let automatic = true;
  let dropAfter = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const say = (bytes: Uint8Array): void => {
    if (connected !== undefined && !connected.destroyed) connected.write(bytes);
  };
  const halted = (): boolean => HALTING.some((condition) => conditions.has(condition));

  /** DLE EOT n, by the table of the ESC/POS reference; bits 1 and 4 are always set. */
  const realTime = (question: number): number => {
    const has = (condition: RollCondition, mask: number): number => (conditions.has(condition) ? mask : 0);
    switch (question) {
      case 1:
        return 0x12 | (halted() ? 0x08 : 0);
      case 2:
        return (
          0x12 |
          has('cover-open', 0x04) |
          has('media-empty', 0x20) |
          has('cutter-stuck', 0x40) |
          has('broken', 0x40)
        );
      case 3:
        return 0x12 | has('cutter-stuck', 0x08) | has('broken', 0x20) | has('head-hot', 0x40);
      default:
        return 0x12 | has('media-near-end', 0x0c) | has('media-empty', 0x60);
    }
  };

  const run = (): void => {
    timer = undefined;
    while (!halted()) {
      let effect: ReturnType<EscposInterpreter['step']>;
      try {
        effect = interpreter.step();
      } catch (error) {
        mistakes.push(error instanceof Error ? error.message : String(error));
        interpreter.clear();
        return;
      }
      if (effect === undefined) return;
      if (effect.kind === 'cut') slips.push(effect.slip);
      if (effect.kind === 'automatic-status') automatic = effect.mask !== 0;
      if (effect.kind === 'asked-when-printed' && manners.answers && manners.saysWhenPrinted) {
        say(Uint8Array.of(conditions.has('media-near-end') ? 0x03 : 0x00));
      }
      if (effect.kind === 'line') {
        timer = setTimeout(run, manners.lineMs);
        return;
      }
    }
  };
  const wake = (): void => {
    if (timer === undefined) run();
  };

  /** Real-time commands are carried out at once and never reach the buffer. */
  const receive = (bytes: Buffer): void => {
    const rest: number[] = [];
    for (let index = 0; index < bytes.length; index += 1) {
      const next = bytes[index + 1];
      if (bytes[index] === DLE && next === EOT) {
        if (manners.answers) say(Uint8Array.of(realTime(bytes[index + 2] ?? 0)));
        index += 2;
      } else if (bytes[index] === DLE && next === DC4) {
        interpreter.clear();
        index += CLEAR_LENGTH - 1;
      } else {
        rest.push(bytes[index] ?? 0);
      }
    }
    interpreter.push(Uint8Array.from(rest));
    wake();
  };

  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    if (connected !== undefined) {
      // One at a time: the next one is turned away.
      socket.destroy();
      return;
    }
    connected = socket;
    sockets.add(socket);
    let received = 0;
    if (manners.chatters && automatic) say(Uint8Array.of(0x14, 0x00, 0x00, 0x0f));
    socket.on('data', (bytes) => {
      received += bytes.length;
      receive(bytes);
      if (received >= dropAfter) {
        dropAfter = Number.POSITIVE_INFINITY;
        interpreter.clear();
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
    slips,
    get slip() {
      return interpreter.slip;
    },
    mistakes,
    set: (condition, present) => {
      if (present) conditions.add(condition);
      else conditions.delete(condition);
      wake();
    },
    behave: (changed) => {
      manners = { ...manners, ...changed };
    },
    dropAfter: (bytes) => {
      dropAfter = bytes;
    },
    say,
    close: () =>
      new Promise((resolve) => {
        clearTimeout(timer);
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
