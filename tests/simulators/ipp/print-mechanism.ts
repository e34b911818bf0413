/** What a person can see or do at a printer. The words are those of `printer-state-reasons` (RFC 8011, section 5.4.12). */
export type Condition = 'media-empty' | 'media-jam' | 'cover-open' | 'toner-empty' | 'paused' | 'shutdown';

/** How a job that is not disturbed ends. */
export type Ending =
  | 'completed'
  | 'completed-with-errors'
  | 'aborted'
  | 'document-format-error'
  /** Accepts and never prints. */
  | 'never';

/** Job states of RFC 8011, section 5.3.7. */
export type JobState = 3 | 4 | 5 | 6 | 7 | 8 | 9;

export interface PrintJob {
  readonly id: number;
  readonly name: string;
  readonly user: string;
  readonly format: string;
  readonly document: Uint8Array;
  readonly createdAt: number;
  state: JobState;
  reasons: string[];
  processingAt: number | undefined;
  endedAt: number | undefined;
}

/** Habits of real printers. */
export interface PrintManners {
  /** Milliseconds from the paper moving until the sheet lies in the tray. */
  readonly pageMs: number;
  readonly ending: Ending;
  /** A second job is refused with `server-error-busy` while one is printing, as `ippeveprinter` does. */
  readonly oneJobAtATime: boolean;
  /** Puts conditions as warnings and leaves the job "processing", as `ippeveprinter` does without paper. */
  readonly warnsOnly: boolean;
  /** No longer knows a job once it has ended. */
  readonly forgetsJobs: boolean;
}

const ORDINARY: PrintManners = {
  pageMs: 50,
  ending: 'completed',
  oneJobAtATime: false,
  warnsOnly: false,
  forgetsJobs: false,
};

/** Paper, covers and jobs: a printer without its wire. */
export class PrintMechanism {
  readonly #conditions = new Set<Condition>();
  readonly #jobs: PrintJob[] = [];
  #manners: PrintManners = ORDINARY;
  #accepting = true;
  #timer: NodeJS.Timeout | undefined;
  #nextId = 1;
  readonly #listeners = new Set<() => void>();

  /** Puts the printer into a condition, or out of it; a job that waits for it goes on. */
  set(condition: Condition, present: boolean): void {
    if (present) this.#conditions.add(condition);
    else this.#conditions.delete(condition);
    this.#run();
  }

  get conditions(): readonly Condition[] {
    return [...this.#conditions];
  }

  /** `printer-is-accepting-jobs`. */
  get accepting(): boolean {
    return this.#accepting;
  }
  set accepting(accepting: boolean) {
    this.#accepting = accepting;
    this.#changed();
  }

  behave(manners: Partial<PrintManners>): void {
    this.#manners = { ...this.#manners, ...manners };
    this.#run();
  }

  get manners(): PrintManners {
    return this.#manners;
  }

  /** Jobs the printer still knows, oldest first. */
  get jobs(): readonly PrintJob[] {
    return this.#manners.forgetsJobs ? this.#jobs.filter((job) => job.endedAt === undefined) : this.#jobs;
  }

  /** What lies in the tray, oldest first. */
  get printed(): readonly PrintJob[] {
    return this.#jobs.filter((job) => job.state === 9);
  }

  get busy(): boolean {
    return this.#jobs.some((job) => job.endedAt === undefined);
  }

  /** 3 idle, 4 processing, 5 stopped. */
  get state(): 3 | 4 | 5 {
    const halted = this.#conditions.size > 0 && !this.#manners.warnsOnly;
    if (halted && (this.busy || this.#conditions.has('paused') || this.#conditions.has('shutdown'))) return 5;
    return this.busy ? 4 : 3;
  }

  /** `printer-state-reasons`. */
  get reasons(): readonly string[] {
    const severity = this.#manners.warnsOnly ? 'warning' : 'error';
    const reasons = [...this.#conditions].map((condition) =>
      condition === 'paused' ? condition : `${condition}-${severity}`,
    );
    if (this.#conditions.has('media-empty') && this.busy) reasons.push(`media-needed-${severity}`);
    return reasons.length === 0 ? ['none'] : reasons;
  }

  submit(job: Pick<PrintJob, 'name' | 'user' | 'format' | 'document'>): PrintJob {
    const created: PrintJob = {
      ...job,
      id: this.#nextId,
      createdAt: Date.now(),
      state: 3,
      reasons: ['none'],
      processingAt: undefined,
      endedAt: undefined,
    };
    this.#nextId += 1;
    this.#jobs.push(created);
    this.#run();
    return created;
  }

  /** Someone asks for the end of a job over the network. False where it has ended already. */
  cancel(id: number): boolean {
    return this.#end(id, 7, 'job-canceled-by-user');
  }

  /** Someone presses "Stop" on the device. */
  cancelOnDevice(): void {
    for (const job of this.#jobs) this.#end(job.id, 7, 'job-canceled-at-device');
  }

  /** Calls `listener` at each change; returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the motor. */
  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #end(id: number, state: JobState, ...reasons: string[]): boolean {
    const job = this.#jobs.find((one) => one.id === id);
    if (job === undefined || job.endedAt !== undefined) return false;
    job.state = state;
    job.reasons = reasons;
    job.endedAt = Date.now();
    this.#run();
    return true;
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const job = this.#jobs.find((one) => one.endedAt === undefined);
    if (job !== undefined) this.#move(job);
    this.#changed();
  }

  #move(job: PrintJob): void {
    if (this.#conditions.size > 0) {
      if (this.#manners.warnsOnly) {
        job.state = 5;
        job.reasons = ['job-printing'];
      } else if (job.state === 5 || job.state === 6) {
        job.state = 6;
        job.reasons = ['printer-stopped'];
      } else {
        job.reasons = ['printer-stopped'];
      }
      return;
    }
    job.state = 5;
    job.reasons = ['job-printing'];
    job.processingAt ??= Date.now();
    if (this.#manners.ending === 'never') return;
    this.#timer = setTimeout(() => this.#finish(job), this.#manners.pageMs);
  }

  #finish(job: PrintJob): void {
    switch (this.#manners.ending) {
      case 'completed':
        this.#end(job.id, 9, 'job-completed-successfully');
        return;
      case 'completed-with-errors':
        this.#end(job.id, 9, 'job-completed-with-errors');
        return;
      case 'aborted':
        this.#end(job.id, 8, 'aborted-by-system');
        return;
      case 'document-format-error':
        this.#end(job.id, 8, 'aborted-by-system', 'document-format-error');
        return;
      case 'never':
        return;
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
