/**
 * Pages on their way to the document engine, first come first served. Between a feeder that delivers a page a second and
 * an engine that may need longer stands this line: nobody waits for it, and what waits in it is a task without its
 * page's bytes. The bytes lie in the vault until their turn, so that a long line costs no memory.
 */
export class PreparationLine {
  readonly #width: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  #held = false;

  /** @param width Tasks under way at the same time, hence raw pages in memory: one being prepared, one ready to be. */
  constructor(width = 2) {
    this.#width = width;
  }

  /** Puts a task at the end of the line. Its length is limited by the pages of a visit. */
  add(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#next();
  }

  /** Begins nothing more as long as the line is held; what is under way goes on. */
  hold(held: boolean): void {
    this.#held = held;
    for (let places = this.#width; places > 0; places -= 1) this.#next();
  }

  #next(): void {
    if (this.#held || this.#running >= this.#width) return;
    const task = this.#waiting.shift();
    if (task === undefined) return;
    this.#running += 1;
    void task().finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }
}
