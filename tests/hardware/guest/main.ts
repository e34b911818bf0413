/**
 * First program of the laboratory's machine, as root: starts the services of a terminal, then the checks under the
 * kiosk's own account, and lends them its hands. Results go to the second serial port, one JSON object a line.
 */

import { fork } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FromHands, ToHands } from './bench-calls.ts';
import { Hands } from './hands.ts';
import { installRules, kioskAccount, letThrough, startDisksService, startUdev } from './services.ts';
import { openSoundCard } from './sound-card.ts';

const RESULTS = '/dev/ttyS1';
const REPOSITORY = resolve(import.meta.dirname, '..', '..', '..');

const results = openSync(RESULTS, 'w');
function say(message: object): void {
  writeSync(results, `${JSON.stringify(message)}\n`);
}
function note(text: string): void {
  say({ kind: 'note', text: `${text} (${(performance.now() / 1000).toFixed(1)} s after the start)` });
}

async function call(hands: Hands, message: Extract<ToHands, { kind: 'call' }>): Promise<FromHands> {
  const { id } = message;
  try {
    const action: (...args: never[]) => Promise<unknown> = hands[message.call];
    const value = await Reflect.apply(action, hands, [...message.args]);
    return { id, ok: true, value };
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function main(): Promise<number> {
  const kiosk = kioskAccount();
  const program = join(import.meta.dirname, 'kiosk-side.ts');
  letThrough(program);
  letThrough(process.execPath);
  installRules(join(REPOSITORY, 'kiosk-config', 'lockdown', 'linux'));
  await startUdev();
  openSoundCard();
  note('udev is there');
  const disksService = startDisksService();
  disksService.then(
    () => note('D-Bus, polkit and UDisks2 are there'),
    () => undefined,
  );
  const hands = new Hands(disksService);
  // As a login does it: the account with all of its groups, `lp` among them.
  const child = fork(program, process.argv.slice(2), {
    serialization: 'advanced',
    execPath: '/usr/bin/setpriv',
    execArgv: [
      `--reuid=${kiosk.uid}`,
      `--regid=${kiosk.gid}`,
      '--init-groups',
      process.execPath,
      // Where processors are emulated, V8's compiling threads now and then find its list of code pages in disorder, and end it.
      '--single-threaded',
    ],
    env: { LC_ALL: 'C.UTF-8' },
  });
  child.on('message', (message: ToHands) => {
    if (message.kind === 'call')
      void call(hands, message).then((answer) => child.connected && child.send(answer));
    else say(message);
  });
  return new Promise((end) =>
    child.once('exit', (code, signal) => {
      if (signal !== null) note(`the kiosk's side was ended by ${signal}`);
      end(signal === null ? (code ?? 1) : 1);
    }),
  );
}

try {
  const code = await main();
  if (code === 0) say({ kind: 'end' });
  else note(`the kiosk's side ended with ${code}`);
} catch (error) {
  note(error instanceof Error ? `${error.stack}` : String(error));
}
closeSync(results);
process.exit(0);
