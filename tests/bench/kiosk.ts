/**
 * The real kiosk in real Electron while it prepares pages: how soon a page is shown, judged and in the file, whether the
 * screen still answers, and what memory it takes; then how fast the screens of the journeys change. Prints tables with the
 * machine's load, without which the figures say nothing.
 * `npm run bench:kiosk [-- --only eight|four|pressed|update|registration …]`.
 */
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { buildApplication } from '../../tools/build/application.ts';
import { type KioskOnDesk, kioskOnDesk } from '../e2e/kiosk-on-desk.ts';
import { type Answers, walkAsExpert } from '../e2e/registration/expert.ts';
import { JEANNE, PAUL } from '../e2e/registration/fictional-people.ts';
import { chooseKind } from '../e2e/visitor.ts';
import { paper } from '../simulators/papers/paper-catalogue.ts';
import { type MemoryPeaks, watchMemory } from './kiosk-memory.ts';

const PAPERS = ['courrier-administratif', 'bulletin-de-salaire'] as const;

/** What is scanned, and how fast. */
interface Scene {
  /** What `--only` calls it. */
  readonly name: string;
  readonly title: string;
  /** For the visitor's stick there may be more pages than an administration takes. */
  readonly purpose: 'send' | 'usb';
  readonly pages: number;
  /** `lifelike`: a page every 1.2 s; `instant`: as fast as the kiosk asks for them. */
  readonly pace: 'lifelike' | 'instant';
  /** From the screen that says where to put the paper to the press, milliseconds. */
  readonly readsMs: number;
}

const SCENES: readonly Scene[] = [
  {
    name: 'eight',
    title: 'Eight pages from a feeder, one every 1.2 s',
    purpose: 'usb',
    pages: 8,
    pace: 'lifelike',
    readsMs: 3_000,
  },
  {
    name: 'four',
    title: 'Four pages at once',
    purpose: 'send',
    pages: 4,
    pace: 'instant',
    readsMs: 3_000,
  },
  {
    name: 'pressed',
    title: 'Four pages at once, pressed the moment the screen is there',
    purpose: 'send',
    pages: 4,
    pace: 'instant',
    readsMs: 0,
  },
];

/** Between two taps while pages are prepared, milliseconds. */
const TAP_EVERY_MS = 250;
const LIMIT_MS = 120_000;

interface SeenPage {
  readonly arrived: number;
  shown?: number;
  ready?: number;
}

/** Moments at which the screen was told of each page, by its id, that it may go on with all of them, and of the file. Milliseconds. */
interface Seen {
  readonly pages: Record<string, SeenPage>;
  fits: number;
  file: number;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function row(what: string, must: string, values: readonly number[]): void {
  const [median, p95, worst] = [percentile(values, 0.5), percentile(values, 0.95), Math.max(...values)];
  console.log(
    `| ${what} | ${must} | ${values.length} | ${[median, p95, worst].map((ms) => ms.toFixed(0)).join(' | ')} |`,
  );
}

/** Notes how long each tap took until its frame, by the browser's own account. */
async function watchTaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const taps: number[] = [];
    Object.assign(window, { taps });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'pointerup' || name === 'click') taps.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/**
 * Notes when the screen is told that a page arrived, has a picture, is ready; goes on in the moment in which it may, and notes
 * when the file is there. Nothing asks for it meanwhile: asking thirty times a second took a seventh of the machine from the
 * pages.
 *
 * @returns what is seen once the file is there
 */
