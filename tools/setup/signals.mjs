/** Signals that end a program, and the exit code that says so (128 and the number of the signal). */
const ENDING = /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]);

/**
 * Makes a signal end this process in order, so that listeners of `exit` end what it started (`runCommand` does).
 *
 * @returns {() => void} Gives the signals back their usual meaning.
 */
export function exitOnSignals() {
  const listeners = ENDING.map(([signal, code]) => {
    const listener = () => process.exit(code);
    process.on(signal, listener);
    return () => process.removeListener(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/**
 * Passes ending signals on to a child, which decides when both end.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function passSignalsTo(child) {
  // The terminal sends Ctrl+C to both; a signal sent to this process alone is passed on.
  for (const [signal] of ENDING) process.on(signal, () => child.kill(signal));
}
