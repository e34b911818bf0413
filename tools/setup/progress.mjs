import { diskSentence } from './disk.mjs';
import { stopped } from './outcome.mjs';

/** A step that takes long says so this often, in milliseconds. */
const STILL_RUNNING_EVERY_MS = 15_000;

/** Set-up speaks on the error stream: the output of a task stays its own. @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} started */
const secondsSince = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

/**
 * Runs one step and shows it: its name when it starts, a sign of life while it runs, what it did and its time at the
 * end. Errors of the file system become the sentence to stop with.
 *
 * @template T
 * @param {string} name
 * @param {(tell: (detail: string) => void) => Promise<import('./outcome.mjs').Outcome<T>>} work `tell` shows a detail.
 * @param {(value: T) => string} describe What was done, in a few words.
 * @returns {Promise<import('./outcome.mjs').Outcome<T>>}
 */
export async function runStep(name, work, describe) {
  const started = performance.now();
  say(`• ${name} …`);
  const alive = setInterval(() => say(`    still at it (${secondsSince(started)})`), STILL_RUNNING_EVERY_MS);
  try {
    const outcome = await work((detail) => say(`    ${detail}`));
    if (outcome.ok) say(`  ${describe(outcome.value)} (${secondsSince(started)})`);
    return outcome;
  } catch (error) {
    const sentence = diskSentence(error);
    if (sentence === undefined) throw error;
    return stopped(sentence);
  } finally {
    clearInterval(alive);
  }
}
