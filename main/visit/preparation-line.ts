/**
 * Pages on their way to the document engine, first come first served. Between a feeder that delivers a page a second and
 * an engine that may need longer stands this line: nobody waits for it, and what waits in it is a task without its
 * page's bytes. The bytes lie in the vault until their turn, so that a long line costs no memory.
 */
export class PreparationLine {
  readonly #onBusy: (busy: boolean) => void;
  readonly #waiting: (() => Promise<void>)[] = [];
  #width: number;
  #running = 0;
  #busy = false;

  /**
   * @param width Tasks under way at the same time, hence raw pages in memory: one being prepared, one ready to be.
   * @param onBusy Told when something is under way after nothing was, and when nothing is any more.
   */
  constructor(width = 2, onBusy: (busy: boolean) => void = () => undefined) {
    this.#width = width;
    this.#onBusy = onBusy;
  }

  /** Whether a task that is added now begins at once: what it needs may then be handed over as it is at hand. */
  get free(): boolean {
    return this.#running < this.#width && this.#waiting.length === 0;
  }

  /** Puts a task at the end of the line. Its length is limited by the pages of a visit. */
  add(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#next();
  }

  /** Begins nothing that would be more than `width` tasks under way; what is under way goes on. */
  narrow(width: number): void {
    this.#width = width;
    for (let places = width; places > 0; places -= 1) this.#next();
  }

  #next(): void {
    if (this.#running >= this.#width) return;
    const task = this.#waiting.shift();
    if (task === undefined) return;
    this.#running += 1;
    this.#tell();
    void task().finally(() => {
      this.#running -= 1;
      this.#next();
      this.#tell();
    });
  }

  #tell(): void {
    const busy = this.#running > 0;
    if (busy !== this.#busy) this.#onBusy(busy);
    this.#busy = busy;
  }
}