async function watchPages(page: Page, count: number): Promise<() => Promise<Seen>> {
  await page.evaluate((expected) => {
    const seen: Seen = { pages: {}, fits: Number.NaN, file: Number.NaN };
    let tell = (_seen: Seen): void => undefined;
    let fail = (_error: Error): void => undefined;
    const whole = new Promise<Seen>((resolve, reject) => {
      [tell, fail] = [resolve, reject];
    });
    Object.assign(window, { whole });
    window.kiosk.onSnapshot(({ visit }) => {
      const now = performance.now();
      const made =
        (visit.step === 'confirm' && visit.progress.kind === 'waiting') ||
        (visit.step === 'copy' && visit.progress === 'ready');
      if (made) {
        seen.file = now;
        tell(seen);
      } else if (visit.step === 'scan') {
        for (const { id, preview, state } of visit.pages) {
          const one = seen.pages[id] ?? { arrived: now };
          seen.pages[id] = one;
          if (preview !== null) one.shown ??= now;
          if (state === 'ready') one.ready ??= now;
        }
        if (!visit.canContinue || visit.pages.length !== expected || !Number.isNaN(seen.fits)) return;
        seen.fits = now;
        // What the press on “Continuer” asks for.
        void window.kiosk['visit.continue']({});
      } else if (Number.isNaN(seen.fits)) fail(new Error('the scan went elsewhere'));
    });
  }, count);
  return () => page.evaluate(() => (window as unknown as { whole: Promise<Seen> }).whole);
}

/** Notes how long the main process could do nothing else, milliseconds at a time. */
async function watchMain({ kiosk }: KioskOnDesk): Promise<() => Promise<number>> {
  await kiosk.app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    Object.assign(globalThis, { delay });
  });
  return () =>
    kiosk.app.evaluate(() => (globalThis as unknown as { delay: { max: number } }).delay.max / 1e6);
}

interface Figures {
  readonly pages: readonly SeenPage[];
  readonly fitAfterLast: number;
  readonly file: number;
  readonly taps: readonly number[];
  readonly mainBlocked: number;
}

async function scanAndMeasure(started: KioskOnDesk, scene: Scene): Promise<Figures> {
  const { kiosk, desk } = started;
  if (scene.purpose === 'send') await chooseKind(kiosk);
  else await kiosk.press(/Numériser vers ma clé/);
  const papers = Array.from({ length: scene.pages }, (_, at) => PAPERS[at % PAPERS.length] ?? PAPERS[0]);
  desk.scanner.tray.loadFeeder(papers);
  const page = kiosk.page();
  await watchTaps(page);
  const seenWhole = await watchPages(page, scene.pages);
  let taps = 0;
  const longestBlock = await watchMain(started);
  await wait(scene.readsMs);
  await kiosk.press(/chargeur/);
  const until = Date.now() + LIMIT_MS;
  const whole = seenWhole();
  const done = whole.then(() => true);
  // A tap on the paper's own ground: it changes nothing, and still waits for the next frame.
  for (; !(await Promise.race([done, wait(TAP_EVERY_MS, false)])); taps += 1) {
    if (Date.now() > until) throw new Error('no file');
    await page.mouse.click(960, 20);
  }
  const { pages, fits, file } = await whole;
  const noted = await page.evaluate(() => (window as unknown as { taps: number[] }).taps);
  // A frame sooner than the browser counts is a frame. Each tap has two events.
  const unnoted = Math.max(0, taps * 2 - noted.length);
  return {
    pages: Object.values(pages),
    fitAfterLast: fits - Math.max(...Object.values(pages).map(({ ready = Number.NaN }) => ready)),
    file: file - fits,
    taps: [...noted, ...Array.from({ length: unnoted }, () => 16)],
    mainBlocked: await longestBlock(),
  };
}

function print({ pages, fitAfterLast, file, taps, mainBlocked }: Figures): void {
  console.log('| what | must | times | median ms | p95 | worst |\n|---|---|---|---|---|---|');
  row(
    'thumbnail after a page’s arrival',
    '300',
    pages.map(({ arrived, shown = Number.NaN }) => shown - arrived),
  );
  row(
    'page prepared after its arrival',
    '',
    pages.map(({ arrived, ready = Number.NaN }) => ready - arrived),
  );
  const lastArrival = Math.max(...pages.map(({ arrived }) => arrived));
  const lastReady = Math.max(...pages.map(({ ready = Number.NaN }) => ready));
  row('last page prepared after its arrival', '', [lastReady - lastArrival]);
  row('fits or does not, after the last page is prepared', '', [fitAfterLast]);
  row('file ready after the last page is prepared', '', [fitAfterLast + file]);
  row('file ready after the last page’s arrival', '1000', [lastReady - lastArrival + fitAfterLast + file]);
  row('tap to paint while pages are prepared', 'p95 100', taps);
  row('main process busy at one thing, the longest', '', [mainBlocked]);
}

