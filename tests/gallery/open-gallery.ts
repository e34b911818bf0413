import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { applicationFolder } from '../../tools/build/application.ts';
import { bundleForNode } from '../../tools/build/bundles.ts';
import { driveElectron } from '../../tools/electron/drive-electron.ts';
import {
  applicationArgument,
  electronExecutable,
  startXvfb,
  temporaryFolder,
} from '../../tools/electron/launch.ts';
import type { GalleryFiles } from './main.ts';
import { paperPreviews } from './papers.ts';
import { SNAPSHOTS } from './snapshots.ts';
import { inLanguage } from './snapshots-in-language.ts';

/** The two ways a kiosk's screen stands, pixels. */
export const FORMATS = {
  landscape: { width: 1920, height: 1080 },
  portrait: { width: 1080, height: 1920 },
} as const;
export type Format = keyof typeof FORMATS;

/** The page that ships, in Electron with its sandbox on, showing whatever state a test asks for. */
export interface OpenGallery {
  readonly page: Page;
  /** Shows a recorded state, read in some way (what it says too, where that is a language), coming from the welcome screen: nothing of the last one is left. */
  readonly show: (
    name: string,
    access?: Partial<Snapshot['access']>,
    theme?: Snapshot['kiosk']['theme'],
  ) => Promise<void>;
  /** Pushes a snapshot over what is shown, as main does at each change. */
  readonly push: (snapshot: Snapshot) => Promise<void>;
  /** What the page asked main for since the last push, as `name` and input. */
  readonly asked: () => Promise<readonly { readonly name: string; readonly input: unknown }[]>;
  readonly activities: () => Promise<number>;
  /** What requests of that name get from now on until the next push. */
  readonly answer: (name: string, reply: unknown, delayMs?: number) => Promise<void>;
  readonly resize: (format: Format) => Promise<void>;
  /** A picture (PNG) of what is on the screen, its fonts and images there. */
  readonly picture: (file: string) => Promise<void>;
  /** What the console and the security policy complained about, all states together. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** How long any one step of opening or driving the gallery may take, milliseconds. */
const STEP_LIMIT_MS = 45_000;

/** `step`, or an error that names it after `STEP_LIMIT_MS`. */
async function within<Value>(name: string, step: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the gallery hangs: ${name}`)), STEP_LIMIT_MS);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A recorded state by its name. */
export function recorded(name: string): Snapshot {
  const snapshot = SNAPSHOTS[name];
  if (snapshot === undefined) throw new Error(`no recorded state is called ${name}`);
  return snapshot;
}

/** Makes the gallery's own main process around the page and bridge of the built application. */
async function buildGallery(folder: string): Promise<string> {
  const application = applicationArgument(applicationFolder('app'));
  mkdirSync(path.join(folder, 'main'));
  await bundleForNode('tests/gallery/main.ts', path.join(folder, 'main', 'index.js'));
  const manifest = { name: 'gallery', version: '1.0.0', type: 'module', main: 'main/index.js' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const files: GalleryFiles = {
    page: path.join(application, 'renderer'),
    preload: path.join(application, 'main', 'preload.cjs'),
    first: recorded('welcome'),
    previews: paperPreviews(),
  };
  const described = path.join(folder, 'gallery.json');
  writeFileSync(described, JSON.stringify(files));
  return described;
}

/** Opens the page of the application as it was last built (`npm test` builds it first). Close it at the end. */
export async function openGallery(): Promise<OpenGallery> {
  const folder = temporaryFolder('gallery');
  const described = await within('bundle', buildGallery(folder.path));
  const display = await within('display', startXvfb({ width: 1920, height: 1920 }));
  const app = await driveElectron({
    executablePath: electronExecutable().path,
    chromiumSandbox: true,
    args: [folder.path, '--disable-gpu', `--gallery=${described}`],
    env: { PATH: process.env['PATH'] ?? '', DISPLAY: display.display, TZ: 'Europe/Paris', LANG: 'C.UTF-8' },
  });
  const page = await within('window', app.firstWindow());
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await within('heading', page.getByRole('heading', { level: 1 }).waitFor());
  await within(
    'listen',
    page.evaluate(() => {
      window.kiosk.onSnapshot(({ revision }) => {
        document.documentElement.dataset['shown'] = String(revision);
      });
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    }),
  );

  const session = await within('session', page.context().newCDPSession(page));

  const push = async (snapshot: Snapshot): Promise<void> => {
    const revision = await app.evaluate(
      (_electronModule, shown) => globalThis.gallery?.show(shown),
      snapshot,
    );
    // One call for both waits: each call costs the processor as much as drawing some screens does.
    await within(
      'paint',
      page.evaluate(
        (wanted) =>
          new Promise((resolve) => {
            const look = (): void => {
              const shown = document.documentElement.dataset['shown'] === wanted;
              requestAnimationFrame(shown ? () => requestAnimationFrame(resolve) : look);
            };
            look();
          }),
        String(revision),
      ),
    );
  };

  return {
    page,
    push,
    complaints,
    show: async (name, access = {}, theme) => {
      const read = (state: string): Snapshot => {
        const snapshot = inLanguage(recorded(state), access.language ?? 'fr');
        const kiosk = theme === undefined ? snapshot.kiosk : { ...snapshot.kiosk, theme };
        return { ...snapshot, kiosk, access: { ...snapshot.access, ...access } };
      };
      await push(read(name === 'welcome' ? 'ended-sent' : 'welcome'));
      await push(read(name));
    },
    asked: () => app.evaluate(() => globalThis.gallery?.asked() ?? []),
    activities: () => app.evaluate(() => globalThis.gallery?.activities() ?? 0),
    answer: async (name, reply, delayMs = 0) => {
      await app.evaluate(
        (_electronModule, answer) => globalThis.gallery?.answer(answer.name, answer.reply, answer.delayMs),
        { name, reply, delayMs },
      );
    },
    resize: async (format) => {
      const { width, height } = FORMATS[format];
      await within(
        'resize',
        app.evaluate((_electronModule, size) => globalThis.gallery?.resize(size.width, size.height), {
          width,
          height,
        }),
      );
      await page.waitForFunction(
        (size) => window.innerWidth === size.width && window.innerHeight === size.height,
        { width, height },
      );
    },
    picture: async (file) => {
      await within(
        'fonts and images',
        page.evaluate(async () => {
          await document.fonts.ready;
          // Those out of sight may never be loaded.
          const images = [...document.images].filter(({ loading }) => loading !== 'lazy');
          await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
        }),
      );
      // The driver's own screenshot packs as small as it can, which takes twice the processor.
      const { data } = await within(
        'picture',
        session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true }),
      );
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, data, 'base64');
    },
    close: async () => {
      await app.close();
      await display.stop();
      folder.remove();
    },
  };
}
