import { readFileSync } from 'node:fs';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { CHANNELS, SNAPSHOT_CHANNEL } from '../../main/contract/channels.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { KIOSK_SCHEME, kioskProtocol, START_URL } from '../../main/shell/kiosk-protocol.ts';

/**
 * The shipped page, behind the shipped protocol, policy and bridge, with a main process that only answers what a test
 * tells it to and remembers what the page asked.
 */
export interface Gallery {
  /** Requests made by the page since the last `show`, `kiosk.snapshot` and `kiosk.activity` aside. */
  readonly asked: () => readonly { readonly name: string; readonly input: unknown }[];
  /** How many times the page reported activity. */
  readonly activities: () => number;
  /** Pushes a snapshot, as main does; returns the revision it got. */
  readonly show: (snapshot: Snapshot) => number;
  /** What requests of that name get until the next `show`, after a delay in milliseconds; otherwise all succeed. */
  readonly answer: (name: string, reply: unknown, delayMs?: number) => void;
  readonly resize: (width: number, height: number) => void;
}

declare global {
  var gallery: Gallery | undefined;
}

/** What the gallery is given, as a JSON file named by `--gallery=`. */
export interface GalleryFiles {
  readonly page: string;
  readonly preload: string;
  readonly first: Snapshot;
  /** Base64 of each preview, by opaque id. */
  readonly previews: Readonly<Record<string, string>>;
}

const SUCCESS = { ok: true, value: undefined };

/** Starts the gallery; resolves when the page is shown. */
async function startGallery(files: GalleryFiles): Promise<void> {
  let revision = 1;
  let current: Snapshot = { ...files.first, revision };
  let asked: { name: string; input: unknown }[] = [];
  let activities = 0;
  const answers = new Map<string, { reply: unknown; delayMs: number }>();

  const kiosk = session.fromPartition('gallery');
  kiosk.protocol.handle(
    'kiosk',
    kioskProtocol(files.page, async (id) => {
      const preview = files.previews[id];
      return preview === undefined ? undefined : new Uint8Array(Buffer.from(preview, 'base64'));
    }),
  );
  for (const name of Object.keys(CHANNELS)) {
    ipcMain.handle(name, async (_event, input: unknown) => {
      if (name === 'kiosk.snapshot') return { ok: true, value: current };
      if (name === 'kiosk.activity') {
        activities += 1;
        return SUCCESS;
      }
      asked.push({ name, input });
      const answer = answers.get(name);
      if (answer === undefined) return SUCCESS;
      await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      return answer.reply;
    });
  }

  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    useContentSize: true,
    frame: false,
    webPreferences: {
      preload: files.preload,
      session: kiosk,
      sandbox: true,
      contextIsolation: true,
      backgroundThrottling: false,
    },
  });
  globalThis.gallery = {
    asked: () => asked,
    activities: () => activities,
    show: (snapshot) => {
      revision += 1;
      asked = [];
      answers.clear();
      current = { ...snapshot, revision };
      window.webContents.send(SNAPSHOT_CHANNEL, current);
      return revision;
    },
    answer: (name, reply, delayMs = 0) => {
      answers.set(name, { reply, delayMs });
    },
    resize: (width, height) => window.setContentSize(width, height),
  };
  await window.loadURL(START_URL);
}

protocol.registerSchemesAsPrivileged([KIOSK_SCHEME]);
const described = process.argv.find((argument) => argument.startsWith('--gallery='));
if (described === undefined) throw new Error('--gallery=<file> is missing');
const files: GalleryFiles = JSON.parse(readFileSync(described.slice('--gallery='.length), 'utf8'));
void app.whenReady().then(() => startGallery(files));
