import { type Effect, EscposInterpreter, type PaperSlip } from './escpos-interpreter.ts';
import { StarInterpreter } from './star-interpreter.ts';

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
  /** Comes to a stop with this once it has said that it is done, as if it had answered before the paper moved. */
  readonly stopsAfterSaying?: RollCondition | undefined;
  /** Star's newer ones count the receipts that they printed; the others have a bit that they forget when they told it. */
  readonly counts: boolean;
  /** Sends its state by itself until told not to (GS a). */
  readonly chatters: boolean;
}

const ORDINARY: RollManners = {
  lineMs: 1,
  answers: true,
  saysWhenPrinted: true,
  counts: true,
  chatters: false,
};

/** Conditions in which nothing moves. */
const HALTING: readonly RollCondition[] = [
  'media-empty',
  'cover-open',
  'cutter-stuck',
  'broken',
  'head-hot',
  'offline',
];
/** The language that a roll is set to. */
export type RollLanguage = 'esc-pos' | 'star';

const ESC = 0x1b;
const ACK = 0x06;
const SOH = 0x01;
const DLE = 0x10;
const EOT = 0x04;
const DC4 = 0x14;
const CLEAR_LENGTH = 10;

/** A receipt printer behind whatever cable: takes bytes, prints, answers. */
export class RollMechanism {
  readonly #say: (bytes: Uint8Array) => void;
  readonly #conditions = new Set<RollCondition>();
  readonly #language: RollLanguage;
  readonly #interpreter: EscposInterpreter | StarInterpreter;
  readonly #slips: PaperSlip[] = [];
  readonly #mistakes: string[] = [];
  #manners = ORDINARY;
  #automatic = true;
  #timer: NodeJS.Timeout | undefined;

  /** Star's ETB: how many, and whether one was carried out since the host last asked. */
  #counter = 0;
  #counted = false;

  /** @param say Sends bytes back to whoever prints. */
  constructor(columns: number, say: (bytes: Uint8Array) => void, language: RollLanguage = 'esc-pos') {
    this.#language = language;
    this.#interpreter = language === 'star' ? new StarInterpreter(columns) : new EscposInterpreter(columns);
    this.#say = say;
  }

  /** What was cut off, oldest first. */
  get slips(): readonly PaperSlip[] {
    return this.#slips;
  }

  /** What was printed since the last cut. */
  get slip(): PaperSlip {
    return this.#interpreter.slip;
  }

  /** Mistakes of the sender: commands that this printer does not know. */
  get mistakes(): readonly string[] {
    return this.#mistakes;
  }

  set(condition: RollCondition, present: boolean): void {
    if (present) this.#conditions.add(condition);
    else this.#conditions.delete(condition);
    this.#wake();
  }

  behave(changed: Partial<RollManners>): void {
    this.#manners = { ...this.#manners, ...changed };
  }

  /** Somebody connected. */
  greet(): void {
    if (this.#manners.chatters && this.#automatic) this.#say(Uint8Array.of(0x14, 0x00, 0x00, 0x0f));
  }

  /** Forgets what was not carried out yet. */
  clear(): void {
    this.#interpreter.clear();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Real-time commands are carried out at once and never reach the buffer. */
  receive(bytes: Uint8Array): void {
    if (this.#language === 'star') this.#receiveStar(bytes);
    else this.#receiveEscpos(bytes);
    this.#wake();
  }

  #receiveStar(bytes: Uint8Array): void {
    const rest: number[] = [];
    for (let index = 0; index < bytes.length; index += 1) {
      if (bytes[index] === ESC && bytes[index + 1] === ACK && bytes[index + 2] === SOH) {
        if (this.#manners.answers) this.#say(this.#block());
        index += 2;
      } else rest.push(bytes[index] ?? 0);
    }
    this.#interpreter.push(Uint8Array.from(rest));
  }

  /**
   * Star's status block of nine bytes, version 3 (Star Line Mode Command Specifications, 5.2); on a network with bit 7 of
   * the second header and a length of zero.
   */
  #block(): Uint8Array {
    const has = (condition: RollCondition, mask: number): number =>
      this.#conditions.has(condition) ? mask : 0;
    const counter = ((this.#counter & 7) << 1) | (((this.#counter >> 3) & 3) << 5);
    const status = [
      (this.#halted() ? 0x08 : 0) | has('cover-open', 0x20) | (this.#counted ? 0x02 : 0),
      has('head-hot', 0x40) | has('broken', 0x20) | has('cutter-stuck', 0x08),
      0,
      has('media-empty', 0x08) | has('media-near-end', 0x04),
      0,
      counter,
      0,
    ];
    this.#counted = false;
    if (!this.#manners.counts) return Uint8Array.of(0x0f, 0x04, ...status.slice(0, 5));
    return Uint8Array.of(0x23, 0x86, ...status, 0, 0);
  }

  #receiveEscpos(bytes: Uint8Array): void {
    const rest: number[] = [];
    for (let index = 0; index < bytes.length; index += 1) {
      const next = bytes[index + 1];
      if (bytes[index] === DLE && next === EOT) {
        if (this.#manners.answers) this.#say(Uint8Array.of(this.#realTime(bytes[index + 2] ?? 0)));
        index += 2;
      } else if (bytes[index] === DLE && next === DC4) {
        this.#interpreter.clear();
        index += CLEAR_LENGTH - 1;
      } else {
        rest.push(bytes[index] ?? 0);
      }
    }
    this.#interpreter.push(Uint8Array.from(rest));
  }

  #halted(): boolean {
    return HALTING.some((condition) => this.#conditions.has(condition));
  }

  /** DLE EOT n, by the table of the ESC/POS reference; bits 1 and 4 are always set. */
  #realTime(question: number): number {
    const has = (condition: RollCondition, mask: number): number =>
      this.#conditions.has(condition) ? mask : 0;
    switch (question) {
      case 1:
        return 0x12 | (this.#halted() ? 0x08 : 0);
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
  }

  #wake(): void {
    if (this.#timer === undefined) this.#run();
  }

  #run(): void {
    this.#timer = undefined;
    while (!this.#halted()) {
      let effect: Effect | undefined;
      try {
        effect = this.#interpreter.step();
      } catch (error) {
        this.#mistakes.push(error instanceof Error ? error.message : String(error));
        this.#interpreter.clear();
        return;
      }
      if (effect === undefined) return;
      if (effect.kind === 'cut') this.#slips.push(effect.slip);
      if (effect.kind === 'automatic-status') this.#automatic = effect.mask !== 0;
      if (effect.kind === 'asked-when-printed' && this.#manners.answers && this.#manners.saysWhenPrinted) {
        this.#say(Uint8Array.of(this.#conditions.has('media-near-end') ? 0x03 : 0x00));
        if (this.#manners.stopsAfterSaying !== undefined)
          this.#conditions.add(this.#manners.stopsAfterSaying);
      }
      if (effect.kind === 'counter-cleared') {
        this.#counter = 0;
        this.#counted = false;
      }
      if (effect.kind === 'counted' && this.#manners.saysWhenPrinted) {
        this.#counter = (this.#counter + 1) % 32;
        this.#counted = true;
        if (this.#manners.stopsAfterSaying !== undefined)
          this.#conditions.add(this.#manners.stopsAfterSaying);
      }
      if (effect.kind === 'line') {
        this.#timer = setTimeout(() => this.#run(), this.#manners.lineMs);
        return;
      }
    }
  }
}
