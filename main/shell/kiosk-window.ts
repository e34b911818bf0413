import { app, BrowserWindow, type Session, type WebContents } from 'electron';
import { START_URL } from './kiosk-protocol.ts';
import { createKioskSession, eraseKioskSession } from './kiosk-session.ts';

export interface KioskWindowOptions {
  readonly preload: string;
  readonly mode: 'kiosk' | 'window';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly serve: (request: Request) => Promise<Response>;
}

/** A page that could not be shown is tried again after so long, milliseconds. */
const RELOAD_PAUSE_MS = 1_000;

/**
 * The one window. Each visit gets a window of its own, with a renderer process and an in-memory session of its own: what the
 * page held of the last visitor goes with its process.
 */
export class KioskWindow {
  readonly #options: KioskWindowOptions;
  #window: BrowserWindow | undefined;
  #session: Session | undefined;
  #leaving = false;

  constructor(options: KioskWindowOptions) {
    this.#options = options;
    app.on('before-quit', () => {
      this.#leaving = true;
    });
  }

  /** The page on the screen now: the only one whose requests are taken. */
  get contents(): WebContents | undefined {
    return this.#window?.webContents;
  }

  /** Opens a new page over the old one, then destroys the old one and erases its session. Resolves when that is done. */
  async renew(): Promise<void> {
    const old = this.#window;
    const oldSession = this.#session;
    const kiosk = createKioskSession(this.#options.serve);
    const next = this.#create(kiosk);
    this.#session = kiosk;
    this.#window = next;
    await next.loadURL(START_URL);
    next.show();
    old?.destroy();
    if (oldSession !== undefined) await eraseKioskSession(oldSession);
  }

  #create(kiosk: Session): BrowserWindow {
    const { mode, width, height, title, preload } = this.#options;
    const window = new BrowserWindow({
      kiosk: mode === 'kiosk',
      frame: mode === 'window',
      width,
      height,
      title,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: '#ffffff',
      webPreferences: {
        preload,
        session: kiosk,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        devTools: false,
        spellcheck: false,
        enableWebSQL: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        backgroundThrottling: false,
      },
    });
    window.setMenu(null);
    // Alt+F4 and a window manager's close: a kiosk is left by stopping the application, nothing else.
    window.on('close', (event) => {
      if (mode === 'kiosk' && !this.#leaving) event.preventDefault();
    });
    window.webContents.setVisualZoomLevelLimits(1, 1);
    window.webContents.on('render-process-gone', () => {
      // The visit lives in main: a new page shows it where it was.
      if (this.#window === window && !this.#leaving) {
        setTimeout(() => void this.renew(), RELOAD_PAUSE_MS);
      }
    });
    return window;
  }
}
