/**
 * `npm run config:pin [-- --badge]`
 *
 * Asks for the team's PIN (or, with `--badge`, for the number of a badge as its reader sends it) and prints the line that
 * goes into `staff` of `kiosk.yaml`. What is typed is neither shown nor kept; it can also come through a pipe.
 * Exit 0 done, 1 not a PIN or not a number of a badge, 2 wrong arguments.
 */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { hashSecret } from '../../main/storage/secret-hash.ts';

const EXIT = { done: 0, refused: 1, arguments: 2 } as const;
const USAGE = 'npm run config:pin [-- --badge]';
/** As the pad of the screen gives it. */
const PIN = /^\d{6,12}$/;
/** As a badge reader gives it: hexadecimal digits in capitals, or the characters that the reader sends. */
const BADGE = /^[\x21-\x7e]{4,128}$/;

function wantsBadge(): boolean | undefined {
  try {
    const { values } = parseArgs({ options: { badge: { type: 'boolean', default: false } } });
    return values.badge;
  } catch {
    return undefined;
  }
}

/** Reads one line without showing it. */
async function readHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
  for await (const line of lines) {
    process.stderr.write('\n');
    lines.close();
    return line.trim();
  }
  return '';
}

async function run(badge: boolean): Promise<number> {
  const given = await readHidden(badge ? 'Numéro du badge : ' : 'Code, 6 à 12 chiffres : ');
  if (!(badge ? BADGE : PIN).test(given)) {
    process.stderr.write(badge ? 'Ce n’est pas un numéro de badge.\n' : 'Il faut 6 à 12 chiffres.\n');
    return EXIT.refused;
  }
  const hash = await hashSecret(given);
  console.log(badge ? `    - { opens: staff, hash: "${hash}" }` : `  pin: "${hash}"`);
  return EXIT.done;
}

const badge = wantsBadge();
if (badge === undefined) process.stderr.write(`${USAGE}\n`);
process.exitCode = badge === undefined ? EXIT.arguments : await run(badge);
