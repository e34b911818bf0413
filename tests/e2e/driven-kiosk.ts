import type { ElectronApplication, Page } from 'playwright-core';
import { applicationFolder } from '../../tools/build/application.ts';
import { driveElectron } from '../../tools/electron/drive-electron.ts';
import { applicationArgument, electronExecutable } from '../../tools/electron/launch.ts';

/** How long an element may take to be there and ready to be pressed, milliseconds. */
const PRESS_LIMIT_MS = 20_000;

/** The real kiosk in real Electron, sandbox on, driven as a visitor would: by what is written on its buttons. */
export interface DrivenKiosk {
  readonly app: ElectronApplication;
  /** Process id of Electron's main process. */
  readonly pid: number;
  /** The page on the screen now. At the end of a visit it is replaced by another one. */
  page(): Page;
  /** Presses the button (or tile) with this name. */
  press(name: string | RegExp): Promise<void>;
  /** Waits until a heading or a text is on the screen. */
  see(text: string | RegExp): Promise<void>;
  /** Waits until the page on the screen is another one than `old`, and is loaded. */
  renewed(old: Page): Promise<Page>;
  /** What the page or its console complained of, since the start. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Launches the kiosk of the simulated desk with this configuration, on this X display. */
export async function launchKiosk(configFile: string, display: string): Promise<DrivenKiosk> {
  const app = await driveElectron({
    executablePath: electronExecutable().path,
    args: [applicationArgument(applicationFolder('desk')), `--config=${configFile}`],
    // Without it the driver adds --no-sandbox and nothing of the sandbox is tested.
    chromiumSandbox: true,
    env: { PATH: process.env['PATH'] ?? '', DISPLAY: display },
  });
  const complaints: string[] = [];
  app.process().stderr?.on('data', (data) => {
    for (const line of String(data).split('\n')) if (line.startsWith('borne:')) complaints.push(line);
  });
  let current: Page | undefined;
  const follow = (page: Page): void => {
    if (page === current) return;
    current = page;
    page.setDefaultTimeout(PRESS_LIMIT_MS);
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
  };
  app.on('window', follow);
  follow(
    await app.firstWindow().catch((error: unknown) => {
      throw new Error(`the kiosk showed no page: ${complaints.join('; ')}`, { cause: error });
    }),
  );

  const page = (): Page => {
    if (current === undefined) throw new Error('the kiosk shows no page');
    return current;
  };
  const pid = app.process().pid;
  if (pid === undefined) throw new Error('the kiosk has no process');
  return {
    app,
    pid,
    page,
    complaints,
    press: async (name) => {
      await page().getByRole('button', { name }).first().click();
    },
    see: async (text) => {
      await page().getByText(text).first().waitFor();
    },
    renewed: async (old) => {
      const until = Date.now() + PRESS_LIMIT_MS;
      while (current === old) {
        if (Date.now() > until) throw new Error('the page was not replaced');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await page().waitForLoadState();
      return page();
    },
    close: () => app.close(),
  };
}
