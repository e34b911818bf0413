import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openAuditLog } from '../../../main/audit/audit-log.ts';
import { FRENCH_CAPITAL, FRENCH_SIGNS, FRENCH_SMALL } from '../../../main/devices/self-test/test-page.ts';
import { inRepository } from '../../../tools/repository.ts';
import { type DeskReport, deskReportSchema } from '../../../tools/tasks/devices/desk-report.ts';
import { type Desk, startDesk } from '../../simulators/desk/desk.ts';
import { LoopDesk } from '../usb/loop-stick.ts';
import { devicesCommand } from './devices-command.ts';

const PUBLISHED = inRepository('tools', 'tasks', 'devices', 'desk-report.schema.json');

let folder = '';
let desk: Desk;
let sockets: LoopDesk;
let config = '';

/** The command's JSON, judged by a validator that we did not write against the schema that is published. */
async function report(
  ...args: string[]
): Promise<{ readonly exitCode: number | null; readonly value: DeskReport }> {
  const { exitCode, stdout, stderr } = await devicesCommand(`--config=${config}`, '--json', ...args);
  expect(stderr).toBe('');
  const value = JSON.parse(stdout);
  const validate = new Ajv({ allErrors: true, formats: { 'date-time': true } }).compile(
    JSON.parse(readFileSync(PUBLISHED, 'utf8')),
  );
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return { exitCode, value };
}

function device<Kind extends DeskReport['devices'][number]['report']['device']>(
  value: DeskReport,
  kind: Kind,
): DeskReport['devices'][number] {
  const found = value.devices.find(({ report: { device: one } }) => one === kind);
  if (found === undefined) throw new Error(`no ${kind} in the report`);
  return found;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'borne-devices-'));
  desk = await startDesk({
    folder: path.join(folder, 'desk'),
    nativeBinding: inRepository('.runtime', 'native', 'better_sqlite3.node'),
  });
  sockets = await LoopDesk.open();
  // The sticks are real file systems on loop devices: the command uses the driver that ships.
  const profile = parse(readFileSync(desk.configFile, 'utf8'));
  config = path.join(folder, 'kiosk.yaml');
  writeFileSync(
    config,
    stringify({ ...profile, usb: { mount_root: sockets.mountRoot, mount: 'system', unmount: 'umount' } }),
  );
});
afterEach(async () => {
  await sockets.clear();
  await desk.scanner.cable.switchOn();
  desk.scanner.simulator.mechanism.clearTrouble();
  desk.scanner.tray.emptyFeeder();
  desk.printer.simulator.mechanism.set('media-empty', false);
});
afterAll(async () => {
  await sockets?.close();
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a desk where all is well', () => {
  it('is said to be, with what each device can do, and every test passes', async () => {
    const stick = await sockets.plug({ fileSystem: 'ext4', label: 'ESSAI' });
    desk.scanner.tray.placeOnGlass('cv');
    const { exitCode, value } = await report('--scan', '--print', '--stick');

    expect(value.tests.map(({ outcome }) => outcome)).toMatchObject([
      { test: 'scan', passed: true, source: 'platen', pages: 1, dpi: 300 },
      { test: 'print', passed: true },
      { test: 'stick', passed: true, folder: 'Essai de la borne', files: ['essai.txt'], removable: true },
    ]);
    expect(value.devices.map(({ report: { device: kind, state } }) => [kind, state])).toEqual([
      ['scanner', 'ready'],
      ['printer', 'ready'],
      ['usb', 'ready'],
      ['voice', 'ready'],
    ]);
    expect(device(value, 'scanner').report).toMatchObject({
      makeAndModel: 'Borne Simulated Scanner',
      sources: [
        { source: 'platen', widthMm: 216, heightMm: 297, colours: ['colour', 'grey'] },
        { source: 'feeder', bothSides: true },
      ],
    });
    expect(device(value, 'printer').report).toMatchObject({ makeAndModel: 'Borne Essai' });
    expect(device(value, 'usb').report).toMatchObject({ stick: { label: 'ESSAI' } });
    expect(value.well).toBe(true);
    expect(exitCode).toBe(0);

    await stick.mountAgain();
    const [left] = readdirSync(path.join(stick.mountPoint, 'Essai de la borne'));
    expect(left).toBe('essai.txt');
  });

  it('printed a page on which each accent can be read', () => {
    const job = desk.printer.simulator.mechanism.printed.at(-1);
    const file = path.join(folder, 'essai.pdf');
    writeFileSync(file, job?.document ?? new Uint8Array());
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const read = text.replaceAll(/\s+/g, ' ');
    for (const letters of [FRENCH_SMALL, FRENCH_CAPITAL, FRENCH_SIGNS]) {
      for (const letter of letters.split(' ')) expect(read).toContain(letter);
    }
    expect(read).toContain('Cette page ne concerne personne.');
  });

  it('tries nothing that it was not asked to try', async () => {
    const before = desk.printer.simulator.mechanism.jobs.length;
    const scans = desk.scanner.simulator.deliveries.length;
    const stick = await sockets.plug({ fileSystem: 'ext4', label: 'ESSAI' });
    const { exitCode, value } = await report();
    expect(value.tests).toEqual([]);
    expect(exitCode).toBe(0);
    expect(desk.printer.simulator.mechanism.jobs).toHaveLength(before);
    expect(desk.scanner.simulator.deliveries).toHaveLength(scans);
    expect(readdirSync(stick.mountPoint)).toEqual(['lost+found']);
  });

  it('speaks French where no JSON is asked for', async () => {
    const { exitCode, stdout } = await devicesCommand(`--config=${config}`);
    expect(stdout).toContain('Scanner : Borne Simulated Scanner');
    expect(stdout).toContain('Vitre : 216 × 297 mm');
    expect(stdout).toContain('Tout est en ordre.');
    expect(exitCode).toBe(0);
  });
});

