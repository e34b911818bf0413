/**
 * Entry of the engine's own process: Electron's utility process in the kiosk, a child of Node for the command line.
 * It holds no key, opens no file and no socket; untrusted bytes are decoded here and nowhere else.
 */

import { constants, setPriority } from 'node:os';
import type { EngineReply } from './engine-messages.ts';
import { serveEngine } from './engine-service.ts';
import { type EngineStart, startArgument } from './engine-start.ts';
import { openImageCodec } from './image-codec.ts';
import { guardMemory } from './memory-guard.ts';
import { warmUp, warmUpPreparing } from './warm-up.ts';

/** From being ready to warming up: whoever started the process may have something to ask. Milliseconds. */
const WARM_UP_AFTER_MS = 250;

/** What Electron gives a utility process as `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function parentPort(): ParentPort | undefined {
  return 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
}

const port = parentPort();
const send = (message: EngineReply): void => {
  if (port !== undefined) port.postMessage(message);
  else process.send?.(message);
};

const starts = (start: EngineStart): boolean => process.argv.includes(startArgument(start));
if (starts('behind')) setPriority(constants.priority.PRIORITY_LOW);
// Touches and screens come first; preparing pages takes what is left, which is nearly everything.
if (starts('warming-up')) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
guardMemory();
const codec = await openImageCodec();
if (starts('warmed-up')) await warmUp(codec);
const serve = serveEngine(codec, send, () => process.exit(1));
if (port !== undefined) {
  port.on('message', (event) => serve(event.data));
} else {
  process.on('message', serve);
  process.on('disconnect', () => process.exit(0));
}
send({ kind: 'ready' });
if (starts('warming-up')) setTimeout(() => warmUpPreparing(codec), WARM_UP_AFTER_MS);
