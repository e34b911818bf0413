import { runCommand } from './command.mjs';
import { stoppedProgram } from './disk.mjs';

/**
 * Codes by which npm and Node say that the network did not answer.
 *
 * @type {ReadonlySet<string>}
 */
const NETWORK_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ERR_SOCKET_TIMEOUT',
  'FETCH_ERROR',
  'EIDLETIMEOUT',
  'ERESPONSETIMEOUT',
  'ETRANSFERTIMEOUT',
]);

/** npm waits 10, then 60 seconds before it tries again by default; a person waits for this one. */
const QUICK_RETRIES = [
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=4000',
  '--no-update-notifier',
  '--no-fund',
  '--no-audit',
];

/** The longest that any npm command may take, in milliseconds: 200 MB over a slow line. */
const NPM_LIMIT_MS = 30 * 60_000;

/**
 * @typedef {object} NpmOptions
 * @property {string} cwd Folder to run in.
 * @property {NodeJS.ProcessEnv} env
 * @property {string} writesTo Where npm writes, to recognise a full disk.
 * @property {string} purpose What is being fetched, in a sentence: "Node 24".
 */

/**
 * Runs npm with `--json` and gives back what it answered.
 *
 * @param {readonly string[]} args
 * @param {NpmOptions} options
 * @returns {Promise<import('./outcome.mjs').Outcome<unknown>>}
 */
export async function npm(args, options) {
  const { file, first } = npmProgram(options.env);
  const end = await runCommand(file, [...first, ...args, '--json', ...QUICK_RETRIES], {
    cwd: options.cwd,
    env: options.env,
    timeoutMs: NPM_LIMIT_MS,
  });
  const answer = parseJson(end.stdout);
  if (end.code === 0) return { ok: true, value: answer };
  return stoppedProgram(options.writesTo, failureSentence(end, errorCode(answer), options.purpose), {
    ...end,
    // With --json the answer repeats what the error stream says.
    stdout: '',
  });
}

/**
 * The npm that runs us, where there is one: the `npm` on the path otherwise.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ file: string, first: readonly string[] }}
 */
function npmProgram(env) {
  const running = env['npm_execpath'];
  return running?.endsWith('npm-cli.js') === true
    ? { file: process.execPath, first: [running] }
    : { file: 'npm', first: [] };
}

/**
 * @param {import('./command.mjs').CommandEnd} end
 * @param {string | undefined} code
 * @param {string} purpose
 */
function failureSentence(end, code, purpose) {
  if (end.startError !== undefined)
    return `npm cannot be started (${end.startError}): install npm, then run the same command again.`;
  if (end.timedOut)
    return `npm took more than ${NPM_LIMIT_MS / 60_000} minutes for ${purpose}: look at the network, then run the same command again.`;
  if (code !== undefined && NETWORK_CODES.has(code)) {
    return `The npm registry cannot be reached for ${purpose} (${code}): look at the network, then run the same command again.`;
  }
  if (code === 'EINTEGRITY') {
    return `What the npm registry sent for ${purpose} does not have the expected checksum: nothing of it was kept; run the same command again.`;
  }
  if (code === 'EUSAGE') {
    return 'package-lock.json does not say the same as package.json: run `npm install` and keep both files together.';
  }
  if (code === 'E404') return `The npm registry does not have ${purpose} (E404).`;
  return `npm failed for ${purpose} (${code ?? `exit code ${end.code}`}): see its own log in the folder named by \`npm config get cache\`.`;
}

/** @param {string} text @returns {unknown} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} answer @returns {string | undefined} */
function errorCode(answer) {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  const { error } = answer;
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
