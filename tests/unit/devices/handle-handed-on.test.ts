import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { couldNotStart, startProgram } from '../../../main/devices/start-program.ts';

const LIST = ['/usr/bin/find', '/proc/self/fd', '-printf', '%f %l\\n'];

/** Node.js closes to its programs what it finds open at its own start, up to the first gap above 15; Chromium's sockets come later. */
const INHERITABLE = [40, 41, 45];

/** What a program finds open that is started by a process that has inheritable sockets. */
async function handedOn(start: readonly string[]): Promise<readonly (readonly [number, string])[]> {
  const streams = Array.from({ length: 46 }, (_, handle) =>
    INHERITABLE.includes(handle) ? 'pipe' : 'ignore',
  );
  const starter = spawn(process.execPath, [...start, ...LIST], {
    stdio: ['ignore', 'pipe', 'inherit', ...streams.slice(3)],
  });
  const lines = (await text(starter.stdout as NonNullable<ChildProcess['stdout']>)).trim().split('\n');
  return lines.map((line) => {
    const [handle = '', where = ''] = line.split(' ');
    return [Number(handle), where];
  });
}

const sockets = (open: readonly (readonly [number, string])[]): readonly number[] =>
  open.filter(([handle, where]) => handle > 2 && where.includes('socket:')).map(([handle]) => handle);

describe('a program that is started', () => {
  it('holds nothing that was open here but its streams', async () => {
    const open = await handedOn([path.join(import.meta.dirname, 'handle-handed-on.ts')]);
    expect(sockets(open)).toEqual([]);
    expect(open.find(([handle]) => handle === 1)?.[1]).toContain('socket:');
    const held = open.filter(([handle, where]) => handle > 2 && where !== '/dev/null');
    // `find` itself opens the folder that it lists, and where it stands.
    expect(held.length).toBeLessThan(5);
    expect(held.filter(([, where]) => where.includes(':['))).toEqual([]);
  });

  it('would hold them, started plainly', async () => {
    const plainly = `require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: ['ignore', 'inherit', 'ignore'] })`;
    expect(sockets(await handedOn(['-e', plainly]))).toEqual(INHERITABLE);
  });

  it('gets its environment and its input', async () => {
    const child = startProgram(
      '/usr/bin/env',
      ['sh', '-c', 'cat; echo "$PLACE $HOME"'],
      ['pipe', 'pipe', 'ignore'],
      {
        PATH: '/usr/bin:/bin',
        PLACE: 'Dragonville',
      },
    );
    child.stdin?.end('written; ');
    expect(await text(child.stdout as NonNullable<ChildProcess['stdout']>)).toBe('written; Dragonville \n');
  });
});

it('a program that is not there ends as one that never ran', async () => {
  const child = startProgram('/nowhere/program', [], ['ignore', 'pipe', 'ignore']);
  child.on('error', () => undefined);
  const [status] = await once(child, 'close');
  expect(couldNotStart(child, status)).toBe(true);
});
