import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  electronExecutable,
  startXvfb,
  temporaryFolder,
  type VirtualDisplay,
} from '../../tools/electron/launch.ts';

let screen: VirtualDisplay;
const folder = temporaryFolder('sandbox');

beforeAll(async () => {
  screen = await startXvfb({ width: 800, height: 600 });
  const application = path.join(folder.path, 'application');
  mkdirSync(application);
  writeFileSync(
    path.join(application, 'package.json'),
    JSON.stringify({ name: 'smallest', version: '1.0.0', type: 'module', main: 'main.js' }),
  );
  writeFileSync(
    path.join(application, 'main.js'),
    `import { app, BrowserWindow } from 'electron';
     app.whenReady().then(() => new BrowserWindow().loadURL('about:blank'));`,
  );
});

afterAll(async () => {
  await screen?.stop();
  folder.remove();
});

test('the page runs in Chromium’s sandbox, under an account that is not root', async () => {
  const electron = await _electron.launch({
    executablePath: electronExecutable().path,
    args: [path.join(folder.path, 'application'), `--user-data-dir=${path.join(folder.path, 'data')}`],
    chromiumSandbox: true,
    env: { ...process.env, DISPLAY: screen.display },
  });
  try {
    await electron.firstWindow();
    const { argv, uid, parent, page } = await electron.evaluate(({ BrowserWindow }) => ({
      argv: process.argv,
      uid: process.getuid?.(),
      parent: process.ppid,
      page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    }));
    const status = readFileSync(`/proc/${page}/status`, 'utf8');

    expect(argv).not.toContain('--no-sandbox');
    expect(uid).not.toBe(0);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    // Neither a shell nor setpriv stays between the test and Electron.
    expect(parent).toBe(process.pid);
  } finally {
    await electron.close();
  }
});
