import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type KioskOnDesk, kioskOnDesk } from '../../tests/e2e/kiosk-on-desk.ts';
import { runCommand } from '../setup/command.mjs';
import { bytesOf, DemoRecord, inBytes, inSeconds, timed } from './demo-record.ts';
import { driveVisit } from './demo-visit.ts';

/** Dots per inch of the picture of the receipt: enough to read it on a screen. */
const RECEIPT_DPI = 110;
const RENDER_LIMIT_MS = 30_000;

/**
 * Starts the kiosk on a simulated desk and on a display of its own, drives one complete visit through its screens, and
 * leaves in `folder` what came of it.
 */
export async function runDemo(folder: string): Promise<void> {
  const record = new DemoRecord(folder);
  const { value: stage, ms } = await timed(() => kioskOnDesk({ pace: 'lifelike' }));
  try {
    record.say(`the kiosk shows its first page, its desk around it (${inSeconds(ms)})`);
    await driveVisit(stage, record);
    await keepReceipt(stage, record);
    keepStick(stage, record);
    keepPlatformCopy(stage, record);
    record.say(`${record.pictures} pictures of the screens in ecrans/`);
    if (stage.kiosk.complaints.length > 0) {
      throw new Error(`the kiosk complained: ${stage.kiosk.complaints.join('; ')}`);
    }
  } finally {
    await stage.close();
  }
  console.log(`\nAll of it is in ${folder}`);
}

/** The receipt as the printer got it, and as a picture. */
async function keepReceipt({ desk }: KioskOnDesk, record: DemoRecord): Promise<void> {
  const [job] = desk.printer.simulator.mechanism.printed;
  if (job === undefined) throw new Error('nothing was printed');
  const received = path.join(record.folder, 'recu.pdf');
  writeFileSync(received, job.document);
  const picture = path.join(record.folder, 'recu');
  const end = await runCommand(
    'pdftoppm',
    ['-png', '-r', String(RECEIPT_DPI), '-singlefile', received, picture],
    { timeoutMs: RENDER_LIMIT_MS },
  );
  if (end.code !== 0) throw new Error(`pdftoppm cannot draw the receipt: ${end.stderr}`);
  record.say(`receipt: recu.png, from the ${inBytes(job.document.length)} that the printer got`);
}

/** What the visitor takes home. */
function keepStick({ desk }: KioskOnDesk, record: DemoRecord): void {
  const target = path.join(record.folder, 'cle-usb');
  cpSync(path.join(desk.sticks.root, 'sticks', 'cle'), target, { recursive: true });
  for (const file of filesBelow(target)) {
    record.say(`stick: ${path.relative(record.folder, file)} (${bytesOf(file)})`);
  }
}

/** What the administration holds: opened with the platform's key, its hash checked there; and the PDF by itself. */
function keepPlatformCopy({ desk }: KioskOnDesk, record: DemoRecord): void {
  const dossiers = desk.platform.dossiers();
  const [dossier] = dossiers;
  if (dossier === undefined || dossiers.length !== 1) {
    throw new Error(`the platform holds ${dossiers.length} dossiers instead of one`);
  }
  const target = path.join(record.folder, 'plateforme', dossier.reference);
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(dossier.folder, target, { recursive: true });
  record.say(`platform: dossier ${dossier.reference}, acknowledged as ${dossier.acknowledgement}`);
  for (const file of filesBelow(target)) {
    if (path.extname(file) !== '.pdf') continue;
    const sent = path.join(record.folder, path.basename(file));
    rmSync(sent, { force: true });
    cpSync(file, sent);
    record.say(`sent: ${path.basename(sent)} (${bytesOf(sent)})`);
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
