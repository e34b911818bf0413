import { utilityProcess } from 'electron';
import type { EngineChannel } from './engine-connection.ts';
import { ENGINE_FLAGS } from './memory.ts';
import { YIELDS } from './process-priority.ts';
import type { Urgency } from './terminal-engines.ts';

/**
 * The engine in an Electron utility process. `entry` is the bundled `document-engine.js`.
 *
 * @param urgency `background` where the screen and quicker answers come first whenever cores are short.
 */
export function spawnUtilityEngine(entry: string, urgency: Urgency): EngineChannel {
  const child = utilityProcess.fork(entry, urgency === 'background' ? [YIELDS] : [], {
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