function printMemory(memory: MemoryPeaks): void {
  console.log(
    `\nmost memory, MB: ${memory.all.toFixed(0)} in all; ${memory.engines.toFixed(0)} in at most ${memory.engineCount} processes that decode, ${memory.largestEngine.toFixed(0)} in the largest`,
  );
}

/** The kiosk that runs now, with its desk and display. */
let running: KioskOnDesk | undefined;
/** Set once a signal came; ends with the process. */
let ending: Promise<never> | undefined;

/** What a signal is told by when it ends a program: 128 and its number. */
const ENDING = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends by a signal with everything that was started. The driver has listeners of its own for signals, with which Node no longer
 * ends by itself.
 */
function endOnSignals(): void {
  for (const [signal, code] of Object.entries(ENDING)) {
    process.once(signal, () => {
      ending ??= (running?.close() ?? Promise.resolve()).then(() => process.exit(code));
    });
  }
}

/** Starts a kiosk for `use` and ends it afterwards. */
async function withKiosk(
  options: Parameters<typeof kioskOnDesk>[0],
  use: (started: KioskOnDesk) => Promise<void>,
): Promise<void> {
  const started = await kioskOnDesk(options);
  running = started;
  try {
    await use(started);
  } catch (error) {
    // What breaks off because the kiosk ends is no error.
    await ending;
    throw error;
  } finally {
    if (ending === undefined) {
      running = undefined;
      await started.close();
    }
  }
}

/** Screens of a journey that changed slowest are named: one that is always among them has a cause of its own. */
const SLOWEST_NAMED = 3;

function measureJourney(tile: RegExp, who: Answers): Promise<void> {
  return withKiosk({}, async (started) => {
    const before = loadavg()[0] ?? Number.NaN;
    await started.kiosk.press(tile);
    const longestBlock = await watchMain(started);
    const { screens, steps, changes } = await walkAsExpert(started, who);
    const after = loadavg()[0] ?? Number.NaN;
    console.log(`\n### ${tile.source}: ${screens.length} screens, ${steps} steps\n`);
    console.log(`load of the machine: ${before.toFixed(1)} before, ${after.toFixed(1)} after\n`);
    console.log('| what | must | times | median ms | p95 | worst |\n|---|---|---|---|---|---|');
    row(
      'press to the first frame of the next screen',
      'p95 100',
      changes.map(({ ms }) => ms),
    );
    row('main process busy at one thing, the longest', '', [await longestBlock()]);
    for (const { ms, from, to } of [...changes].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST_NAMED))
      console.log(`\n${ms.toFixed(0)} ms: ${from} → ${to}`);
  });
}

const { values: given } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const wanted = (name: string): boolean => given.only === undefined || given.only.includes(name);

endOnSignals();
await buildApplication('desk');
// Drawn before the clock runs: the desk shares the cores with the kiosk.
for (const id of PAPERS) await paper(id).render({ dpi: 300, colour: 'colour' });
for (const scene of SCENES.filter(({ name }) => wanted(name))) {
  await withKiosk({ pace: scene.pace }, async (started) => {
    const before = loadavg()[0] ?? Number.NaN;
    const figures = await scanAndMeasure(started, scene);
    const after = loadavg()[0] ?? Number.NaN;
    console.log(`\n### ${scene.title}\n`);
    console.log(`load of the machine: ${before.toFixed(1)} before, ${after.toFixed(1)} after\n`);
    print(figures);
  });
  // Counting the memory of a dozen processes takes a tenth of the machine: in a run of its own.
  await withKiosk({ pace: scene.pace }, async (started) => {
    const memory = watchMemory(started.kiosk.pid);
    await scanAndMeasure(started, scene);
    printMemory(memory());
  });
}
if (wanted('update')) await measureJourney(/Mettre à jour mon inscription/, PAUL);
if (wanted('registration')) await measureJourney(/M’inscrire/, JEANNE);
