import { utilityProcess } from 'electron';
import type { EngineChannel } from './engine-connection.ts';
import { ENGINE_FLAGS } from './memory.ts';

/** The engine in an Electron utility process. `entry` is the bundled `document-engine.js`. */
export function spawnUtilityEngine(entry: string): EngineChannel {
  const child = utilityProcess.fork(entry, [], {
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
