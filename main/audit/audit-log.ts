import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import { AUDIT_EVENTS, type Audit, type AuditEvent } from './events.ts';

export interface AuditLogOptions {
  /** The log: one JSON object a line. Older ones beside it carry `.1`, `.2`…, the highest being the oldest. */
  readonly path: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Beyond this length the log is set aside and a new one begun. */
  readonly maxBytes: number;
  /** How many older logs are kept; the oldest is forgotten at the next turn. */
  readonly keptFiles: number;
}

export const DEFAULT_AUDIT_MAX_BYTES = 1_000_000;
export const DEFAULT_AUDIT_KEPT_FILES = 5;

const NEWLINE = 0x0a;
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * The audit log as a file that is only ever appended to. Each line is written at once by one system call, so that a
 * crash cuts at most the last one; it is not fsynced, so that a power cut may take the last few. That is meant: what
 * must survive is the outbox, and the log never slows a visit down.
 *
 * It does not protect against whoever may write to the data folder: such a person can change the log.
 */
class AuditLog implements Audit {
  readonly #options: AuditLogOptions;
  #descriptor: number | undefined;
  #length = 0;
  #lost = 0;

  constructor(options: AuditLogOptions) {
    this.#options = options;
  }

  record(event: AuditEvent): void {
    const { event: id, ...fields } = event;
    // Types promise it already; this holds where a value came through from outside unseen.
    const checked = AUDIT_EVENTS[id].fields.safeParse(fields);
    if (!checked.success) {
      this.#lost += 1;
      return;
    }
    try {
      if (this.#lost > 0) {
        this.#append('audit-gap', { lost: this.#lost });
        this.#lost = 0;
      }
      this.#append(id, checked.data);
    } catch {
      // The disk is full or the folder gone. The next event tries again and says how many were lost.
      this.#lost += 1;
      this.close();
    }
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    try {
      closeSync(this.#descriptor);
    } catch {
      // A failing disk; nothing depends on it.
    }
    this.#descriptor = undefined;
  }

  #append(id: AuditEvent['event'], fields: Readonly<Record<string, unknown>>): void {
    const at = new Date(this.#options.clock.now()).toISOString();
    const line = Buffer.from(`${JSON.stringify({ at, event: id, ...fields })}\n`, 'utf8');
    if (this.#descriptor !== undefined && this.#length + line.length > this.#options.maxBytes) this.#turn();
    this.#descriptor ??= this.#open();
    const written = writeSync(this.#descriptor, line);
    this.#length += written;
    if (written < line.length) throw new Error('cut line');
  }

  #open(): number {
    mkdirSync(dirname(this.#options.path), { recursive: true, mode: FOLDER_MODE });
    const descriptor = openSync(this.#options.path, 'a+', FILE_MODE);
    try {
      fchmodSync(descriptor, FILE_MODE);
      this.#length = fstatSync(descriptor).size;
      const last = Buffer.alloc(1, NEWLINE);
      if (this.#length > 0) readSync(descriptor, last, 0, 1, this.#length - 1);
      // A crash or a full disk cut the last line: the next one starts on a line of its own.
      if (last[0] !== NEWLINE) this.#length += writeSync(descriptor, '\n');
      return descriptor;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  #turn(): void {
    this.close();
    const { path, keptFiles } = this.#options;
    for (let number = keptFiles - 1; number >= 1; number -= 1) {
      if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
    }
    if (existsSync(path)) renameSync(path, `${path}.1`);
  }
}

/** The log of a terminal. Recording never throws; what could not be written is counted and said later (`audit-gap`). */
export function openAuditLog(options: AuditLogOptions): Audit & { close(): void } {
  return new AuditLog(options);
}
