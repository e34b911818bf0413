/** Lines kept of what a failed program said: its end, where the reason is. */
const LINES_KEPT = 12;

/**
 * What a step of the set-up came to: a value, or the one sentence to stop with. Expected failures are values; a throw
 * is a bug of these tools.
 *
 * @template T
 * @typedef {{ readonly ok: true, readonly value: T } | Stopped} Outcome
 */

/**
 * @typedef {object} Stopped
 * @property {false} ok
 * @property {string} sentence One complete sentence: what is wrong and what to do.
 * @property {string} said The last lines of the program that failed, where one did; empty otherwise.
 */

/**
 * @template T
 * @param {T} value
 * @returns {Outcome<T>}
 */
export function done(value) {
  return { ok: true, value };
}

/**
 * @param {string} sentence One complete sentence: what is wrong and what to do.
 * @param {string} [said] What the program that failed said.
 * @returns {Stopped}
 */
export function stopped(sentence, said = '') {
  return { ok: false, sentence, said: said.trim().split('\n').slice(-LINES_KEPT).join('\n') };
}
