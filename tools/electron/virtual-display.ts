import { spawn } from 'node:child_process';

/** A display without a screen (Xvfb). */
export interface VirtualDisplay {
  /** For the environment variable `DISPLAY`. */
  readonly display: string;
  /** Ends it, and everything that still shows something on it. */
  stop(): Promise<void>;
}

/** How long Xvfb may take to say which display it serves, in milliseconds. */
const START_LIMIT_MS = 15_000;
/** How long it may take to end before it is killed, in milliseconds. */
const STOP_LIMIT_MS = 3_000;

/** Starts a display of its own, on the first free number. Sizes in pixels. */
export async function startXvfb(size: {
  readonly width: number;
  readonly height: number;
}): Promise<VirtualDisplay> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => resolve());
    server.once('error', () => resolve());
  });
  // A run that ends early does not leave a display behind.
  const killAtExit = () => server.kill('SIGKILL');
  process.once('exit', killAtExit);

  const stop = async (): Promise<void> => {
    process.removeListener('exit', killAtExit);
    server.kill('SIGTERM');
    const timer = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  };

  const number = await new Promise<string | undefined>((resolve) => {
    const limit = setTimeout(() => resolve(undefined), START_LIMIT_MS);
    const finish = (value: string | undefined): void => {
      clearTimeout(limit);
      resolve(value);
    };
    let text = '';
    server.stdio[3]?.on('data', (data: Buffer) => {
      text += data.toString('utf8');
      if (text.endsWith('\n')) finish(text.trim());
    });
    ended.then(() => finish(undefined));
  });
  if (number === undefined) {
    await stop();
    throw new Error('Xvfb cannot be started: is the package xvfb installed?');
  }
  return { display: `:${number}`, stop };
}
