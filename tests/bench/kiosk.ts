/**
 * The real kiosk in real Electron while it prepares pages: how soon a page is shown, judged and in the file, and whether the
 * screen still answers. `npm run bench:kiosk`. Prints a table with the machine's load, without which the figures say nothing.
 */
import { loadavg } from 'node:os';
import { buildApplication } from '../../tools/build/application.ts';
import { kioskOnDesk } from '../e2e/kiosk-on-desk.ts';
import { chooseKind } from '../e2e/visitor.ts';

const PAPERS = [
  'courrier-administratif',
  'bulletin-de-salaire',
  'courrier-administratif',
  'bulletin-de-salaire',
];
/** Between two looks at the snapshot, milliseconds: what every figure is uncertain by. */
const LOOK_EVERY_MS = 15;
const LIMIT_MS = 120_000;

interface Seen {
  readonly arrived: number;
  shown?: number;
  ready?: number;
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

await buildApplication('desk');
const started = await kioskOnDesk();
try {
  const { kiosk, desk } = started;
  await chooseKind(kiosk);
  desk.scanner.tray.loadFeeder(PAPERS);
  const page = kiosk.page();
  await page.evaluate(() => {
    const taps: number[] = [];
    Object.assign(window, { taps });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'pointerup' || name === 'click') taps.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const before = loadavg()[0] ?? Number.NaN;
  await kiosk.press(/chargeur/);
  const pages = new Map<string, Seen>();
  let fitAfterLast = Number.NaN;
  let clicks = 0;
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const reply = await page.evaluate(() => window.kiosk['kiosk.snapshot']({}));
    const now = performance.now();
    if (!reply.ok || reply.value.visit.step !== 'scan' || Date.now() > until)
      throw new Error('the scan went elsewhere');
    const { visit } = reply.value;
    for (const one of visit.pages) {
      const seen = pages.get(one.id) ?? { arrived: now };
      pages.set(one.id, seen);
      if (one.preview !== null) seen.shown ??= now;
      if (one.state === 'ready') seen.ready ??= now;
    }
    if (visit.canContinue && visit.pages.length === PAPERS.length) {
      fitAfterLast = now - Math.max(...[...pages.values()].map(({ ready = 0 }) => ready));
      break;
    }
    clicks += 1;
    // A tap on the paper's own ground: it changes nothing, and still waits for the next frame.
    if (clicks % 8 === 0) await page.mouse.click(960, 20);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const pressed = performance.now();
  await kiosk.press('Continuer');
  for (;;) {
    const reply = await page.evaluate(() => window.kiosk['kiosk.snapshot']({}));
    if (reply.ok && reply.value.visit.step === 'confirm' && reply.value.visit.progress.kind === 'waiting')
      break;
    if (Date.now() > until) throw new Error('no file');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const fileMs = performance.now() - pressed;
  const taps = await page.evaluate(() => (window as unknown as { taps: number[] }).taps);
  // A frame sooner than the browser counts is a frame.
  const slow = [
    ...taps,
    ...Array.from({ length: Math.max(0, Math.floor(clicks / 8) * 2 - taps.length) }, () => 16),
  ];
  const all = [...pages.values()];
  console.log(
    `load of the machine: ${before.toFixed(1)} before, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} after\n`,
  );
  console.log('| what | must | times | median ms | p95 | worst |\n|---|---|---|---|---|---|');
  row(
    'thumbnail after a page’s arrival',
    '300',
    all.map(({ arrived, shown = Number.NaN }) => shown - arrived),
  );
  row(
    'page prepared after its arrival',
    '',
    all.map(({ arrived, ready = Number.NaN }) => ready - arrived),
  );
  row('fits or does not, after the last page is prepared', '', [fitAfterLast]);
  row('file ready after “Continuer”', '1000', [fileMs]);
  row('tap to paint while pages are prepared', 'p95 100', slow);
} finally {
  await started.close();
}
