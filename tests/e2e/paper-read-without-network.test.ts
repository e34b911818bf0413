import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApplication } from '../../tools/build/application.ts';
import {
  applicationArgument,
  electronExecutable,
  startXvfb,
  temporaryFolder,
  type VirtualDisplay,
} from '../../tools/electron/launch.ts';
import { linesOf, scanSpecimen, specimen } from '../unit/documents/reading/specimens.ts';

const HOLDER = {
  lastName: 'EXEMPLE-FICTIF',
  firstNames: 'ZOE MARIE',
  born: '910214',
  expires: '391231',
  sex: 'F',
  number: 'X12F34567',
  state: 'FRA',
} as const;

const folder = temporaryFolder('engine-host');
let screen: VirtualDisplay;
let electron: ElectronApplication;
let engine: string;

beforeAll(async () => {
  const built = await buildApplication('app');
  engine = path.join(applicationArgument(built.folder), 'main', 'document-engine.js');
  const host = path.join(folder.path, 'application');
  mkdirSync(host);
  writeFileSync(path.join(host, 'package.json'), JSON.stringify({ name: 'host', main: 'main.cjs' }));
  // Nothing but the engine's process: what it needs it has to have.
  writeFileSync(
    path.join(host, 'main.cjs'),
    "require('electron').app.on('window-all-closed', () => undefined);",
  );
  screen = await startXvfb({ width: 800, height: 600 });
  electron = await _electron.launch({
    executablePath: electronExecutable().path,
    args: [host, `--user-data-dir=${path.join(folder.path, 'data')}`],
    chromiumSandbox: true,
    env: { PATH: process.env['PATH'] ?? '', DISPLAY: screen.display },
  });
}, 180_000);
afterAll(async () => {
  await electron?.close();
  await screen?.stop();
  folder.remove();
});

/** Sends one request to a new engine in a utility process, as the kiosk starts it, and gives its last reply. */
function ask(request: Record<string, unknown>, picture: string): Promise<unknown> {
  return electron.evaluate(
    ({ utilityProcess }, { entry, message, base64 }) =>
      new Promise((resolve, reject) => {
        const child = utilityProcess.fork(entry, [], { env: {}, stdio: 'ignore', execArgv: ['--expose-gc'] });
        const limit = setTimeout(() => reject(new Error('no reply')), 90_000);
        child.on('exit', () => reject(new Error('the process ended')));
        child.on('message', (reply) => {
          if (reply.kind === 'ready') {
            const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
            child.postMessage({ ...message, page: { ...message['page'], bytes } });
            return;
          }
          clearTimeout(limit);
          resolve(JSON.parse(JSON.stringify(reply)));
          child.kill();
        });
      }),
    { entry: engine, message: request as { page: object }, base64: picture },
  );
}

describe('the built engine, in a process of Electron', () => {
  it('reads a machine readable zone with the models that ship beside it', async () => {
    const bytes = await scanSpecimen(specimen('td1', linesOf('td1', HOLDER), 5), 200);
    const page = { dpi: 200, today: { year: 2026, month: 11, day: 21 } };
    const reply = await ask({ kind: 'read', id: 1, page }, Buffer.from(bytes).toString('base64'));
    expect(reply).toMatchObject({
      kind: 'read',
      readings: [
        { source: 'mrz', format: 'td1', problems: [], answers: { 'nom-famille': 'EXEMPLE FICTIF' } },
      ],
    });
  }, 120_000);
});
