import { fork } from 'node:child_process';
import type { EngineChannel } from './engine-connection.ts';
import { ENGINE_FLAGS, NODE_ENGINE_ENVIRONMENT } from './memory.ts';

/** The engine in a child process of Node, for the command line and for tests. `entry` is `engine-process.ts`. */
export function spawnNodeEngine(entry: string): EngineChannel {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: NODE_ENGINE_ENVIRONMENT,
    execArgv: ENGINE_FLAGS,
  });
  // A message to a process that just died: its exit tells.
  child.on('error', () => undefined);
  return {
    post: (message) => {
      child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