describe('what is wrong is said, with what to do about it', () => {
  it('when the printer has no paper', async () => {
    desk.printer.simulator.mechanism.set('media-empty', true);
    const { exitCode, value } = await report();
    expect(device(value, 'printer')).toMatchObject({
      report: { state: 'trouble', problem: 'printer-media-empty' },
      instruction: expect.stringContaining('papier'),
    });
    expect(device(value, 'scanner').report.state).toBe('ready');
    expect(value.well).toBe(false);
    expect(exitCode).toBe(1);
  });

  it('when the scanner is off', async () => {
    await desk.scanner.cable.switchOff();
    const { exitCode, value } = await report('--scan');
    expect(device(value, 'scanner')).toMatchObject({
      report: { state: 'unreachable', problem: 'scanner-offline', sources: [] },
      instruction: expect.stringContaining('allumé'),
    });
    expect(value.tests).toMatchObject([
      { outcome: { test: 'scan', passed: false, problem: 'scanner-offline' } },
    ]);
    expect(exitCode).toBe(1);
  });

  it('when only the feeder is jammed', async () => {
    const { mechanism } = desk.scanner.simulator;
    desk.scanner.tray.loadFeeder(['cv', 'cv']);
    mechanism.troubleAtSheet('jam', 1);
    mechanism.pull();
    const { exitCode, value } = await report('--scan');
    expect(device(value, 'scanner')).toMatchObject({
      report: { state: 'ready', problem: null, feederProblem: 'scanner-jam' },
      instruction: expect.stringContaining('capot'),
    });
    // The glass still scans.
    expect(value.tests).toMatchObject([{ outcome: { passed: true, source: 'platen' } }]);
    expect(exitCode).toBe(1);
  });

  it('when the feeder that is to be tried is empty', async () => {
    const { value } = await report('--scan', '--source=feeder');
    expect(value.tests).toMatchObject([{ outcome: { passed: false, problem: 'scanner-feeder-empty' } }]);
  });

  it('when the stick is read-only', async () => {
    await sockets.plug({ fileSystem: 'ext4', label: 'VERROU', readOnly: true });
    const { exitCode, value } = await report('--stick');
    expect(device(value, 'usb')).toMatchObject({
      report: { state: 'trouble', problem: 'usb-read-only', stick: null },
      instruction: expect.stringContaining('verrou'),
    });
    expect(value.tests).toMatchObject([{ outcome: { passed: false, problem: 'usb-read-only' } }]);
    expect(exitCode).toBe(1);
  });

  it('when a device failed earlier: the last error is taken from the audit log', async () => {
    const log = openAuditLog({
      path: path.join(desk.dataDir, 'audit', 'audit.jsonl'),
      clock: { now: () => Date.parse('2026-03-02T08:30:00.000Z') },
      maxBytes: 1_000_000,
      keptFiles: 1,
    });
    log.record({ event: 'scan-failed', code: 'scanner-double-feed', pages: 4 });
    log.close();
    const { exitCode, value } = await report();
    expect(device(value, 'scanner').lastError).toEqual({
      code: 'scanner-double-feed',
      at: '2026-03-02T08:30:00.000Z',
      instruction: expect.stringContaining('trombones'),
    });
    // It is over: nothing is wrong now.
    expect(exitCode).toBe(0);
  });
});

describe('the command itself', () => {
  it('ends with 3 and a sentence where the configuration is missing or wrong', async () => {
    const missing = await devicesCommand(`--config=${path.join(folder, 'nowhere.yaml')}`, '--json');
    expect(missing).toMatchObject({ exitCode: 3, stdout: '' });
    expect(missing.stderr).toContain("n'existe pas");
    const wrong = path.join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'terminal: essai-01\nscaner: 1\n');
    expect(await devicesCommand(`--config=${wrong}`)).toMatchObject({ exitCode: 3, stdout: '' });
  });

  it.each([['--scann'], ['--source=photo'], ['file.yaml']])(
    'ends with 2 where %s is given',
    async (argument) => {
      expect(await devicesCommand(argument)).toMatchObject({ exitCode: 2, stdout: '' });
    },
  );

  it('publishes the schema that it keeps', () => {
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(deskReportSchema());
  });
});
