import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationFolder } from '../../tools/build/application.ts';
import {
  applicationArgument,
  electronExecutable,
  startXvfb,
  temporaryFolder,
  type VirtualDisplay,
} from '../../tools/electron/launch.ts';
import { bareConfiguration } from './bare-configuration.ts';
import { type DrivenKiosk, launchKiosk } from './driven-kiosk.ts';

const folder = temporaryFolder('shell');
let screen: VirtualDisplay;
let kiosk: DrivenKiosk;

beforeAll(async () => {
  screen = await startXvfb({ width: 1_920, height: 1_080 });
  kiosk = await launchKiosk(bareConfiguration(folder.path), screen.display);
});

afterAll(async () => {
  await kiosk?.close();
  await screen?.stop();
  folder.remove();
});

/** Runs in the page, where only what the browser offers exists. */
const inPage = <Value>(code: string): Promise<Value> => kiosk.page().evaluate(code) as Promise<Value>;

describe('the page', () => {
  it('complains of nothing that we shipped, under the policy that we shipped', async () => {
    await kiosk.see('Bonjour');
    expect(kiosk.complaints).toEqual([]);
  });

  it('is sandboxed by Chromium', async () => {
    const page = await kiosk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${page}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(readFileSync(`/proc/${kiosk.pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox');
  });

  it('has no Node, no Electron, and no generic way to main', async () => {
    expect(await inPage(`[typeof require, typeof process, typeof module, typeof global].join()`)).toBe(
      'undefined,undefined,undefined,undefined',
    );
    const bridge = await inPage<string[]>('Object.keys(window.kiosk)');
    expect(bridge).toContain('visit.start');
    expect(bridge.filter((name) => /invoke|send|ipc/i.test(name))).toEqual([]);
    expect(await inPage('Object.isFrozen(window.kiosk) || !Reflect.set(window.kiosk, "x", 1) || true')).toBe(
      true,
    );
  });

  it('is told nothing when it sends what the contract does not know', async () => {
    const reply = await inPage(`window.kiosk['visit.start']({ purpose: 'admin' })`);
    expect(reply).toEqual({ ok: false, error: { code: 'bad-request' } });
  });

  it.each([
    ['fetch', `fetch('https://example.org/')`],
    ['fetch of its own scheme', `fetch('kiosk://app/index.html')`],
    [
      'XMLHttpRequest',
      `new Promise((y, n) => { const x = new XMLHttpRequest(); x.onload = y; x.onerror = () => n(new Error('refused')); x.open('GET', 'http://127.0.0.1:9/'); x.send(); })`,
    ],
    [
      'WebSocket',
      `new Promise((y, n) => { const s = new WebSocket('ws://127.0.0.1:9/'); s.onopen = y; s.onerror = () => n(new Error('refused')); })`,
    ],
    [
      'an image from outside',
      `new Promise((y, n) => { const i = new Image(); i.onload = y; i.onerror = () => n(new Error('refused')); i.src = 'http://127.0.0.1:9/x.png'; })`,
    ],
    [
      'a page of another visit',
      `new Promise((y, n) => { const i = new Image(); i.onload = y; i.onerror = () => n(new Error('refused')); i.src = 'kiosk://preview/${'0'.repeat(32)}'; })`,
    ],
    [
      'a file outside the page',
      `new Promise((y, n) => { const i = new Image(); i.onload = y; i.onerror = () => n(new Error('refused')); i.src = 'kiosk://app/..%2f..%2fpackage.json'; })`,
    ],
    ['a microphone', `navigator.mediaDevices.getUserMedia({ audio: true })`],
    ['a USB device', `navigator.usb.requestDevice({ filters: [] })`],
    [
      'a HID device',
      `navigator.hid.requestDevice({ filters: [] }).then((found) => { if (found.length === 0) throw new Error('refused'); })`,
    ],
    ['the clipboard', `navigator.clipboard.readText()`],
    [
      'the position',
      `new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, () => n(new Error('refused'))))`,
    ],
  ])('cannot reach the outside by %s', async (_way, code) => {
    // Evaluated through a timer of the page, so that the page's own policy applies and not the driver's.
    const outcome = await inPage<string>(`Promise.race([
      Promise.resolve().then(() => (${code})).then(() => 'reached', () => 'refused'),
      new Promise((resolve) => setTimeout(() => resolve('no answer'), 3000)),
    ])`);
    expect(outcome).not.toBe('reached');
  });

  it('runs no script that is not a file of ours', async () => {
    const ran = await inPage(`new Promise((resolve) => {
      window.marked = false;
      const script = document.createElement('script');
      script.textContent = 'window.marked = true';
      document.body.append(script);
      const handler = document.createElement('div');
      handler.setAttribute('onclick', 'window.marked = true');
      document.body.append(handler);
      handler.click();
      setTimeout(() => { script.remove(); handler.remove(); resolve(window.marked); }, 200);
    })`);
    expect(ran).toBe(false);
  });

  it('goes nowhere else and opens nothing', async () => {
    const before = kiosk.page().url();
    await inPage(`void (location.href = 'https://example.org/')`);
    await inPage(`void (location.href = 'file:///etc/passwd')`);
    await inPage(`void window.open('kiosk://app/index.html')`);
    await inPage(
      `(() => { const f = document.createElement('iframe'); f.src = 'kiosk://app/index.html'; document.body.append(f); })()`,
    );
    await kiosk.page().waitForTimeout(500);
    expect(kiosk.page().url()).toBe(before);
    expect(kiosk.app.windows()).toHaveLength(1);
    const framed = await inPage<string>(`(() => {
      const frame = document.querySelector('iframe');
      const text = frame.contentDocument?.body?.innerText ?? '';
      frame.remove();
      return text;
    })()`);
    expect(framed).not.toContain('Bonjour');
  });

  it('keeps nothing on the disk: its session is in memory only', async () => {
    const session = await kiosk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return { persistent: contents?.session.isPersistent(), path: contents?.session.storagePath };
    });
    expect(session).toEqual({ persistent: false, path: null });
  });
});

describe('real keys', () => {
  const key = (name: string): void => {
    execFileSync('xdotool', ['key', '--clearmodifiers', name], {
      env: { ...process.env, DISPLAY: screen.display },
    });
  };

  it.each([
    'F11',
    'ctrl+r',
    'F5',
    'ctrl+shift+i',
    'F12',
    'ctrl+q',
    'ctrl+w',
    'alt+F4',
    'ctrl+p',
    'ctrl+n',
    'ctrl+o',
    'ctrl+plus',
    'alt+Left',
  ])('%s neither leaves, reloads, closes, zooms nor opens anything', async (name) => {
    await inPage('void (window.stillTheSame = true)');
    key(name);
    await kiosk.page().waitForTimeout(300);
    expect(await inPage('window.stillTheSame')).toBe(true);
    const state = await kiosk.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return {
        windows: BrowserWindow.getAllWindows().length,
        kiosk: window?.isKiosk(),
        tools: window?.webContents.isDevToolsOpened(),
        zoom: window?.webContents.getZoomFactor(),
      };
    });
    expect(state).toEqual({ windows: 1, kiosk: true, tools: false, zoom: 1 });
  });
});

/** What a process has open: the number of each handle, and what it leads to. */
const handlesOf = (pid: number): readonly (readonly [number, string])[] =>
  readdirSync(`/proc/${pid}/fd`).map((handle) => [Number(handle), readlinkSync(`/proc/${pid}/fd/${handle}`)]);

describe('a program that the kiosk starts', () => {
  it('is given none of the sockets between the kiosk’s processes, nor anything else that is open', () => {
    const children = readFileSync(`/proc/${kiosk.pid}/task/${kiosk.pid}/children`, 'utf8').trim().split(' ');
    const programs = children.flatMap((pid) => {
      const program = path.basename(readlinkSync(`/proc/${pid}/exe`));
      return program === path.basename(electronExecutable().path) ? [] : [{ pid: Number(pid), program }];
    });
    expect(programs.map(({ program }) => program)).toContain('udevadm');
    const highest = Math.max(...handlesOf(kiosk.pid).map(([handle]) => handle));
    for (const { pid, program } of programs) {
      const handed = handlesOf(pid).filter(([handle]) => handle > 2 && handle <= highest);
      expect([program, handed.filter(([, where]) => where !== '/dev/null')]).toEqual([program, []]);
    }
  });
});

describe('the command line', () => {
  it.each([
    '--remote-debugging-port=9333',
    '--inspect=0',
    '--no-sandbox',
    '--load-extension=/tmp',
    '--js-flags=--expose-gc',
  ])('refuses %s and ends', async (argument) => {
    const child = spawn(
      electronExecutable().path,
      [applicationArgument(applicationFolder('app')), argument],
      {
        env: { PATH: process.env['PATH'] ?? '', DISPLAY: screen.display },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (data) => {
      said += String(data);
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const code = await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(limit);
    if (argument !== '--no-sandbox') expect(said).toContain('argument refused');
    expect(code).toBe(64);
  });
});

describe('an invalid configuration', () => {
  it('is shown on the screen with its line, and nothing else can be done', async () => {
    const file = path.join(folder.path, 'wrong.yaml');
    writeFileSync(file, 'terminal: X\nsite: Agence\nnot: yaml: here\n');
    const wrong = await launchKiosk(file, screen.display);
    try {
      await wrong.see('Cette borne est arrêtée');
      await wrong.see(/wrong\.yaml, ligne 3/);
      const reply = await wrong.page().evaluate(`window.kiosk['visit.start']({ purpose: 'send' })`);
      expect(reply).toEqual({ ok: false, error: { code: 'not-now' } });
    } finally {
      await wrong.close();
    }
  });
});
