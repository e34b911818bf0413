import { utilityProcess } from 'electron';
import type { EngineChannel } from './engine-connection.ts';
import { type EngineStart, startArgument } from './engine-start.ts';
import { ENGINE_FLAGS } from './memory.ts';

/**
 * The engine in an Electron utility process. `entry` is the bundled `document-engine.js`.
 *
 * @param start `warmed-up` takes half a second longer to be ready, and then makes its first picture as fast as any other.
 */
export function spawnUtilityEngine(entry: string, start: EngineStart): EngineChannel {
  const child = utilityProcess.fork(entry, [startArgument(start)], {
    serviceName: 'borne-documents',
    stdio: 'ignore',
    // Nothing of the main process's environment is of use to the engine.
    env: {},
    execArgv: ENGINE_FLAGS,
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      child.kill();
    },
  };
}
