import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isSecret } from '../../../main/storage/secret-hash.ts';
import { inRepository } from '../../../tools/repository.ts';

/** The command has to answer within this, milliseconds. */
const LIMIT_MS = 15_000;

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function configPin(typed: string, ...args: string[]): Promise<Said> {
  return new Promise((resolve, reject) => {
    const command = [inRepository('tools', 'tasks', 'config-pin.ts'), ...args];
    const child = spawn(process.execPath, command, { timeout: LIMIT_MS });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
    child.stdin.end(typed);
  });
}

describe('npm run config:pin', () => {
  it('prints the line that opens with what was typed, and shows nothing of it', async () => {
    const { code, stdout, stderr } = await configPin('246810\n');
    expect(code).toBe(0);
    const [, hash = ''] = /^ {2}pin: "(.+)"\n$/.exec(stdout) ?? [];
    expect(await isSecret('246810', hash)).toBe(true);
    expect(stdout + stderr).not.toContain('246810');
  });

  it('makes the line of a badge', async () => {
    const { code, stdout } = await configPin('F1C7100000000001\n', '--badge');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {4}- \{ opens: staff, hash: "\$scrypt\$/);
  });

  it.each([['1234\n'], ['abcdef\n'], ['\n'], ['']])('refuses %j as a PIN', async (typed) => {
    expect(await configPin(typed)).toMatchObject({ code: 1, stdout: '' });
  });

  it('refuses arguments that it does not know', async () => {
    expect(await configPin('', '--pin=246810')).toMatchObject({ code: 2, stdout: '' });
  });
});
