import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inRepository } from '../../../tools/repository.ts';
import { type CommandEnd, runCommand } from '../../../tools/setup/command.mjs';
import { dependenciesInstalled } from '../../../tools/setup/dependencies.mjs';
import { callsOf, environmentWith, fakeProgram, npmFails } from './fake-programs.ts';

const LOCK = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'checkout' },
    'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
    'node_modules/for-another-system': { version: '1.0.0', optional: true, os: ['aix'] },
  },
};

/** What `npm ci` leaves when it ends well. */
const INSTALLS = `mkdir -p node_modules && echo '{"packages":{"node_modules/one":{"version":"1.0.0","integrity":"sha512-one"}}}' > node_modules/.package-lock.json && echo '{}'`;

let checkout: string;
let programs: string;

/** A checkout of the real launcher whose one task says that it ran. */
beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'borne-checkout-'));
  programs = path.join(checkout, 'bin');
  cpSync(inRepository('tools', 'setup'), path.join(checkout, 'tools', 'setup'), {
    recursive: true,
    filter: (source) => !source.endsWith('.ts'),
  });
  cpSync(inRepository('tools', 'run.mjs'), path.join(checkout, 'tools', 'run.mjs'));
  writeFileSync(path.join(checkout, 'tools', 'run-task.ts'), "console.log('the task ran');");
  mkdirSync(path.join(checkout, 'tools', 'tasks'));
  writeFileSync(path.join(checkout, 'tools', 'tasks', 'check.ts'), '');
  writeFileSync(path.join(checkout, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(checkout, 'package-lock.json'), JSON.stringify(LOCK));
});

afterEach(() => rmSync(checkout, { recursive: true, force: true }));

function launch(task = 'check'): Promise<CommandEnd> {
  return runCommand(process.execPath, [path.join(checkout, 'tools', 'run.mjs'), task], {
    env: environmentWith(programs),
    timeoutMs: 15_000,
  });
}

/** Whether a process runs; one that ended and was not yet collected does not. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\tZ/m.test(readFileSync(status, 'utf8'));
}

/** The last thing said, which is what a person reads. */
const lastParagraph = ({ stderr }: CommandEnd): string => stderr.trimEnd().split('\n\n').at(-1) ?? '';

describe('the launcher', () => {
  test('sees to the packages, then runs the task, whose output stays alone', async () => {
    fakeProgram(programs, 'npm', INSTALLS);
    const end = await launch();
    expect(end).toMatchObject({ code: 0, stdout: 'the task ran\n' });
    expect(end.stderr).toMatch(/npm packages/);
  });

  test('fetches nothing the second time', async () => {
    fakeProgram(programs, 'npm', INSTALLS);
    await launch();
    expect(await launch()).toMatchObject({ code: 0 });
    expect(callsOf(programs, 'npm')).toHaveLength(1);
  });

  test.each([
    ['ENOTFOUND', /^The npm registry cannot be reached .*\(ENOTFOUND\)/],
    ['EINTEGRITY', /expected checksum/],
    ['EUSAGE', /package-lock\.json does not say the same as package\.json/],
    ['E500', /npm failed .*\(E500\)/],
  ])('stops with one sentence when npm fails (%s), and can be started again', async (code, sentence) => {
    fakeProgram(programs, 'npm', npmFails(code));
    const end = await launch();
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(lastParagraph(end)).toMatch(sentence);
    expect(lastParagraph(end).split('\n')).toHaveLength(1);

    fakeProgram(programs, 'npm', INSTALLS);
    expect(await launch()).toMatchObject({ code: 0, stdout: 'the task ran\n' });
  });

  test('interrupted by Ctrl+C ends what it started, and can be started again', async () => {
    const started = path.join(checkout, 'npm-started');
    fakeProgram(programs, 'npm', `echo $$ > '${started}'; mkdir -p node_modules/half; exec sleep 60`);
    const child = spawn(process.execPath, [path.join(checkout, 'tools', 'run.mjs'), 'check'], {
      env: environmentWith(programs),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const npm = await vi.waitFor(() => {
      const text = readFileSync(started, 'utf8').trim();
      expect(text).not.toBe('');
      return Number(text);
    }, 10_000);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    await vi.waitFor(() => expect(isRunning(npm)).toBe(false), 5_000);

    fakeProgram(programs, 'npm', INSTALLS);
    expect(await launch()).toMatchObject({ code: 0, stdout: 'the task ran\n' });
  });

  test('does not believe an installation that left nothing', async () => {
    fakeProgram(programs, 'npm', "echo '{}'");
    const end = await launch();
    expect(end.code).toBe(1);
    expect(lastParagraph(end)).toMatch(/node_modules is not what package-lock\.json says/);
  });

  test('knows no task but those of the project', async () => {
    for (const task of ['../run', 'nothing', '']) {
      expect(await launch(task)).toMatchObject({ code: 2, stdout: '' });
    }
  });
});

describe('an installation counts', () => {
  const record = (packages: unknown): void => {
    mkdirSync(path.join(checkout, 'node_modules'), { recursive: true });
    writeFileSync(
      path.join(checkout, 'node_modules', '.package-lock.json'),
      typeof packages === 'string' ? packages : JSON.stringify({ packages }),
    );
  };
  const one = { version: '1.0.0', integrity: 'sha512-one' };

  test('when it is what is locked, packages of other systems left out', () => {
    record({ 'node_modules/one': one });
    expect(dependenciesInstalled(checkout)).toBe(true);
  });

  test.each([
    ['nothing was installed', undefined],
    ['the record is broken', '{'],
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/one': { ...one, version: '1.0.1' } }],
    ['a package has another hash', { 'node_modules/one': { ...one, integrity: 'sha512-two' } }],
    ['a package is too many', { 'node_modules/one': one, 'node_modules/two': one }],
  ])('not when %s', (_what, packages) => {
    if (packages !== undefined) record(packages);
    expect(dependenciesInstalled(checkout)).toBe(false);
  });
});
