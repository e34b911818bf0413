/** Window in which reports are counted, milliseconds. */
const WINDOW_MS = 1_000;
/**
 * Most reports taken in one window. The longest code there is comes in 128 reports of 56 bytes; a device at full speed
 * may send 1,000 a second, at high speed 8,000.
 */
const REPORTS_MAX = 400;

/** Counts the reports of one device, so that a defective or hostile one cannot keep the application busy. */
export class ReportRate {
  #windowFrom = Number.NEGATIVE_INFINITY;
  #reports = 0;

  /**
   * Counts one report; false where the device sends more than any reader would.
   *
   * @param now Milliseconds of any steady clock.
   */
  allows(now: number): boolean {
    if (now - this.#windowFrom >= WINDOW_MS) {
      this.#windowFrom = now;
      this.#reports = 0;
    }
    this.#reports += 1;
    return this.#reports <= REPORTS_MAX;
  }
}
